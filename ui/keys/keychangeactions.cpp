#include "ui/keys/keychangeactions.h"

#include "app/keychange/undorun.h"
#include "connection/connection.h"
#include "ui/iconengine.h"
#include "ui/keys/keychangedialog.h"

#include <QWidget>

KeyChangeActions::KeyChangeActions(Connection *connection, Source selected, Source shown, QWidget *window)
    : QObject(window)
    , m_connection(connection)
    , m_selected(std::move(selected))
    , m_shown(std::move(shown))
    , m_window(window)
{
    using Kind = KeyChange::Kind;
    name(m_deleteSelected, "deleteKeys", "trash-2", tr("&Delete selected keys…"),
         tr("Delete the selected keys, after a look at what goes"));
    name(m_retimeSelected, "retimeKeys", "history", tr("Set &TTL of selected keys…"), tr("Choose when the selected keys expire"));
    name(m_deleteShown, "deleteShownKeys", "trash-2", tr("&Delete all…"), {});
    name(m_retimeShown, "retimeShownKeys", "history", tr("Set &TTL of all…"), {});
    name(m_undo, "undoKeyChange", "undo-2", tr("&Undo the last change of keys"), {});
    m_deleteSelected.setShortcut(Qt::Key_Delete);
    m_deleteSelected.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(&m_deleteSelected, &QAction::triggered, this, [this] { change(Kind::Delete, m_selected()); });
    connect(&m_retimeSelected, &QAction::triggered, this, [this] { change(Kind::SetTtl, m_selected()); });
    connect(&m_deleteShown, &QAction::triggered, this, [this] { change(Kind::Delete, m_shown()); });
    connect(&m_retimeShown, &QAction::triggered, this, [this] { change(Kind::SetTtl, m_shown()); });
    connect(&m_undo, &QAction::triggered, this, &KeyChangeActions::undo);
    connect(&m_journal, &UndoJournal::changed, this, &KeyChangeActions::updateActions);
    connect(m_connection, &Connection::stateChanged, this, &KeyChangeActions::updateActions);
    updateActions();
}

/// A run may be under way in it, which tells the journal of its end.
KeyChangeActions::~KeyChangeActions()
{
    m_journal.disconnect(this);
    delete m_dialog;
}

void KeyChangeActions::name(QAction &action, const char *objectName, const char *icon, const QString &text, const QString &tip)
{
    action.setObjectName(QLatin1String(objectName));
    action.setIcon(themedIcon(QLatin1String(icon)));
    action.setText(text);
    action.setStatusTip(tip);
}

void KeyChangeActions::setProfile(const QString &name, Environment environment)
{
    m_profile = name;
    m_environment = environment;
}

void KeyChangeActions::setCounts(qint64 selected, const ShownKeys &shown)
{
    m_selectedCount = selected;
    m_shownKeys = shown;
    updateActions();
}

bool KeyChangeActions::isPossible() const
{
    return m_connection->isReady() && m_connection->options().access != Access::ReadOnly && !isUndoing();
}

/// Without a dialog that keeps a person from what it would disturb.
bool KeyChangeActions::isUndoing() const
{
    return m_dialog && m_dialog->isQuiet() && m_dialog->isRunning();
}

void KeyChangeActions::change(KeyChange::Kind kind, const KeyChoice &keys)
{
    if (!isPossible() || keys.count() == 0 || (m_dialog && m_dialog->isRunning()))
        return;
    const KeyChoice::Indexes indexes = keys.indexes ? keys.indexes : std::make_shared<const std::vector<int>>(keys.listing.allIndexes());
    open(new KeyChangeDialog({m_connection, &m_journal, m_profile, m_environment}, keys.listing, indexes, kind, m_window), keys.listing);
}

