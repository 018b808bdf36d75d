#pragma once

#include "app/keyspace/itemlook.h"
#include "app/keyspace/slabchunks.h"
#include "app/values/sharedreading.h"
#include "connection/text/keysegment.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <chrono>
#include <optional>

class ElidedLabel;
class QGridLayout;
class QHBoxLayout;
class QLabel;

/// What is known of one item beside its value, a line each: as it was found, and where it was not yet, as the listing told. The times that
/// run do so while it is seen.
class ItemFacts : public QWidget
{
    Q_OBJECT

public:
    explicit ItemFacts(QWidget *parent = nullptr);

    void showItem(const std::optional<ListedKey> &listed, const std::optional<FoundItem> &found);
    /// Whether rows that differ from the look before say so, until another item is shown.
    enum class Marking { Off, On };
    void setMarking(Marking marking);
    /// Another item is shown from now on.
    void forgetMarks();
    /// How its value was read; null: it was not, or not yet. `library`: what its flags are of.
    void showReading(const SharedReading &reading, ClientLibrary library);
    /// `chunks`: what is known of the server's slab classes, for keys that were not listed.
    void setKey(const QByteArray &key, const SlabChunks &chunks);
    /// The server's clock minus ours.
    void setClockOffset(std::chrono::seconds offset);
    /// All that is seen, a line each, with tabs.
    [[nodiscard]] QString text() const;

    /// Puts that on the clipboard.
    void copyAll() { copy(text()); }

signals:
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Row { Form, Size, InEnvelope, Flags, Cas, Expiry, Access, Fetched, SlabClass, RowCount };

    void add(Row row, const char *name, const QString &title);
    void set(Row row, const QString &text);
    void mark(const FoundItem &before, const FoundItem &after);
    void setMark(Row row, const QString &former);
    void fitMark(size_t row);
    void showFacts();
    [[nodiscard]] QString slabClassText() const;
    void showTimes();
    void copy(const QString &text);

    QGridLayout *m_grid;
    std::array<QLabel *, RowCount> m_titles{};
    std::array<QLabel *, RowCount> m_texts{};
    std::array<QHBoxLayout *, RowCount> m_lines{}; ///< a text with its mark
    std::array<ElidedLabel *, RowCount> m_marks{}; ///< what it was, where it has changed: on one line, so that nothing moves
    Marking m_marking = Marking::Off;
    bool m_isAnother = true;                 ///< than the one before: nothing of it has changed
    std::optional<ListedKey> m_listed;       ///< without its key
    std::optional<FoundItem> m_found;        ///< without its value
    std::optional<qsizetype> m_decompressed; ///< bytes; none: as they are stored, or not known
    EnvelopeFacts m_envelopeFacts;
    QString m_envelope; ///< its name; empty: none
    SlabChunks m_chunks;
    qsizetype m_keySize = 0;
    ClientLibrary m_library = ClientLibrary::Unknown;
    std::chrono::seconds m_clockOffset{0};
    QTimer m_clock;
};
