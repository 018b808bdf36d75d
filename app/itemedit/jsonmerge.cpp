#include "app/itemedit/jsonmerge.h"

#include "app/itemedit/jsonspacing.h"
#include "app/itemedit/sidechanges.h"
#include "app/values/jsondecoder.h"

#include <algorithm>
#include <map>

namespace {

/// One of the three texts, as it is and without blanks: the nodes of both have the same numbers.
struct MergedSide
{
    MergedSide(const QByteArray &text, const DecodeLimits &limits)
        : written(decodeJson(text, limits))
        , compact(respacedJson(text, JsonSpacing::Compact, text.size(), limits.cancelled))
        , plain(decodeJson(compact, limits))
    {
    }

    [[nodiscard]] bool isValid() const
    {
        return !written.fault && !plain.fault && !written.tree.isEmpty() && written.tree.nodeCount() == plain.tree.nodeCount();
    }
    [[nodiscard]] const ValueTree &tree() const { return written.tree; }
    [[nodiscard]] ValueType type(qint32 node) const { return tree().at(node).type; }
    /// What it means, whatever blanks are in it.
    [[nodiscard]] QByteArrayView meaning(qint32 node) const { return plain.tree.stored(node); }
    /// From the name of a member, where it has one, to its end.
    [[nodiscard]] qsizetype begin(qint32 member) const
    {
        const qint32 key = tree().at(member).key;
        return qsizetype(tree().at(key == ValueTree::none ? member : key).begin);
    }

    Decoded written;
    QByteArray compact;
    Decoded plain;
};

/// A member or an element with the blanks around it, between the commas.
struct MergedPart
{
    QByteArray lead{};
    QByteArray body{};
    QByteArray trail{};
    bool isMoved = false; ///< its lead is from another place than behind a comma of theirs
};
using MergedParts = std::vector<MergedPart>;

class JsonMerge
{
public:
    JsonMerge(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs, const DiffLimits &limits)
        : m_limits(limits)
        , m_base(base, {.cancelled = limits.cancelled})
        , m_mine(mine, {.cancelled = limits.cancelled})
        , m_theirs(theirs, {.cancelled = limits.cancelled})
    {
    }

    std::optional<QByteArray> text()
    {
        if (!m_base.isValid() || !m_mine.isValid() || !m_theirs.isValid())
            return std::nullopt;
        const ValueTree &tree = m_theirs.tree();
        const qint32 root = tree.root();
        const std::optional<QByteArray> whole = value(m_base.tree().root(), m_mine.tree().root(), root);
        const QByteArrayView bytes = tree.bytes();
        return whole
            ? std::optional(bytes.first(tree.at(root).begin).toByteArray() + *whole + bytes.sliced(tree.at(root).end).toByteArray())
            : std::nullopt;
    }

private:
    /// The value that becomes of three, as bytes.
    std::optional<QByteArray> value(qint32 base, qint32 mine, qint32 theirs)
    {
        constexpr int deepest = 100;
        const bool isMineSame = m_base.meaning(base) == m_mine.meaning(mine);
        if (isMineSame || m_mine.meaning(mine) == m_theirs.meaning(theirs))
            return m_theirs.tree().stored(theirs).toByteArray();
        std::optional<MergedParts> parts;
        if (isInParts(base, mine, theirs) && m_depth < deepest) {
            ++m_depth;
            parts = m_theirs.type(theirs) == ValueType::List ? elements(base, mine, theirs) : members(base, mine, theirs);
            --m_depth;
        }
        if (parts)
            return joined(*parts, theirs);
        const bool isOnlyMine = m_base.meaning(base) == m_theirs.meaning(theirs);
        return isOnlyMine ? std::optional(m_mine.tree().stored(mine).toByteArray()) : std::nullopt;
    }

    [[nodiscard]] bool isInParts(qint32 base, qint32 mine, qint32 theirs) const
    {
        const ValueType type = m_base.type(base);
        return (type == ValueType::List || type == ValueType::Map) && m_mine.type(mine) == type && m_theirs.type(theirs) == type;
    }

    static std::vector<qint32> membersOf(const MergedSide &side, qint32 node)
    {
        std::vector<qint32> members;
        for (qint32 member = side.tree().firstMember(node); member != ValueTree::none; member = side.tree().at(member).next)
            members.push_back(member);
        return members;
    }

