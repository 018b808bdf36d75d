#include "app/itemedit/difference.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace {

using Sequence = std::vector<quint32>;

/// A part of both sequences that is still to be compared.
struct DiffBox
{
    qint64 left = 0; ///< of the one, from here
    qint64 right = 0;
    qint64 top = 0; ///< of the other
    qint64 bottom = 0;
};

/// Goes from both corners of a box at once until the ways meet.
class MiddleSearch
{
public:
    MiddleSearch(const Sequence &before, const Sequence &after, const DiffLimits &limits)
        : m_before(before)
        , m_after(after)
        , m_limits(limits)
        , m_deadline(limits.longest)
    {
    }

    /// Collects which of both are in no common subsequence.
    void run(std::vector<bool> &removed, std::vector<bool> &added)
    {
        m_boxes.push_back({0, qint64(m_before.size()), 0, qint64(m_after.size())});
        while (!m_boxes.empty()) {
            DiffBox box = m_boxes.back();
            m_boxes.pop_back();
            shrink(box);
            if (box.left == box.right || box.top == box.bottom || !divide(box)) {
                std::fill(removed.begin() + box.left, removed.begin() + box.right, true);
                std::fill(added.begin() + box.top, added.begin() + box.bottom, true);
            }
        }
    }

private:
    void shrink(DiffBox &box) const
    {
        while (box.left < box.right && box.top < box.bottom && m_before[size_t(box.left)] == m_after[size_t(box.top)]) {
            ++box.left;
            ++box.top;
        }
        while (box.left < box.right && box.top < box.bottom && m_before[size_t(box.right - 1)] == m_after[size_t(box.bottom - 1)]) {
            --box.right;
            --box.bottom;
        }
    }

    [[nodiscard]] bool isOver() const
    {
        return m_deadline.hasExpired() || (m_limits.cancelled && m_limits.cancelled->load(std::memory_order_relaxed));
    }

    /// Puts the two parts of a box in its place; false: there is nothing common in it, or it takes too long to find out.
    bool divide(const DiffBox &box)
    {
        const qint64 width = box.right - box.left;
        const qint64 height = box.bottom - box.top;
        const qint64 delta = width - height;
        const qint64 most = std::min<qint64>((width + height + 1) / 2, m_limits.mostSteps);
        const qint64 offset = most + 1;
        m_forth.resize(size_t(2 * offset + 1));
        m_back.resize(size_t(2 * offset + 1));
        const bool isOdd = delta % 2 != 0;
        for (qint64 depth = 0; depth <= most; ++depth) {
            if (isOver())
                return false;
            for (qint64 k = -depth; k <= depth; k += 2) {
                qint64 x = furthest(m_forth.data() + offset, k, depth, box);
                while (x >= 0 && x < width && x - k < height && m_before[size_t(box.left + x)] == m_after[size_t(box.top + x - k)])
                    ++x;
                m_forth[size_t(offset + k)] = x;
                const qint64 mirrored = delta - k;
                if (isOdd && std::abs(mirrored) < depth && haveMet(x, m_back[size_t(offset + mirrored)], width))
                    return split(box, x, x - k);
            }
            for (qint64 k = -depth; k <= depth; k += 2) {
                qint64 x = furthest(m_back.data() + offset, k, depth, box);
                while (x >= 0 && x < width && x - k < height
                       && m_before[size_t(box.right - 1 - x)] == m_after[size_t(box.bottom - 1 - (x - k))])
                    ++x;
                m_back[size_t(offset + k)] = x;
                const qint64 mirrored = delta - k;
                if (!isOdd && std::abs(mirrored) <= depth && haveMet(x, m_forth[size_t(offset + mirrored)], width))
                    return split(box, width - x, height - (x - k));
            }
        }
        return false;
    }

    static bool haveMet(qint64 x, qint64 other, qint64 width) { return x >= 0 && other >= 0 && x + other >= width; }

    /// How far the diagonal `k` is reached with one step more, inside of the box; -1: not at all.
    [[nodiscard]] static qint64 furthest(const qint64 *reached, qint64 k, qint64 depth, const DiffBox &box)
    {
        if (depth == 0)
            return 0;
        const qint64 left = k > -depth ? reached[k - 1] : -1;
        const qint64 above = k < depth ? reached[k + 1] : -1;
        const qint64 most = std::min(box.right - box.left, box.bottom - box.top + k);
        qint64 best = -1;
        if (left >= 0 && left + 1 <= most)
            best = left + 1;
        if (above >= 0 && above <= most)
            best = std::max(best, above);
        return best;
    }

    bool split(const DiffBox &box, qint64 x, qint64 y)
    {
        x = std::clamp<qint64>(x, 0, box.right - box.left);
        y = std::clamp<qint64>(y, 0, box.bottom - box.top);
        if ((x == 0 && y == 0) || (x == box.right - box.left && y == box.bottom - box.top))
            return false; // it would be the same box again
        m_boxes.push_back({box.left, box.left + x, box.top, box.top + y});
        m_boxes.push_back({box.left + x, box.right, box.top + y, box.bottom});
        return true;
    }

    const Sequence &m_before;
    const Sequence &m_after;
    const DiffLimits &m_limits;
    QDeadlineTimer m_deadline;
    std::vector<DiffBox> m_boxes;
    std::vector<qint64> m_forth; ///< how far the ways came, diagonal by diagonal
    std::vector<qint64> m_back;
};

} // namespace

std::vector<DiffBlock> shortestDifference(const Sequence &before, const Sequence &after, const DiffLimits &limits)
{
    std::vector<bool> removed(before.size());
    std::vector<bool> added(after.size());
    MiddleSearch(before, after, limits).run(removed, added);
    std::vector<DiffBlock> blocks;
    size_t one = 0;
    size_t other = 0;
    while (one < before.size() || other < after.size()) {
        DiffBlock block{.before = qint64(one), .after = qint64(other)};
        block.isSame = one < before.size() && other < after.size() && !removed[one] && !added[other];
        if (block.isSame) {
            while (one < before.size() && other < after.size() && !removed[one] && !added[other]) {
                ++one;
                ++other;
            }
        } else {
            while (one < before.size() && removed[one])
                ++one;
            while (other < after.size() && added[other])
                ++other;
        }
        block.beforeCount = qint64(one) - block.before;
        block.afterCount = qint64(other) - block.after;
        blocks.push_back(block);
    }
    return blocks;
}
