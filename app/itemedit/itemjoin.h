#pragma once

#include "app/itemedit/itemexchange.h"

/// Bytes that are put before or behind a value.
struct ItemPart
{
    enum class Place { Behind, Before };

    QByteArray key{};
    Place place = Place::Behind;
    QByteArray bytes{};
    quint64 cas = 0; ///< of the item as it was read; 0: nothing guards

    [[nodiscard]] Command command() const;
    bool operator==(const ItemPart &) const = default;
};

/// Appends or prepends, where the item is still the one that was read. Flags and TTL stay as they are.
class ItemJoin : public ItemExchange
{
    Q_OBJECT

public:
    /// `before`: what was read, whole or not.
    ItemJoin(Connection *connection, const ItemPart &part, const ReadItem &before, QObject *parent = nullptr);

protected:
    void begin() override;

private:
    void take(const Outcome &outcome);

    ItemPart m_part;
    ReadItem m_before;
};
