#pragma once

#include "connection/text/metaanswer.h"
#include "connection/text/textreply.h"
#include "tests/patience.h"
#include "tests/servers/fakeserver.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

/// Whether an item has `left` of `seconds` to live, which are more than a minute, or MetaAnswer::never: a minute may have passed meanwhile
/// on a machine that is busy, and a server's clock, which ticks once a second, may be behind.
[[nodiscard]] inline bool isLeftOf(std::optional<qint64> left, qint64 seconds)
{
    if (seconds == MetaAnswer::never)
        return left == seconds;
    return left && *left >= 0 && *left <= seconds + 2 && *left > seconds - 60;
}

/// Hears what the connection that `server` accepted last says up to the end of a line, and takes it; empty: nothing came in time.
inline QByteArray hearLine(FakeServer &server)
{
    if (!comesTrue([&server] { return server.heard().endsWith('\n'); }))
        qWarning("no line was heard, only \"%s\"", server.heard().constData());
    return server.takeHeard();
}

/// Answers the login of client number `connection` (from 1), as a server that wants none.
inline void answerLogin(FakeServer &server, int connection = 1, const QByteArray &version = "1.6.18")
{
    QVERIFY(server.waitForConnections(connection));
    QCOMPARE(hearLine(server).trimmed(), QByteArray("version"));
    server.say("VERSION " + version + "\r\n");
}

/// Waits until `reply` is finished, which must happen once, and returns how.
inline Error errorOf(const TextReply &reply)
{
    if (!comesTrue([&reply] { return reply.isFinished(); }))
        qWarning("the reply did not finish");
    return reply.error();
}
