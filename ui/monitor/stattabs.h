#pragma once

class ConnectionsView;
class StatChanger;
class StatPoll;
class StatSides;

/// The tabs of the monitor that show what a server tells in tables.
struct StatTabs
{
    StatSides *statistics = nullptr;
    StatSides *memory = nullptr;
    ConnectionsView *connections = nullptr;

    /// Both outlive them. Whoever calls puts them into a window.
    [[nodiscard]] static StatTabs create(StatPoll *poll, StatChanger *changer);
};