    /// With the blanks that are around it there; behind the last one they belong to its container.
    MergedPart part(const MergedSide &side, qint32 member, const QByteArray &value) const
    {
        const ValueTree &tree = side.tree();
        const ValueNode &node = tree.at(member);
        const QByteArrayView bytes = tree.bytes();
        const qsizetype begin = side.begin(member);
        qsizetype lead = begin;
        while (lead > 0 && bytes[lead - 1] != ',' && bytes[lead - 1] != '{' && bytes[lead - 1] != '[')
            --lead;
        qsizetype trail = node.end;
        while (node.next != ValueTree::none && bytes[trail] != ',')
            ++trail;
        return {bytes.sliced(lead, begin - lead).toByteArray(), bytes.sliced(begin, node.begin - begin).toByteArray() + value,
                bytes.sliced(node.end, trail - node.end).toByteArray(), &side == &m_mine || lead == 0 || bytes[lead - 1] != ','};
    }
    MergedPart part(const MergedSide &side, qint32 member) const { return part(side, member, side.tree().stored(member).toByteArray()); }

    /// The members of an object by name; nothing where it has one twice.
    static std::optional<QHash<QByteArray, qint32>> named(const MergedSide &side, qint32 node)
    {
        QHash<QByteArray, qint32> names;
        for (const qint32 member : membersOf(side, node)) {
            const QByteArray name = side.tree().text(side.tree().at(member).key).toByteArray();
            if (names.contains(name))
                return std::nullopt;
            names.insert(name, member);
        }
        return names;
    }

    std::optional<MergedParts> members(qint32 base, qint32 mine, qint32 theirs)
    {
        const auto baseNames = named(m_base, base);
        const auto mineNames = named(m_mine, mine);
        const auto theirNames = named(m_theirs, theirs);
        if (!baseNames || !mineNames || !theirNames)
            return std::nullopt;
        const std::optional<AddedParts> added = addedParts(*baseNames, *theirNames, mine);
        if (!added)
            return std::nullopt;
        MergedParts parts = behindOf(*added, std::nullopt);
        for (const qint32 member : membersOf(m_theirs, theirs)) {
            const QByteArray name = m_theirs.tree().text(m_theirs.tree().at(member).key).toByteArray();
            const qint32 was = baseNames->value(name, ValueTree::none);
            const qint32 own = mineNames->value(name, ValueTree::none);
            if (was == ValueTree::none && (own == ValueTree::none || m_mine.meaning(own) == m_theirs.meaning(member))) {
                parts.push_back(part(m_theirs, member));
            } else if (was == ValueTree::none) {
                return std::nullopt; // both have added it, with another value
            } else if (own == ValueTree::none) {
                if (m_base.meaning(was) != m_theirs.meaning(member))
                    return std::nullopt; // taken away here, changed there
            } else if (const std::optional<QByteArray> merged = value(was, own, member)) {
                parts.push_back(part(m_theirs, member, *merged));
            } else {
                return std::nullopt;
            }
            const MergedParts behind = behindOf(*added, name);
            parts.insert(parts.end(), behind.begin(), behind.end());
        }
        return parts;
    }

    /// By the name of the member that they are behind on the other side; none: they are in front of all.
    using AddedParts = std::map<std::optional<QByteArray>, MergedParts>;

    static MergedParts behindOf(const AddedParts &added, const std::optional<QByteArray> &name)
    {
        const auto found = added.find(name);
        return found == added.end() ? MergedParts() : found->second;
    }

    /// What only this side has. Nothing where they took away what this side has changed.
    [[nodiscard]] std::optional<AddedParts> addedParts(const QHash<QByteArray, qint32> &baseNames,
                                                       const QHash<QByteArray, qint32> &theirNames, qint32 mine) const
    {
        AddedParts added;
        std::optional<QByteArray> behind;
        for (const qint32 member : membersOf(m_mine, mine)) {
            const QByteArray name = m_mine.tree().text(m_mine.tree().at(member).key).toByteArray();
            const qint32 was = baseNames.value(name, ValueTree::none);
            if (theirNames.contains(name))
                behind = name;
            else if (was == ValueTree::none)
                added[behind].push_back(part(m_mine, member));
            else if (m_base.meaning(was) != m_mine.meaning(member))
                return std::nullopt;
        }
        return added;
    }

    /// The elements of the three lists.
    struct Lists
    {
        std::vector<qint32> base{};
        std::vector<qint32> mine{};
        std::vector<qint32> theirs{};
    };
    /// A stretch of the base that was changed, and what stands for it on both sides.
    struct Stretch
    {
        qint64 begin = 0;
        qint64 end = 0;
        qint64 mineBegin = 0;
        qint64 mineEnd = 0;
        qint64 theirBegin = 0;
        qint64 theirEnd = 0;
        bool mineChanged = false;
        bool theirsChanged = false;
    };

