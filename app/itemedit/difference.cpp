#include "app/itemedit/difference.h"

#include <QHash>

#include <algorithm>
#include <cstring>
#include <utility>

namespace {

bool isContinuation(char byte)
{
    return (uchar(byte) & 0xc0) == 0x80;
}

/// Each line as a number, the same ones as the same.
std::vector<quint32> numbered(const DiffLines &lines, QHash<QByteArrayView, quint32> &numbers)
{
    std::vector<quint32> all;
    all.reserve(size_t(lines.count()));
    for (qint64 line = 0; line < lines.count(); ++line) {
        const QByteArrayView text = lines.whole(line);
        const auto known = numbers.constFind(text);
        const quint32 number = known != numbers.cend() ? *known : quint32(numbers.size());
        if (known == numbers.cend())
            numbers.insert(text, number);
        all.push_back(number);
    }
    return all;
}

std::vector<quint32> numbered(const QByteArray &bytes)
{
    std::vector<quint32> all(size_t(bytes.size()));
    std::ranges::transform(bytes, all.begin(), [](char byte) { return quint32(uchar(byte)); });
    return all;
}

constexpr size_t mostPlaced = 200'000; // blocks

/// Two of the same length, byte by byte; what would be too many changes to look through, as one.
std::vector<DiffBlock> inPlace(QByteArrayView before, QByteArrayView after, const DiffLimits &limits)
{
    std::vector<DiffBlock> blocks;
    for (qsizetype at = 0; at < before.size();) {
        if (blocks.size() == mostPlaced || (limits.cancelled && limits.cancelled->load(std::memory_order_relaxed)))
            return {{0, before.size(), 0, after.size(), false}};
        const bool isSame = before[at] == after[at];
        const qsizetype from = at;
        while (at < before.size() && (before[at] == after[at]) == isSame)
            ++at;
        blocks.push_back({from, at - from, from, at - from, isSame});
    }
    return blocks;
}

/// Bytes of both that are not the same.
qint64 changedCount(const std::vector<DiffBlock> &blocks)
{
    qint64 count = 0;
    for (const DiffBlock &block : blocks)
        count += block.isSame ? 0 : block.beforeCount + block.afterCount;
    return count;
}

/// Bytes of both that are compared one by one; of more, all that is not the same at both ends counts as changed.
constexpr qsizetype mostCompared = qsizetype(32) * 1024 * 1024;

/// So few bytes between two changes are the same by chance.
constexpr qint64 leastSameBytes = 4;

/// Takes what is the same by chance into the changes around it.
std::vector<DiffBlock> joined(const std::vector<DiffBlock> &blocks)
{
    std::vector<DiffBlock> out;
    for (size_t i = 0; i < blocks.size(); ++i) {
        const DiffBlock &block = blocks[i];
        const bool isBetween = i > 0 && i + 1 < blocks.size();
        const bool isChance = block.isSame && isBetween && block.beforeCount < leastSameBytes;
        if (!out.empty() && !out.back().isSame && (isChance || !block.isSame)) {
            out.back().beforeCount += block.beforeCount;
            out.back().afterCount += block.afterCount;
        } else {
            out.push_back(block);
        }
    }
    return out;
}

} // namespace

DiffLines::DiffLines(QByteArray text)
    : m_text(std::move(text))
{
    qsizetype from = 0;
    while (from < m_text.size()) {
        const qsizetype end = m_text.indexOf('\n', from);
        from = end < 0 ? m_text.size() : end + 1;
        m_starts.push_back(from);
    }
}

QByteArrayView DiffLines::whole(qint64 line) const
{
    return between(line, line + 1);
}

QByteArrayView DiffLines::between(qint64 first, qint64 last) const
{
    const qsizetype begin = m_starts[size_t(first)];
    return QByteArrayView(m_text).sliced(begin, m_starts[size_t(last)] - begin);
}

QByteArrayView DiffLines::at(qint64 line) const
{
    QByteArrayView text = whole(line);
    if (text.endsWith('\n'))
        text.chop(1);
    if (text.endsWith('\r'))
        text.chop(1);
    return text;
}

int Difference::changeCount() const
{
    return int(std::ranges::count_if(blocks, [](const DiffBlock &block) { return !block.isSame; }));
}

std::shared_ptr<const Difference> compareLines(const QByteArray &before, const QByteArray &after, const DiffLimits &limits)
{
    auto difference = std::make_shared<Difference>();
    difference->linesBefore = DiffLines(before);
    difference->linesAfter = DiffLines(after);
    QHash<QByteArrayView, quint32> numbers;
    const std::vector<quint32> one = numbered(difference->linesBefore, numbers);
    const std::vector<quint32> other = numbered(difference->linesAfter, numbers);
    difference->blocks = shortestDifference(one, other, limits);
    return difference;
}

std::shared_ptr<const Difference> compareBytes(const QByteArray &before, const QByteArray &after, const DiffLimits &limits)
{
    auto difference = std::make_shared<Difference>();
    difference->form = Difference::Form::Bytes;
    difference->bytesBefore = before;
    difference->bytesAfter = after;
    // Four bytes a byte are only spent on what is not the same at both ends.
    const auto least = std::min(before.size(), after.size());
    const qsizetype head = std::mismatch(before.cbegin(), before.cbegin() + least, after.cbegin()).first - before.cbegin();
    qsizetype tail = 0;
    while (tail < least - head && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    const QByteArray innerBefore = before.sliced(head, before.size() - head - tail);
    const QByteArray innerAfter = after.sliced(head, after.size() - head - tail);
    std::vector<DiffBlock> inner;
    if (innerBefore.size() + innerAfter.size() <= mostCompared)
        inner = shortestDifference(numbered(innerBefore), numbered(innerAfter), limits);
    else
        inner.push_back({0, innerBefore.size(), 0, innerAfter.size(), false});
    if (before.size() == after.size()) { // most formats keep their fields where they are
        std::vector<DiffBlock> placed = inPlace(innerBefore, innerAfter, limits);
        if (changedCount(placed) <= changedCount(inner))
            inner = std::move(placed);
    }
    inner = joined(inner);
    std::vector<DiffBlock> &blocks = difference->blocks;
    if (head > 0)
        blocks.push_back({0, head, 0, head, true});
    for (DiffBlock &block : inner) {
        block.before += head;
        block.after += head;
        blocks.push_back(block);
    }
    if (tail > 0)
        blocks.push_back({before.size() - tail, tail, after.size() - tail, tail, true});
    return difference;
}

LineChange changeWithin(QByteArrayView before, QByteArrayView after)
{
    const qsizetype least = std::min(before.size(), after.size());
    LineChange change;
    change.head = std::mismatch(before.begin(), before.begin() + least, after.begin()).first - before.begin();
    while (change.head > 0
           && ((change.head < before.size() && isContinuation(before[change.head]))
               || (change.head < after.size() && isContinuation(after[change.head]))))
        --change.head;
    while (change.tail < least - change.head && before[before.size() - 1 - change.tail] == after[after.size() - 1 - change.tail])
        ++change.tail;
    while (change.tail > 0 && isContinuation(before[before.size() - change.tail]))
        --change.tail;
    return change;
}
