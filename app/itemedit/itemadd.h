#pragma once

#include "app/itemedit/itemexchange.h"

/// An item that is to be made.
struct NewItem
{
    QByteArray key{};
    QByteArray value{};
    quint32 flags = 0;
    KeyTtl ttl{};

    /// The ADD that makes it; `now`: seconds since the epoch by the server's clock.
    [[nodiscard]] Command command(qint64 now) const;
    bool operator==(const NewItem &) const = default;
};

/// Stores a new item, and never over one that is there.
class ItemAdd : public ItemExchange
{
    Q_OBJECT

public:
    ItemAdd(Connection *connection, const NewItem &item, QObject *parent = nullptr);

protected:
    void begin() override;

private:
    void take(const Outcome &outcome);

    NewItem m_item;
};
