#pragma once

#include "connection/connection.h"
#include "connection/text/keydumpreply.h"

#include <QList>
#include <QObject>

#include <memory>
#include <vector>

class KeyDump;

/// Lists the keys of servers (`lru_crawler metadump`), each list over a connection of its own. The program has one of these: it runs one
/// list at a time on a server, as told by its address and tunnel, where a second one waits for its turn; and it reads what nobody wants any
/// more to its end, since a memcached before 1.6.44 can be harmed by a list that is closed half-way, and one before 1.6.19 stands still
/// while one is not read. So wait for idle() before the program ends.
class KeyDumps : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 usualMostBytes = 4LL * 1024 * 1024 * 1024;

    explicit KeyDumps(QObject *parent = nullptr);
    /// Hangs up on all servers.
    ~KeyDumps() override;

    /// Lists the keys of the server that `options` lead to. A server that is busy is asked again with the waits of `options.backoff`, ten
    /// times at most. The list ends as TooLarge once it takes `mostBytes`.
    [[nodiscard]] std::unique_ptr<KeyDumpReply> list(const ConnectionOptions &options, DumpWalk walk = DumpWalk::Best,
                                                     qint64 mostBytes = usualMostBytes);

    /// A list of the server that `options` lead to waits for its turn or is read.
    [[nodiscard]] bool isBusyWith(const ConnectionOptions &options) const;
    /// No list waits for its turn or is read.
    [[nodiscard]] bool isIdle() const { return m_dumps.empty(); }
    /// The servers that are read from although nobody wants their list any more.
    [[nodiscard]] QList<ServerAddress> draining() const;

signals:
    /// draining() has changed.
    void drainingChanged();
    /// The last list has come to its end.
    void idle();

private:
    void startNext();
    void remove(KeyDump *dump);

    std::vector<std::unique_ptr<KeyDump>> m_dumps; ///< in the order they were asked for
};
