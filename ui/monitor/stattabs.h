#pragma once

class ConnectionsView;
class GroupView;
class StatChanger;
class StatPoll;
class StatSides;

/// The tabs of the monitor that show what a server tells in tables.
struct StatTabs
{
    StatSides *statistics = nullptr;
    StatSides *memory = nullptr;
    GroupView *settings = nullptr; ///< one of the statistics
    GroupView *slabs = nullptr;    ///< one of the memory
    ConnectionsView *connections = nullptr;

    /// Both outlive them. Whoever calls puts them into a window.
    [[nodiscard]] static StatTabs create(StatPoll *poll, StatChanger *changer);
};
