#pragma once

#include "app/keyspace/itemlook.h"
#include "app/keyspace/slabchunks.h"
#include "connection/text/keysegment.h"
#include "ui/itemedit/seenclock.h"

#include <QPointer>
#include <QWidget>

#include <chrono>
#include <functional>
#include <optional>

class BytesView;
struct EditedValue;
class ItemFacts;
class ItemPages;
class ItemRefresh;
class KeyHeader;
class NoticeRow;
class PinnedKeys;
class QAction;
class QMenu;
class QMessageBox;
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
    void setServer(const std::optional<ConnectionOptions> &options, const ServerProcess &process = {});
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
    /// What is known of the item as it was looked at; none: it was not, or is not there.
    [[nodiscard]] std::optional<ListedKey> foundItem() const;
    /// Looks at it again, as after a change.
    void lookAgain();
    /// The keys were listed anew: what the list says of the one that is shown; none: nothing.
    void takeListed(const std::optional<ListedKey> &listed);
    /// How often it is read again by itself; whoever edits the value pauses it.
    [[nodiscard]] ItemRefresh *refresh() const { return m_refresh; }
    /// What else can be done to the item; `menu` outlives it.
    void offer(QMenu *menu);
    /// The value in hexadecimal.
    [[nodiscard]] BytesView *bytes() const;
    /// Asks for deleteRequested(). Whoever knows whether anything may be deleted says whether it is enabled.
    [[nodiscard]] QAction *deleteAction() const;

    /// A value that is being changed stays in sight until that is over: another key that is to be shown meanwhile is shown then. Whoever
    /// saves what saveRequested() asks for answers by one of the next two.
    [[nodiscard]] bool isEditing() const;
    /// Begins to save what is changed, as the person would by its button.
    void saveEdit();
    /// It is saved, and the new value is looked at.
    void endEdit();
    /// It is not, for that reason, a sentence; empty: it was called off.
    void keepEditing(const QString &why);
    /// Looks at what is there now: what is changed stays what it was, and what happened to it meanwhile is told.
    void lookAtEdited();
    /// Whether changes would be lost.
    [[nodiscard]] bool isEdited() const;
    /// Calls `then` once nothing is changed any more: at once, or after the person has saved or dropped that; not at all if they stay.
    void whenEditIsOver(const std::function<void()> &then);
    [[nodiscard]] QAction *editAction() const;

    /// After a change of the font of keys and values.
    void adoptFixedFont();

signals:
    /// key() is another one, or none, or what is known of its item.
    void keyChanged();
    /// `item`: as it was when the edit began, with the flags, the CAS and the TTL of then.
    void saveRequested(const EditedValue &value, const FoundItem &item);
    void editingChanged();
    /// Another key was to be shown, and the person stays with the one that is being changed.
    void stayed(const QByteArray &key);
    void deleteRequested(const QByteArray &key);
    /// `command`: a line that reads the key.
    void openInWorkbench(const QString &command);
    /// A sentence for the status line.
    void told(const QString &text);
    void tallyChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void look();
    void lookByItself();
    void followRefresh();
    [[nodiscard]] bool canBeReadByItself() const;
    void follow();
    void followReading();
    void followEditing();
    void lookAfterEdit();
    void showWhetherEditable();
    void showPending();
    void takeAnswer(const std::function<void()> &then);
    [[nodiscard]] QString notice() const;
    [[nodiscard]] QString editNotice() const;
    [[nodiscard]] QString whatHappenedMeanwhile() const;
    [[nodiscard]] QString otherTtl() const;
    [[nodiscard]] bool isEditedAsFound() const;
    [[nodiscard]] ItemExpiry editedExpiry() const;
    void watchExpiry();
    void requestSave(EditedValue value, FoundItem item);
    void showTally();

    ReadingChoices *m_choices;
    ItemLook m_look;
    QByteArray m_key;
    SlabChunks m_chunks;
    std::optional<ListedKey> m_listed; ///< without its key
    std::chrono::seconds m_clockOffset{0};
    bool m_waits = false; ///< for the pane to be shown
    bool m_isOld = false; ///< an edit is over, and what is shown is from before it
    /// What is to be shown when the edit is over.
    struct Pending
    {
        QByteArray key{}; ///< empty: nothing
        std::optional<ListedKey> listed{};
    };
    std::optional<Pending> m_pending;
    std::function<void()> m_afterEdit; ///< what waits for it to be saved
    QPointer<QMessageBox> m_question;
    std::optional<ConnectionOptions> m_server;
    ServerProcess m_process;
    ServerProcess m_editedProcess; ///< that gave the CAS of what is changed
    QString m_editedPlace;         ///< the server whose value is changed; empty: none is
    SeenClock m_editClock{this, [this] { watchExpiry(); }};
    QStackedWidget *m_pages;
    QWidget *m_nothing;
    QWidget *m_content;
    KeyHeader *m_header;
    NoticeRow *m_notice;
    ItemFacts *m_facts;
    ItemPages *m_item;
    ToneLabel *m_tally;
    ItemRefresh *m_refresh;
    ToneLabel *m_refreshText;
};
