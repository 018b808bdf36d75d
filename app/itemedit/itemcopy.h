#pragma once

#include "app/itemedit/itemexchange.h"

/// What is to be copied where.
struct CopyPlan
{
    enum class Existing {
        Kept,     ///< a key that is taken is left alone (ADD)
        Replaced, ///< the item that was looked at is replaced (REPLACE), guarded by its CAS
    };

    QByteArray key{};
    QByteArray newKey{};
    QString targetName{}; ///< for people; empty: the same server
    ItemReading::Way way = ItemReading::Way::Peek;
    std::optional<KeyTtl> ttl{}; ///< none: what is left of the item's
    Existing existing = Existing::Kept;
    ReadItem replaced{}; ///< as it was looked at; without a CAS nothing guards
};

/// Copies an item as it is, with its flags and what is left of its TTL by the clocks of both servers: under another key of its server, or
/// to another server.
class ItemCopy : public ItemExchange
{
    Q_OBJECT

public:
    ItemCopy(Connection *source, Connection *target, const CopyPlan &plan, QObject *parent = nullptr);

protected:
    [[nodiscard]] QString hindrance() const override;
    void begin() override;
    void abandon() override;

private:
    void prepare(ReadItem &&item);
    void takeFormer();
    void store(const ReadItem &item);
    void take(const Outcome &outcome);
    [[nodiscard]] QString place() const;

    QPointer<Connection> m_target;
    CopyPlan m_plan;
    ReadItem m_item;                       ///< that is copied
    std::unique_ptr<ItemReading> m_former; ///< what is replaced, so that it can be put back
    bool m_isFormerKnown = false;
    ReadItem m_stored; ///< as it will be there
};
