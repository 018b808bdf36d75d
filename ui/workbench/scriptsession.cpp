#include "ui/workbench/scriptsession.h"

#include "ui/workbench/sessionfolder.h"

#include <QDir>
#include <QtConcurrent>

#include <algorithm>

namespace {

constexpr int mostSessions = 100;

}

ScriptSession::ScriptSession(const QString &root, QObject *parent)
    : QObject(parent)
{
    connect(&m_writing, &QFutureWatcherBase::finished, this, [this] { emit kept(m_writing.result()); });
    for (int number = 1; number <= mostSessions; ++number) {
        const QString folder = QDir(root).filePath(QString::number(number));
        if (!m_folder.isEmpty() && !QDir(folder).exists())
            continue;
        if (!makeSessionFolder(folder))
            return;
        auto lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("lock")));
        lock->setStaleLockTime(0); // only the end of its program makes it stale
        if (!lock->tryLock())
            continue;
        m_locks.push_back(std::move(lock));
        if (m_folder.isEmpty())
            m_folder = folder;
        else
            m_leftBehind.append(folder);
    }
}

ScriptSession::~ScriptSession()
{
    m_writing.waitForFinished();
}

KeptScripts ScriptSession::restore()
{
    KeptScripts all;
    if (m_folder.isEmpty()) {
        all.notes.append(tr("There is no folder to keep unsaved scripts in: they will be lost at the end."));
        return all;
    }
    all = readSession(m_folder);
    for (const QString &folder : std::as_const(m_leftBehind)) {
        const KeptScripts more = readSession(folder);
        all.scripts.append(more.scripts);
        all.notes.append(more.notes);
    }
    return all;
}

void ScriptSession::keep(const KeptScripts &scripts)
{
    Q_ASSERT(!isBusy());
    m_writing.setFuture(QtConcurrent::run(&ScriptSession::write, m_folder, scripts, m_leftBehind));
}

Error ScriptSession::keepNow(const KeptScripts &scripts)
{
    m_writing.waitForFinished();
    return write(m_folder, scripts, m_leftBehind);
}

Error ScriptSession::write(const QString &folder, const KeptScripts &scripts, const QStringList &leftBehind)
{
    if (folder.isEmpty()) {
        const bool needed = std::ranges::any_of(scripts.scripts, &KeptScript::hasText);
        return needed ? Error{Error::Code::Unreadable, tr("There is no folder to keep unsaved scripts in.")} : Error();
    }
    Error error = writeSession(folder, scripts);
    for (const QString &other : leftBehind) {
        if (!error)
            clearSession(other);
    }
    return error;
}
