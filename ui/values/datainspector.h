#pragma once

#include <QByteArrayView>
#include <QCoreApplication>
#include <QList>
#include <QString>

/// What the bytes at a place would be, one kind a row.
struct InspectedRow
{
    QString name;
    QString little{};     ///< with the lowest byte first; empty: too few bytes follow, or no such thing begins here
    QString big{};        ///< with the highest byte first
    bool hasOrder = true; ///< false: it is the same either way, and in `little`

    bool operator==(const InspectedRow &) const = default;
};

/// Always the same rows, whatever the bytes are.
[[nodiscard]] QList<InspectedRow> inspect(QByteArrayView bytes, qsizetype offset);
