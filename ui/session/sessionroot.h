#pragma once

#include <QLockFile>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

/// The folder of all sessions: each running program has a numbered one in it, locked as long as it runs. Those of programs that ended,
/// however they did, are ours as well.
class SessionRoot
{
public:
    explicit SessionRoot(const QString &path);

    /// In the person's own data.
    [[nodiscard]] static QString usualPath();

    /// Of this program; empty: none can be made.
    [[nodiscard]] const QString &own() const { return m_own; }
    /// What programs that ended have left.
    [[nodiscard]] const QStringList &leftBehind() const { return m_leftBehind; }

private:
    QString m_own;
    QStringList m_leftBehind;
    std::vector<std::unique_ptr<QLockFile>> m_locks;
};
