#pragma once

#include "app/keyspace/looktally.h"

#include <QHash>
#include <QObject>

/// What looking has added to the counters of each server, the server told by ConnectionOptions::place().
class LookTallies : public QObject
{
    Q_OBJECT

public:
    explicit LookTallies(QObject *parent = nullptr);

    [[nodiscard]] LookTally at(const QString &place) const { return m_tallies.value(place); }
    /// Adds what was just looked at there. One without a time is of now.
    void add(const QString &place, const LookTally &looks);

signals:
    void changed(const QString &place);

private:
    QHash<QString, LookTally> m_tallies;
};
