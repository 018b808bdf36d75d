#pragma once

#include "app/itemedit/itemexchange.h"

/// Which item gets which key.
struct RenamePlan
{
    QByteArray key{};
    QByteArray newKey{};
    ItemReading::Way way = ItemReading::Way::Peek;
    std::optional<KeyTtl> ttl{}; ///< none: what is left of the item's
};

/// Gives an item another key: stores it under the new one, and deletes the old one if it is still what was read. There is no moment without
/// the value. Where the old one was rewritten in between, the new one is taken back.
class ItemRename : public ItemExchange
{
    Q_OBJECT

public:
    ItemRename(Connection *connection, const RenamePlan &plan, QObject *parent = nullptr);

protected:
    void begin() override;
    void abandon() override;

private:
    void add(ReadItem &&item);
    void takeAdd(const Outcome &outcome);
    void takeDelete(const Outcome &outcome);
    /// `reason`: what happened, as a sentence.
    void takeBack(const QString &reason);
    void noteDeleted();
    void takeTakenBack(const Outcome &outcome);

    RenamePlan m_plan;
    ReadItem m_item;
    ReadItem m_stored;         ///< as it is under the new key
    QString m_reason;          ///< for which the new one is taken back
    bool m_isDeleting = false; ///< the old one, and there is no answer yet
};
