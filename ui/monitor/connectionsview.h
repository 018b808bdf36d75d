#pragma once

#include "ui/monitor/groupview.h"

/// Who is connected to a server, and where it listens.
class ConnectionsView : public GroupView
{
    Q_OBJECT

public:
    enum Column { AddressColumn, OwnerColumn, StateColumn, ListenerColumn, IdleColumn, NumberColumn };
    static constexpr qsizetype mostRows = 5'000;

    /// `poll` outlives it.
    explicit ConnectionsView(StatPoll *poll);

protected:
    void refresh() override;

private:
    ConnectionsView(StatPoll *poll, GroupPoll *group);
    [[nodiscard]] QString refusal() const;
};
