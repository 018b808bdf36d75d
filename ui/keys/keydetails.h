#pragma once

#include "app/keyspace/itemlook.h"
#include "app/keyspace/slabchunks.h"
#include "connection/text/keysegment.h"

#include <QWidget>

#include <chrono>
#include <optional>

class ItemFacts;
class ItemPages;
class KeyHeader;
class NoticeRow;
class PinnedKeys;
class QAction;
class QStackedWidget;
class ReadingChoices;
class ToneLabel;

/// One key in full: what is known of its item, and its value, read without a trace. Where that cannot be, nothing is read by itself; and
/// nothing at all while the pane is hidden.
class KeyDetails : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive it.
    KeyDetails(PinnedKeys *kept, ReadingChoices *choices, QWidget *parent = nullptr);

    /// Who is asked from now on; none: nobody, and what the listing told is all there is.
    void setServer(const std::optional<ConnectionOptions> &options) { m_look.setServer(options); }
    /// The server's clock minus ours.
    void setClockOffset(std::chrono::seconds offset);
    /// What is known of the server's slab classes.
    void setChunks(const SlabChunks &chunks) { m_chunks = chunks; }
    /// `listed`: what the listing told of it, if it was listed; its bytes are not needed any more when this returns.
    void showKey(const QByteArray &key, const std::optional<ListedKey> &listed = {});
    void showNothing();

    [[nodiscard]] const QByteArray &key() const { return m_key; }
    [[nodiscard]] ItemLook::State state() const { return m_look.state(); }
    /// What looking has added to the server's counters.
    [[nodiscard]] LookTally tally() const { return m_look.tally(); }
    /// Where that is counted, server by server; whoever looks elsewhere adds to it.
    [[nodiscard]] LookTallies *tallies() { return m_look.tallies(); }
    /// Asks for deleteRequested(). Whoever knows whether anything may be deleted says whether it is enabled.
    [[nodiscard]] QAction *deleteAction() const;

    /// After a change of the font of keys and values.
    void adoptFixedFont();

signals:
    void deleteRequested(const QByteArray &key);
    /// `command`: a line that reads the key.
    void openInWorkbench(const QString &command);
    /// A sentence for the status line.
    void told(const QString &text);
    void tallyChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void look();
    void follow();
    void followReading();
    [[nodiscard]] QString notice() const;
    void showTally();

    ReadingChoices *m_choices;
    ItemLook m_look;
    QByteArray m_key;
    SlabChunks m_chunks;
    std::optional<ListedKey> m_listed; ///< without its key
    bool m_waits = false;              ///< for the pane to be shown
    QStackedWidget *m_pages;
    QWidget *m_nothing;
    QWidget *m_content;
    KeyHeader *m_header;
    NoticeRow *m_notice;
    ItemFacts *m_facts;
    ItemPages *m_item;
    ToneLabel *m_tally;
};
