#pragma once

#include "app/itemedit/editedvalue.h"
#include "app/keyspace/itemlook.h"
#include "app/values/sharedreading.h"
#include "ui/keys/scrollmemory.h"

#include <QAction>
#include <QTimer>
#include <QWidget>

class HintPage;
class QLabel;
class QStackedWidget;
class ReadingChoices;
class ValuePage;

/// The value that a look has found, or what stands in its place: that it is being read, is gone, is long, cannot be had by itself, …
class ItemPages : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive it.
    ItemPages(ItemLook *look, ReadingChoices *choices, QWidget *parent = nullptr);

    /// Whether a key that is not there was there when all were listed.
    enum class Origin { Listing, Typed };
    void setOrigin(Origin origin) { m_origin = origin; }

    /// Takes whatever height is left: a layout must not take what the value would like to have for the least that it can do with.
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }

    /// After a change of the font of keys and values.
    void adoptFixedFont();
    /// How the value was read; null: it was not, or not yet.
    [[nodiscard]] const SharedReading &reading() const;

    /// The page that the value is changed in: nothing takes its place while that lasts, whatever a look finds.
    [[nodiscard]] ValuePage *value() const { return m_value; }
    /// The item as it was found when the edit began; none: nothing is edited.
    [[nodiscard]] const std::optional<FoundItem> &editedItem() const { return m_edited; }

signals:
    void readingChanged();
    /// See ValuePage. `item`: as it was when the edit began.
    void editingChanged();
    void saveRequested(const EditedValue &value, const FoundItem &item);
    /// A sentence for the status line.
    void told(const QString &text);

private:
    void setUp(QAction &action, const char *name, const char *icon, const QString &text);
    HintPage *addHint(const char *name, const char *icon, const QString &title, const QString &text, QAction *action = nullptr);
    void follow();
    void showWaiting();
    void showFound(const FoundItem &item);
    void showHint(HintPage *page);
    void followEditing();

    ItemLook *m_look;
    Origin m_origin = Origin::Typed;
    QAction m_loadAction{this};
    QAction m_getAction{this};
    QAction m_retryAction{this};
    QAction m_editEmpty{this};
    std::optional<FoundItem> m_edited;
    QStackedWidget *m_pages;
    ValuePage *m_value;
    QLabel *m_reading;
    HintPage *m_empty;
    HintPage *m_gone;
    HintPage *m_missing;
    HintPage *m_large;
    HintPage *m_getOnly;
    HintPage *m_failed;
    HintPage *m_offline;
    QByteArray m_shownKey;   ///< whose value is seen
    ScrollMemory m_scrolled; ///< how far it was, before it was read again
    QTimer m_patience;       ///< before it says that it is reading
};
