#pragma once

#include "app/guard/runguard.h"
#include "app/itemedit/itemexchange.h"
#include "connection/connection.h"

#include <QPointer>

#include <functional>
#include <vector>

/// A server that another page is for.
struct OpenServer
{
    QString name{};    ///< of its page
    QString profile{}; ///< the name of its profile; empty: it has none
    Environment environment = Environment::None;
    QPointer<Connection> connection{};
    /// Tells the page what was done to the items at `place`, and answers whether it can take that back. Safe to call when it is gone.
    std::function<bool(const QString &place, const std::vector<ItemDeed> &deeds, const ServerSettings &server)> tell{};
    qint64 undoLimit = 0; ///< bytes that the page may keep for undo

    [[nodiscard]] GuardedServer guarded() const
    {
        return {.address = connection ? connection->options().place() : QString(),
                .profile = profile,
                .environment = environment,
                .access = connection ? connection->options().access : Access::ReadOnly};
    }
};

using OpenServers = std::function<QList<OpenServer>()>;
