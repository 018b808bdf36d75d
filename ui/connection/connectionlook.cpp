#include "ui/connection/connectionlook.h"

#include "connection/connection.h"

ConnectionLook lookOf(const Connection &connection, Awaited awaited)
{
    if (awaited == Awaited::Keyring)
        return {QStringLiteral("lock"), Tone::Notice, Connection::tr("Waiting for the keyring…")};
    switch (connection.state()) {
    case Connection::State::Disconnected:
        break;
    case Connection::State::Connecting:
    case Connection::State::Securing:
    case Connection::State::Authenticating:
        return {QStringLiteral("loader"), Tone::Notice, Connection::tr("Connecting…")};
    case Connection::State::Ready:
        return {QStringLiteral("circle-check"), Tone::Good, Connection::tr("Connected")};
    case Connection::State::WaitingToRetry:
        return {QStringLiteral("refresh-cw"), Tone::Notice, Connection::tr("Waiting to try again: %1").arg(connection.error().text)};
    case Connection::State::Failed:
        return {QStringLiteral("circle-x"), Tone::Bad, Connection::tr("Failed: %1").arg(connection.error().text)};
    }
    return {QStringLiteral("unplug"), Tone::Muted, Connection::tr("Not connected")};
}
