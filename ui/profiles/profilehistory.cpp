#include "ui/profiles/profilehistory.h"

#include "app/profiles/listedits.h"
#include "app/profiles/profilestore.h"

#include <QSet>
#include <QUndoCommand>

/// One change, done or taken back.
class ProfileEdit : public QUndoCommand
{
public:
    ProfileEdit(ProfileHistory *history, const ProfileList &before, const ProfileList &after, const QString &what)
        : QUndoCommand(what)
        , m_history(history)
        , m_before(before)
        , m_after(after)
    {
        QSet<QString> left;
        for (const Profile &profile : after.profiles)
            left.insert(profile.id);
        for (const Profile &profile : before.profiles) {
            if (!left.contains(profile.id))
                m_deleted.append(profile.id);
        }
    }

    ~ProfileEdit() override
    {
        if (m_done)
            m_history->forget(m_deleted);
    }

    Q_DISABLE_COPY_MOVE(ProfileEdit)

    void redo() override
    {
        m_done = true;
        const ProfileList now = m_history->store()->list();
        m_history->apply(now == m_before ? m_after : takenBack(m_after, m_before, now));
        if (!m_deleted.isEmpty())
            emit m_history->deleted(m_deleted);
    }

    void undo() override
    {
        m_done = false;
        m_history->apply(takenBack(m_before, m_after, m_history->store()->list()));
        if (!m_deleted.isEmpty())
            emit m_history->restored(m_deleted);
    }

private:
    ProfileHistory *m_history;
    ProfileList m_before;
    ProfileList m_after;
    QStringList m_deleted;
    bool m_done = false;
};

ProfileHistory::ProfileHistory(ProfileStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    m_stack.setUndoLimit(levels);
}

ProfileHistory::~ProfileHistory()
{
    m_stack.disconnect();
    m_stack.clear();
}

bool ProfileHistory::edit(const ProfileList &after, const QString &what)
{
    if (!m_store->obstacle().isEmpty() || after == m_store->list())
        return false;
    m_stack.push(new ProfileEdit(this, m_store->list(), after, what));
    return true;
}

void ProfileHistory::apply(const ProfileList &list)
{
    m_store->setList(list);
}

void ProfileHistory::forget(const QStringList &ids)
{
    QStringList gone;
    for (const QString &id : ids) {
        if (!m_store->find(id))
            gone.append(id);
    }
    if (!gone.isEmpty())
        emit forgotten(gone);
}
