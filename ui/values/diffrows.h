#pragma once

#include "app/itemedit/difference.h"

#include <QString>

#include <memory>
#include <vector>

/// One side of a row of a difference, as it is painted.
struct DiffCell
{
    enum class Kind : quint8 { None, Same, Removed, Added };

    Kind kind = Kind::None;
    QString place{};  ///< the number of the line, or the offset of the bytes
    QString head{};   ///< what is as on the other side
    QString change{}; ///< what is not
    QString tail{};   ///< what is again

    [[nodiscard]] QString text() const { return head + change + tail; }
};

/// A difference row by row: one text below the other, or side by side. Each row is written when it is looked at, so that any length costs
/// the same.
class DiffRows
{
public:
    enum class Layout : quint8 { Unified, SideBySide };
    struct Row
    {
        DiffCell before{}; ///< of Unified: the row itself, if it is not an added one
        DiffCell after{};
        bool isSame = true;
    };
    /// Bytes of one line: of a longer one what is changed is shown, and what stands around it.
    static constexpr qsizetype longestLine = 2'000;

    DiffRows() = default;
    DiffRows(std::shared_ptr<const Difference> difference, Layout layout);

    [[nodiscard]] int count() const { return m_starts.empty() ? 0 : int(m_starts.back()); }
    [[nodiscard]] Row at(int row) const;
    [[nodiscard]] int changeCount() const { return int(m_changes.size()); }
    /// The first row of a change, and the one behind its last.
    [[nodiscard]] std::pair<int, int> rowsOf(int change) const;
    /// The change that a row is in or behind, -1: it is before all of them.
    [[nodiscard]] int changeAt(int row) const;
    /// Characters of the longest place.
    [[nodiscard]] int placeLength() const;

private:
    [[nodiscard]] qint64 rowsIn(qint64 count) const;
    enum class Side : quint8 { Before, After };
    [[nodiscard]] DiffCell cell(const DiffBlock &block, Side side, qint64 index) const;
    [[nodiscard]] DiffCell lineCell(const DiffBlock &block, Side side, qint64 index) const;
    [[nodiscard]] DiffCell byteCell(const DiffBlock &block, Side side, qint64 index) const;

    std::shared_ptr<const Difference> m_difference;
    Layout m_layout = Layout::Unified;
    std::vector<qint64> m_starts; ///< the first row of each block, and one more
    std::vector<int> m_changes;   ///< blocks that are not the same
};
