#include "ui/values/diffrows.h"

#include "ui/escapedtext.h"

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype shownAround = 200;   // bytes of a long line on each side of what is changed
constexpr qsizetype shownChange = 1'500; // bytes
constexpr QChar ellipsis = QChar(0x2026);

QString beginningOf(QByteArrayView bytes, qsizetype limit)
{
    return escapedPreview(bytes, limit);
}

QString endOf(QByteArrayView bytes, qsizetype limit)
{
    if (bytes.size() <= limit)
        return escapedText(bytes);
    qsizetype from = bytes.size() - limit;
    while (from < bytes.size() && (uchar(bytes[from]) & 0xc0) == 0x80)
        ++from;
    return ellipsis + escapedText(bytes.sliced(from));
}

QString hexText(QByteArrayView bytes)
{
    QString text;
    text.reserve(Difference::rowBytes * 4 + 4);
    for (qsizetype i = 0; i < Difference::rowBytes; ++i) {
        if (i == Difference::rowBytes / 2)
            text += QLatin1Char(' ');
        text += i < bytes.size() ? QString::number(uchar(bytes[i]), 16).rightJustified(2, QLatin1Char('0')) + QLatin1Char(' ')
                                 : QStringLiteral("   ");
    }
    text += QLatin1Char(' ');
    for (const char byte : bytes)
        text += uchar(byte) >= 0x20 && uchar(byte) < 0x7f ? QLatin1Char(byte) : QLatin1Char('.');
    return text;
}

} // namespace

DiffRows::DiffRows(std::shared_ptr<const Difference> difference, Layout layout)
    : m_difference(std::move(difference))
    , m_layout(layout)
{
    qint64 row = 0;
    m_starts.reserve(m_difference->blocks.size() + 1);
    for (const DiffBlock &block : m_difference->blocks) {
        m_starts.push_back(row);
        const qint64 before = rowsIn(block.beforeCount);
        const qint64 after = rowsIn(block.afterCount);
        if (block.isSame || layout == Layout::SideBySide)
            row += std::max(before, after);
        else
            row += before + after;
        if (!block.isSame)
            m_changes.push_back(int(m_starts.size()) - 1);
    }
    m_starts.push_back(row);
}

qint64 DiffRows::rowsIn(qint64 count) const
{
    return m_difference->form == Difference::Form::Lines ? count : (count + Difference::rowBytes - 1) / Difference::rowBytes;
}

std::pair<int, int> DiffRows::rowsOf(int change) const
{
    const size_t block = size_t(m_changes[size_t(change)]);
    return {int(m_starts[block]), int(m_starts[block + 1])};
}

int DiffRows::changeAt(int row) const
{
    const auto behind = std::ranges::upper_bound(m_changes, qint64(row), {}, [this](int block) { return m_starts[size_t(block)]; });
    return int(behind - m_changes.begin()) - 1;
}

int DiffRows::placeLength() const
{
    if (!m_difference)
        return 1;
    if (m_difference->form == Difference::Form::Bytes)
        return std::max<int>(4,
                             int(QString::number(std::max(m_difference->bytesBefore.size(), m_difference->bytesAfter.size()), 16).size()));
    return int(QString::number(std::max(m_difference->linesBefore.count(), m_difference->linesAfter.count())).size());
}

DiffRows::Row DiffRows::at(int row) const
{
    const auto behind = std::upper_bound(m_starts.begin(), m_starts.end(), qint64(row));
    const size_t number = size_t(behind - m_starts.begin()) - 1;
    const DiffBlock &block = m_difference->blocks[number];
    const qint64 index = row - m_starts[number];
    const qint64 before = rowsIn(block.beforeCount);
    const qint64 after = rowsIn(block.afterCount);
    Row found{.isSame = block.isSame};
    if (block.isSame || m_layout == Layout::SideBySide) {
        if (index < before)
            found.before = cell(block, Side::Before, index);
        if (index < after)
            found.after = cell(block, Side::After, index);
    } else if (index < before) {
        found.before = cell(block, Side::Before, index);
    } else {
        found.after = cell(block, Side::After, index - before);
    }
    return found;
}

DiffCell DiffRows::cell(const DiffBlock &block, Side side, qint64 index) const
{
    DiffCell cell = m_difference->form == Difference::Form::Lines ? lineCell(block, side, index) : byteCell(block, side, index);
    cell.kind = block.isSame ? DiffCell::Kind::Same : side == Side::Before ? DiffCell::Kind::Removed : DiffCell::Kind::Added;
    return cell;
}

DiffCell DiffRows::lineCell(const DiffBlock &block, Side side, qint64 index) const
{
    const qint64 line = (side == Side::Before ? block.before : block.after) + index;
    const QByteArrayView text = side == Side::Before ? m_difference->linesBefore.at(line) : m_difference->linesAfter.at(line);
    DiffCell cell{.place = QString::number(line + 1)};
    LineChange change;
    if (block.isSame) {
        change.head = text.size();
    } else if (index < std::min(block.beforeCount, block.afterCount)) { // it has become another one
        const QByteArrayView before = m_difference->linesBefore.at(block.before + index);
        const QByteArrayView after = m_difference->linesAfter.at(block.after + index);
        change = changeWithin(before, after);
    }
    const QByteArrayView head = text.first(change.head);
    const QByteArrayView middle = text.sliced(change.head, text.size() - change.head - change.tail);
    const QByteArrayView tail = text.last(change.tail);
    if (text.size() <= longestLine) {
        cell.head = escapedText(head);
        cell.change = escapedText(middle);
        cell.tail = escapedText(tail);
    } else {
        cell.head = block.isSame ? beginningOf(head, longestLine) : endOf(head, shownAround);
        cell.change = beginningOf(middle, shownChange);
        cell.tail = beginningOf(tail, shownAround);
    }
    return cell;
}

DiffCell DiffRows::byteCell(const DiffBlock &block, Side side, qint64 index) const
{
    const QByteArray &bytes = side == Side::Before ? m_difference->bytesBefore : m_difference->bytesAfter;
    const qint64 from = (side == Side::Before ? block.before : block.after) + index * Difference::rowBytes;
    const qint64 end = side == Side::Before ? block.before + block.beforeCount : block.after + block.afterCount;
    const QString text = hexText(QByteArrayView(bytes).sliced(from, std::min<qint64>(Difference::rowBytes, end - from)));
    return {.place = QString::number(from, 16).rightJustified(placeLength(), QLatin1Char('0')), .head = text};
}
