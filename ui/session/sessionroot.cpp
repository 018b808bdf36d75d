#include "ui/session/sessionroot.h"

#include "ui/workbench/sessionfolder.h"

#include <QDir>
#include <QStandardPaths>

namespace {

constexpr int mostSessions = 100;

}

SessionRoot::SessionRoot(const QString &path)
{
    for (int number = 1; number <= mostSessions; ++number) {
        const QString folder = QDir(path).filePath(QString::number(number));
        if (!m_own.isEmpty() && !QDir(folder).exists())
            continue;
        if (!makeSessionFolder(folder))
            return;
        auto lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("lock")));
        lock->setStaleLockTime(0); // only the end of its program makes it stale
        if (!lock->tryLock())
            continue;
        m_locks.push_back(std::move(lock));
        if (m_own.isEmpty())
            m_own = folder;
        else
            m_leftBehind.append(folder);
    }
}

QString SessionRoot::usualPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/scripts");
}