void KeyChangeActions::undo()
{
    if (m_dialog && m_dialog->isRunning())
        return;
    auto *dialog = new KeyRunDialog({m_connection, &m_journal, m_profile, m_environment}, m_window);
    follow(dialog, {});
    constexpr int few = 2; // a renamed item
    if (const std::shared_ptr<const UndoStep> step = m_journal.latest(); step && step->kept <= few) {
        dialog->undoQuietly();
        return;
    }
    dialog->open();
    dialog->undo();
}

void KeyChangeActions::open(KeyRunDialog *dialog, const KeyListing &listing)
{
    follow(dialog, listing);
    dialog->open();
}

void KeyChangeActions::follow(KeyRunDialog *dialog, const KeyListing &listing)
{
    m_dialog = dialog;
    connect(dialog, &KeyRunDialog::keysGone, this, [this, listing](const QList<int> &indexes) { emit keysGone(listing, indexes); });
    connect(dialog, &KeyRunDialog::keysRetimed, this, [this, listing](const QList<int> &indexes) { emit keysRetimed(listing, indexes); });
    connect(dialog, &KeyRunDialog::undone, this, &KeyChangeActions::told);
    connect(dialog, &KeyRunDialog::keysRestored, this,
            [this, dialog] { emit restored(dialog->keys(), dialog->outcomes(), dialog->undoneItems()); });
    connect(dialog, &KeyRunDialog::workChanged, this, [this, limit = undoLimit()] {
        if (undoLimit() != limit)
            emit undoLimitChanged();
        updateActions();
        emit workChanged();
    });
    connect(dialog, &KeyRunDialog::workFailed, this, &KeyChangeActions::workFailed);
    connect(dialog, &KeyRunDialog::counted, this, &KeyChangeActions::counted);
}

QString KeyChangeActions::work() const
{
    return m_dialog ? m_dialog->work() : QString();
}

void KeyChangeActions::stopWork()
{
    if (m_dialog)
        m_dialog->stopWork();
}

/// What was done to another server waits until the page goes back there.
QString KeyChangeActions::undoObstacle() const
{
    const std::shared_ptr<const UndoStep> step = m_journal.latest();
    if (!step)
        return {};
    if (step->place != m_connection->options().place())
        return tr("The last change was made on %1: connect to it again to undo that.").arg(step->place);
    if (m_connection->options().access == Access::ReadOnly)
        return tr("This connection is read-only: connect with full access to undo the last change.");
    if (!m_connection->isReady())
        return tr("There is no connection to the server: connect again to undo the last change.");
    return isUndoing() ? tr("The last change is being undone already: wait until that is done.") : QString();
}

void KeyChangeActions::updateActions()
{
    const bool possible = isPossible();
    m_deleteSelected.setEnabled(possible && m_selectedCount > 0);
    m_retimeSelected.setEnabled(possible && m_selectedCount > 0);
    const bool takesShown = possible && m_shownKeys.canBeTaken();
    m_deleteShown.setEnabled(takesShown);
    m_retimeShown.setEnabled(takesShown);
    m_deleteShown.setStatusTip(m_shownKeys.tip(tr("Delete every key that the filter lets through, after a look at what goes")));
    m_retimeShown.setStatusTip(m_shownKeys.tip(tr("Choose when every key that the filter lets through expires")));
    const std::shared_ptr<const UndoStep> step = m_journal.latest();
    const bool isElsewhere = step && step->place != m_connection->options().place();
    const QString undo = step && !isElsewhere ? m_journal.text() : QString();
    const QString obstacle = undoObstacle();
    m_undo.setStatusTip(obstacle.isEmpty() ? tr("Put back what was changed last, where nobody wrote since") : obstacle);
    m_undo.setText(undo.isEmpty() ? tr("&Undo the last change of keys")
                                  : tr("&%1", "Undo deletion of 3 keys").arg(QString(undo).replace(QLatin1Char('&'), QLatin1String("&&"))));
    m_undo.setEnabled(step && obstacle.isEmpty());
    emit possibilityChanged();
}
