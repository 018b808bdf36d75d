#pragma once

#include "connection/serveraddress.h"

#include <QCoreApplication>
#include <QHash>
#include <QList>
#include <QStringList>

/// A server in a list that somebody wrote, and where it stands.
struct ListedServer
{
    int line = 0;
    ServerUrl url{};
};

/// Servers as people and other programs list them: one a line or several, between blanks, commas or semicolons, with comments behind #:
/// whatever ServerUrl takes, the path of a Unix socket, and the configuration strings of libmemcached (libmemcached_configuration(3)).
class ServerList
{
    Q_DECLARE_TR_FUNCTIONS(ServerList)

public:
    /// Takes any text; a bad entry harms no other.
    [[nodiscard]] static ServerList read(const QString &text);

    static constexpr qsizetype mostServers = 2000;
    static constexpr qsizetype mostProblems = 200;

    QList<ListedServer> servers{};
    QStringList problems{}; ///< what is wrong, with its line; one translated sentence each, without any password
    QStringList notes{};    ///< what was passed over and is no mistake, likewise

private:
    void take(int line, const QString &entry);
    void takeOption(int line, const QString &option);
    void takeAddress(int line, const QString &text);
    void takeSocket(int line, const QString &path);
    void add(int line, const ServerUrl &url);
    void complain(int line, const QString &entry, const QString &why);
    void note(const QString &text);
    void noteOption(int line, const QString &name);
    [[nodiscard]] QString withoutWeight(const QString &address);

    QHash<QString, int> m_lines; ///< of the servers
    QString m_directive;         ///< a word of a configuration file whose argument comes next
    QStringList m_options;
    qsizetype m_moreProblems = 0;
    bool m_weightsNoted = false;
};
