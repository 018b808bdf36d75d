#pragma once

#include <QList>
#include <QStringList>

#include <optional>

/// One of the steps from a list of different texts to another, made one after the other.
struct ListStep
{
    enum class Kind {
        Remove, ///< the row `from`
        Insert, ///< `text` becomes the row `to`
        Move,   ///< the row `from` becomes the row `to`, counted without it
    };

    Kind kind = Kind::Remove;
    int from = 0;
    int to = 0;
    QString text{};

    bool operator==(const ListStep &) const = default;
};

/// The steps from `before` to `after`, as few moves as possible; none if there were more than `most`.
[[nodiscard]] std::optional<QList<ListStep>> listSteps(const QStringList &before, const QStringList &after, int most);
