#pragma once

#include "connection/text/textreply.h"
#include "tests/servers/fakeserver.h"

#include <QSignalSpy>
#include <QTest>

/// Hears what the connection that `server` accepted last says up to the end of a line, and takes it; empty: nothing came in time.
inline QByteArray hearLine(FakeServer &server)
{
    if (!QTest::qWaitFor([&server] { return server.heard().endsWith('\n'); }, int(FakeServer::patience.count())))
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
    if (!QTest::qWaitFor([&reply] { return reply.isFinished(); }, 15'000))
        qWarning("the reply did not finish");
    return reply.error();
}
