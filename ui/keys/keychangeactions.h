#pragma once

#include "app/keychange/keychange.h"
#include "app/keychange/keyoutcomes.h"
#include "app/keychange/runkeys.h"
#include "app/keychange/undojournal.h"
#include "app/keyspace/keychoice.h"
#include "app/keyspace/looktally.h"
#include "app/profiles/profile.h"
#include "ui/keys/shownkeys.h"

#include <QAction>
#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

class Connection;
class KeyRunDialog;
struct UndoneItem;

/// What a person can do to the keys that they selected or that are shown, and how it is taken back.
class KeyChangeActions : public QObject
{
    Q_OBJECT

public:
    using Source = std::function<KeyChoice()>;

    /// `selected` and `shown` are asked when an action needs them. `connection` and `window`, to which dialogs belong, outlive it.
    KeyChangeActions(Connection *connection, Source selected, Source shown, QWidget *window);
    ~KeyChangeActions() override;

    [[nodiscard]] QAction *deleteSelected() { return &m_deleteSelected; }
    [[nodiscard]] QAction *retimeSelected() { return &m_retimeSelected; }
    [[nodiscard]] QAction *deleteShown() { return &m_deleteShown; }
    [[nodiscard]] QAction *retimeShown() { return &m_retimeShown; }
    [[nodiscard]] QAction *undoAction() { return &m_undo; }

    /// Of which profile the server is, for the guard.
    void setProfile(const QString &name, Environment environment);
    /// How many keys are selected and shown; none where they are not those of the server.
    void setCounts(qint64 selected, const ShownKeys &shown);
    /// How many bytes are kept at most of what was changed, until the person chooses something else.
    void setUndoLimit(qint64 bytes) { m_journal.setLimit(bytes); }
    [[nodiscard]] qint64 undoLimit() const { return m_journal.limit(); }
    /// What was changed on this page; whatever changes items writes to it.
    [[nodiscard]] UndoJournal *journal() { return &m_journal; }
    /// Whether a key of the server can be changed now.
    [[nodiscard]] bool isPossible() const;
    void change(KeyChange::Kind kind, const KeyChoice &keys);
    /// Why what the journal remembers last cannot be undone now, and what to do: a sentence; empty: it can, or there is nothing.
    [[nodiscard]] QString undoObstacle() const;
    /// See KeyRunDialog.
    [[nodiscard]] QString work() const;
    void stopWork();

signals:
    void workChanged();
    /// See KeyRunDialog.
    void workFailed();
    /// The person has chosen another one.
    void undoLimitChanged();
    /// isPossible() may have changed.
    void possibilityChanged();
    /// These keys of a listing are not there any more.
    void keysGone(const KeyListing &listing, const QList<int> &indexes);
    /// These have another TTL.
    void keysRetimed(const KeyListing &listing, const QList<int> &indexes);
    void told(const QString &text);
    /// What was changed is again as it was, of all or some of these keys. `items`: what single ones are by now; see UndoRun.
    void restored(const RunKeys &keys, const KeyOutcomes &outcomes, const std::vector<UndoneItem> &items);
    /// What looking has added to the counters of the server at `place`.
    void counted(const QString &place, const LookTally &looks);

private:
    void name(QAction &action, const char *objectName, const char *icon, const QString &text, const QString &tip);
    void undo();
    void open(KeyRunDialog *dialog, const KeyListing &listing);
    void follow(KeyRunDialog *dialog, const KeyListing &listing);
    void updateActions();
    [[nodiscard]] bool isUndoing() const;

    Connection *m_connection;
    Source m_selected;
    Source m_shown;
    QWidget *m_window;
    UndoJournal m_journal;
    QPointer<KeyRunDialog> m_dialog; ///< the last one, which writes to the journal
    QAction m_deleteSelected{this};
    QAction m_retimeSelected{this};
    QAction m_deleteShown{this};
    QAction m_retimeShown{this};
    QAction m_undo{this};
    QString m_profile;
    Environment m_environment = Environment::None;
    qint64 m_selectedCount = 0;
    ShownKeys m_shownKeys;
};
