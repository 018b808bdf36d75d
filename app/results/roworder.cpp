#include "app/results/roworder.h"

#include "app/results/numbersort.h"
#include "app/results/textsort.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>

namespace {

constexpr qsizetype headerSize = 24; // protocol-binary.txt, section 2.2
constexpr size_t rowsBetweenChecks = 64 * 1024;

/// For each opcode its place among all names.
std::array<quint16, 256> nameRanks()
{
    std::array<int, 256> codes{};
    std::array<QByteArray, 256> names;
    for (size_t code = 0; code < codes.size(); ++code) {
        codes[code] = int(code);
        names[code] = opcodeName(Opcode(code));
    }
    std::ranges::sort(codes, {}, [&names](int code) { return names[size_t(code)]; });
    std::array<quint16, 256> ranks{};
    for (size_t rank = 0; rank < codes.size(); ++rank)
        ranks[size_t(codes[rank])] = quint16(rank);
    return ranks;
}

/// What a numeric column shows, with 0 for nothing.
quint64 numberOf(const RunSegment &segment, qsizetype index, ResultColumn column, const std::array<quint16, 256> &ranks)
{
    const ResultSegment &results = segment.results;
    switch (column) {
    case ResultColumn::Line:
        return quint64(segment.requests.line(index));
    case ResultColumn::Command:
        return ranks[size_t(results.opcode(index))];
    case ResultColumn::Outcome:
        return quint64(outcomeKind(results.status(index), results.basis(index))) << 40 | quint64(results.status(index)) << 8
            | quint64(results.basis(index));
    case ResultColumn::Flags: {
        const bool hit = results.basis(index) == Basis::Answer && results.status(index) == Status::Success
            && has(results.opcode(index), OpcodeTrait::Read);
        return hit ? 1 + quint64(qFromBigEndian<quint32>(results.answer(index).data() + headerSize)) : 0;
    }
    case ResultColumn::Cas:
        return results.basis(index) == Basis::Answer && results.opcode(index) != Opcode::Stat
            ? qFromBigEndian<quint64>(results.answer(index).data() + 16)
            : 0;
    case ResultColumn::Time:
        return quint64(segment.arrived.count());
    case ResultColumn::Key:
    case ResultColumn::Value:
        break;
    }
    return 0;
}

/// Texts of values and messages that are not among the bytes that came.
class MadeTexts
{
public:
    QByteArrayView number(quint64 number)
    {
        std::array<char, 20> &digits = m_numbers.emplace_back();
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        return {digits.data(), end};
    }
    QByteArrayView words(const QString *reason)
    {
        if (reason != m_lastReason) {
            m_lastReason = reason;
            m_words.push_back(reason->toUtf8());
        }
        return m_words.back();
    }

private:
    std::deque<std::array<char, 20>> m_numbers;
    std::deque<QByteArray> m_words;
    const QString *m_lastReason = nullptr;
};

/// The value or the message.
QByteArrayView valueOf(const ResultSegment &results, qsizetype index, MadeTexts &made)
{
    if (const QString *reason = results.reason(index))
        return made.words(reason);
    const Opcode opcode = results.opcode(index);
    if (results.basis(index) != Basis::Answer || opcode == Opcode::Stat)
        return {};
    const bool counter = has(opcode, OpcodeTrait::Counter) && results.status(index) == Status::Success;
    const QByteArrayView answer = results.answer(index);
    const qsizetype begin = headerSize + uchar(answer[4]) + qFromBigEndian<quint16>(answer.data() + 2);
    const QByteArrayView value = answer.sliced(std::min(begin, answer.size()));
    return counter && value.size() == 8 ? made.number(qFromBigEndian<quint64>(value.data())) : value;
}

std::vector<int> sortedByNumber(const RunResults &results, std::vector<int> rows, const RowOrder &order, const SortWatch &watch)
{
    const std::array<quint16, 256> ranks = nameRanks();
    const quint64 mask = order.order == Qt::DescendingOrder ? ~quint64(0) : 0; // so that equal ones keep their order then, too
    std::vector<NumberEntry> entries;
    entries.reserve(rows.size());
    ResultCursor cursor(results);
    for (const int row : rows) {
        cursor.moveTo(row);
        entries.push_back({numberOf(cursor.segment(), cursor.index(), ResultColumn(order.column), ranks) ^ mask, row});
    }
    if (watch.isCancelled && watch.isCancelled())
        return {};
    sortNumbers(entries, watch.isCancelled);
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] = entries[i].row;
    return rows;
}

std::vector<int> sortedByText(const RunResults &results, const std::vector<int> &rows, const RowOrder &order, const SortWatch &watch)
{
    TextSort sort(order.order);
    sort.reserve(rows.size());
    MadeTexts made;
    ResultCursor cursor(results);
    for (size_t i = 0; i < rows.size(); ++i) {
        if (i % rowsBetweenChecks == 0 && watch.isCancelled && watch.isCancelled())
            return {};
        cursor.moveTo(rows[i]);
        const bool key = ResultColumn(order.column) == ResultColumn::Key;
        sort.append(key ? cursor.segment().requests.key(cursor.index()) : valueOf(cursor.segment().results, cursor.index(), made), rows[i]);
    }
    return sort.sorted(watch);
}

} // namespace

std::vector<int> sortedRows(const RunResults &results, std::vector<int> rows, const RowOrder &order, const SortWatch &watch)
{
    if (order.isScripts() || rows.empty())
        return rows;
    const auto column = ResultColumn(order.column);
    if (column == ResultColumn::Key || column == ResultColumn::Value)
        return sortedByText(results, rows, order, watch);
    return sortedByNumber(results, std::move(rows), order, watch);
}
