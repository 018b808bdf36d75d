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
    /// Tells the page what was done to its items; safe to call when it is gone.
    std::function<void(const std::vector<ItemDeed> &deeds, const ServerSettings &server)> tell{};

    [[nodiscard]] GuardedServer guarded() const
    {
        return {.address = connection ? connection->options().place() : QString(),
                .profile = profile,
                .environment = environment,
                .access = connection ? connection->options().access : Access::ReadOnly};
    }
};

using OpenServers = std::function<QList<OpenServer>()>;