    std::optional<MergedParts> elements(qint32 base, qint32 mine, qint32 theirs)
    {
        const Lists lists{membersOf(m_base, base), membersOf(m_mine, mine), membersOf(m_theirs, theirs)};
        QHash<QByteArrayView, quint32> numbers;
        const auto numbered = [&numbers](const MergedSide &side, const std::vector<qint32> &nodes) {
            std::vector<quint32> sequence;
            for (const qint32 node : nodes)
                sequence.push_back(*numbers.insert(side.meaning(node), numbers.value(side.meaning(node), quint32(numbers.size()))));
            return sequence;
        };
        const std::vector<quint32> before = numbered(m_base, lists.base);
        SideChanges mineSide(shortestDifference(before, numbered(m_mine, lists.mine), m_limits));
        SideChanges theirSide(shortestDifference(before, numbered(m_theirs, lists.theirs), m_limits));
        MergedParts parts;
        qint64 at = 0; // in the base
        while (!mineSide.isAtEnd() || !theirSide.isAtEnd()) {
            Stretch stretch;
            stretch.begin = stretch.end = std::min(mineSide.begin(), theirSide.begin());
            keep(m_theirs, lists.theirs, at + theirSide.shift(), stretch.begin + theirSide.shift(), parts);
            stretch.mineBegin = stretch.begin + mineSide.shift();
            stretch.theirBegin = stretch.begin + theirSide.shift();
            // What one adds right behind what the other has changed is apart from it.
            for (qint64 next = stretch.begin; next < stretch.end || next == stretch.begin;
                 next = std::min(mineSide.begin(), theirSide.begin())) {
                const bool takesMine = mineSide.begin() <= theirSide.begin();
                const DiffBlock change = takesMine ? mineSide.take() : theirSide.take();
                (takesMine ? stretch.mineChanged : stretch.theirsChanged) = true;
                stretch.end = std::max(stretch.end, change.before + change.beforeCount);
            }
            stretch.mineEnd = stretch.end + mineSide.shift();
            stretch.theirEnd = stretch.end + theirSide.shift();
            if (!appendChanged(lists, stretch, parts))
                return std::nullopt;
            at = stretch.end;
        }
        keep(m_theirs, lists.theirs, at + theirSide.shift(), qint64(lists.theirs.size()), parts);
        return parts;
    }

    void keep(const MergedSide &side, const std::vector<qint32> &elements, qint64 first, qint64 last, MergedParts &parts) const
    {
        for (qint64 at = first; at < last; ++at)
            parts.push_back(part(side, elements[size_t(at)]));
    }

    /// False where both sides have changed it, and not element by element.
    bool appendChanged(const Lists &lists, const Stretch &stretch, MergedParts &parts)
    {
        const qint64 count = stretch.end - stretch.begin;
        if (!stretch.mineChanged) {
            keep(m_theirs, lists.theirs, stretch.theirBegin, stretch.theirEnd, parts);
            return true;
        }
        if (!stretch.theirsChanged) {
            if (stretch.mineEnd - stretch.mineBegin != count) {
                keep(m_mine, lists.mine, stretch.mineBegin, stretch.mineEnd, parts);
                return true;
            }
        } else if (stretch.mineEnd - stretch.mineBegin != count || stretch.theirEnd - stretch.theirBegin != count) {
            return false;
        }
        for (qint64 each = 0; each < count; ++each) {
            const qint32 there = lists.theirs[size_t(stretch.theirBegin + each)];
            const std::optional<QByteArray> merged =
                value(lists.base[size_t(stretch.begin + each)], lists.mine[size_t(stretch.mineBegin + each)], there);
            if (!merged)
                return false;
            parts.push_back(part(m_theirs, there, *merged));
        }
        return true;
    }

    /// The parts in their container of theirs, with its blanks.
    [[nodiscard]] QByteArray joined(const MergedParts &parts, qint32 theirs) const
    {
        const ValueNode &container = m_theirs.tree().at(theirs);
        const QByteArrayView bytes = m_theirs.tree().stored(theirs);
        const std::vector<qint32> members = membersOf(m_theirs, theirs);
        const bool isFilled = !members.empty();
        const QByteArray firstLead = isFilled ? part(m_theirs, members.front()).lead : QByteArray();
        const std::optional<QByteArray> lead = members.size() > 1 ? std::optional(part(m_theirs, members[1]).lead) : std::nullopt;
        QByteArray text = bytes.first(1).toByteArray();
        for (size_t i = 0; i < parts.size(); ++i) {
            const QByteArray usual = parts[i].isMoved && lead ? *lead : parts[i].lead;
            text += i == 0 ? (isFilled ? firstLead : parts[i].lead) : ',' + usual;
            text += parts[i].body + (i + 1 < parts.size() ? parts[i].trail : QByteArray());
        }
        const qsizetype tail = isFilled ? qsizetype(m_theirs.tree().at(container.lastMember).end - container.begin) : 1;
        return text + bytes.sliced(tail).toByteArray();
    }

    const DiffLimits m_limits;
    const MergedSide m_base;
    const MergedSide m_mine;
    const MergedSide m_theirs;
    int m_depth = 0;
};

} // namespace

std::optional<QByteArray> mergeJson(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs, const DiffLimits &limits)
{
    return JsonMerge(base, mine, theirs, limits).text();
}
