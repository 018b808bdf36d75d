#pragma once

#include "connection/connection.h"

#include <QList>
#include <QRegularExpression>
#include <QSignalSpy>

/// The waits before further attempts, as a connection tells them: read from a clock, they would be shorter by what passes until it is read.
class ToldWaits
{
public:
    explicit ToldWaits(const Connection &connection)
        : m_lines(&connection, &Connection::logged)
    {
    }
    [[nodiscard]] QList<qint64> milliseconds() const
    {
        static const QRegularExpression told(QStringLiteral("Trying again in ([0-9.]+) s"));
        QList<qint64> all;
        for (const QList<QVariant> &line : m_lines) {
            if (const auto match = told.match(line.constFirst().toString()); match.hasMatch())
                all += qRound64(match.captured(1).toDouble() * 1000);
        }
        return all;
    }

private:
    QSignalSpy m_lines;
};
