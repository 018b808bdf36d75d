#pragma once

#include "app/itemedit/difference.h"

#include <limits>

/// The changes that one side of a merge made to the base, in order, in lines or elements.
class SideChanges
{
public:
    explicit SideChanges(const std::vector<DiffBlock> &blocks)
    {
        for (const DiffBlock &block : blocks) {
            if (!block.isSame)
                m_changes.push_back(block);
        }
    }

    [[nodiscard]] bool isAtEnd() const { return m_next == m_changes.size(); }
    /// Where the next change begins in the base.
    [[nodiscard]] qint64 begin() const { return isAtEnd() ? std::numeric_limits<qint64>::max() : m_changes[m_next].before; }
    /// Takes the next change; what is not changed moves by `shift`.
    DiffBlock take()
    {
        const DiffBlock change = m_changes[m_next++];
        m_shift = change.after + change.afterCount - change.before - change.beforeCount;
        return change;
    }
    /// Lines of this side that stand for those of the base behind all that was taken.
    [[nodiscard]] qint64 shift() const { return m_shift; }

private:
    std::vector<DiffBlock> m_changes;
    size_t m_next = 0;
    qint64 m_shift = 0;
};
