#include "ui/results/textrows.h"

#include "app/commands/readabletext.h"
#include "ui/escapedtext.h"

#include <algorithm>
#include <array>

namespace {

constexpr qsizetype stretch = 64 * 1024;
constexpr int mostColumns = 4096;
constexpr int tabWidth = 8;

/// Of a row: one character, or what stands for it.
struct Step
{
    qsizetype length = 1; ///< bytes
    int columns = 1;
    bool escaped = false;
};

/// What is shown twice as wide in a font of fixed width, roughly: unicode.org/reports/tr11.
bool isWide(char32_t codePoint)
{
    static constexpr std::array<std::pair<char32_t, char32_t>, 9> wide{{{0x1100, 0x115f},
                                                                        {0x2e80, 0xa4cf},
                                                                        {0xac00, 0xd7a3},
                                                                        {0xf900, 0xfaff},
                                                                        {0xfe30, 0xfe6f},
                                                                        {0xff00, 0xff60},
                                                                        {0xffe0, 0xffe6},
                                                                        {0x1f300, 0x1faff},
                                                                        {0x20000, 0x3fffd}}};
    return codePoint >= wide.front().first
        && std::ranges::any_of(wide, [codePoint](const auto &range) { return codePoint >= range.first && codePoint <= range.second; });
}

Step stepAt(QByteArrayView bytes, qsizetype at, int column)
{
    const uchar byte = uchar(bytes[at]);
    if (byte < 0x80) {
        if (byte >= 0x20 && byte != 0x7f)
            return {};
        if (byte == '\t')
            return {.length = 1, .columns = tabWidth - column % tabWidth};
        return {.length = 1, .columns = int(escapedText(bytes.sliced(at, 1), Escaping::Lines).size()), .escaped = true};
    }
    const Utf8Step character = firstCodePoint(bytes.sliced(at, std::min<qsizetype>(4, bytes.size() - at)));
    if (character.length == 0)
        return {.length = 1, .columns = 4, .escaped = true};
    if (!isReadable(character.codePoint)) {
        const QString written = escapedText(bytes.sliced(at, character.length), Escaping::Lines);
        return {.length = character.length, .columns = int(written.size()), .escaped = true};
    }
    const QChar::Category category = QChar::category(character.codePoint);
    const bool joins = category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
    return {.length = character.length, .columns = joins ? 0 : isWide(character.codePoint) ? 2 : 1};
}

} // namespace

int TextRows::Row::characterAt(qsizetype offset) const
{
    return int(std::ranges::lower_bound(offsets, offset) - offsets.begin());
}

TextRows::TextRows(QByteArrayView bytes, int columns)
    : m_bytes(bytes)
    , m_columns(std::clamp(columns, 1, mostColumns))
{
}

/// Where a row begins from which all up to `offset` can be told, not far in front of it.
qsizetype TextRows::anchor(qsizetype offset) const
{
    qsizetype multiple = offset - offset % stretch;
    if (multiple > 0 && multiple == m_bytes.size())
        multiple -= stretch;
    const qsizetype from = std::max<qsizetype>(0, multiple - stretch);
    const qsizetype lineFeed = m_bytes.sliced(from, offset - from).lastIndexOf('\n');
    return lineFeed >= 0 ? from + lineFeed + 1 : breakBefore(multiple);
}

/// The start of the character at `multiple`.
qsizetype TextRows::breakBefore(qsizetype multiple) const
{
    return multiple < 4 ? 0 : multiple - 4 + wholeCharacters(m_bytes.sliced(multiple - 4), 4);
}

/// The first place behind `row` at which a line without an end nearby is broken; the end of all, if there is a line end.
qsizetype TextRows::nextBreak(qsizetype row) const
{
    for (qsizetype multiple = row - row % stretch + stretch; multiple < m_bytes.size(); multiple += stretch) {
        if (const qsizetype place = breakBefore(multiple); place > row)
            return m_bytes.sliced(multiple - stretch, stretch).contains('\n') ? m_bytes.size() : place;
    }
    return m_bytes.size();
}

TextRows::Extent TextRows::extent(qsizetype row) const
{
    const qsizetype near = row - row % stretch + stretch - 4; // no break comes before that
    const qsizetype longest = row + qsizetype(m_columns) * 8; // marks take no column
    qsizetype limit = m_bytes.size();
    bool limitKnown = false;
    qsizetype at = row;
    for (int column = 0; at < limit;) {
        if (at >= near && !limitKnown) {
            limit = nextBreak(row);
            limitKnown = true;
            continue;
        }
        if (m_bytes[at] == '\n')
            return {at, at + 1};
        const Step step = stepAt(m_bytes, at, column);
        if (at > row && (column + step.columns > m_columns || at >= longest))
            break;
        column += step.columns;
        at += step.length;
    }
    return {at, at};
}

qsizetype TextRows::rowAt(qsizetype offset) const
{
    const qsizetype wanted = std::clamp<qsizetype>(offset, 0, m_bytes.size());
    qsizetype row = anchor(wanted);
    for (qsizetype following = next(row); following >= 0 && following <= wanted; following = next(row))
        row = following;
    return row;
}

qsizetype TextRows::next(qsizetype row) const
{
    const Extent found = extent(row);
    const bool more = found.next < m_bytes.size() || (found.next > found.end && found.next == m_bytes.size());
    return more ? found.next : -1;
}

qsizetype TextRows::end(qsizetype row) const
{
    const Extent found = extent(row);
    const bool broken = found.next == found.end && found.next < m_bytes.size();
    if (!broken)
        return found.end;
    // The place behind it is the start of the next row.
    qsizetype at = row;
    for (int column = 0; at < found.end;) {
        const Step step = stepAt(m_bytes, at, column);
        if (at + step.length >= found.end)
            return at;
        column += step.columns;
        at += step.length;
    }
    return at;
}

qsizetype TextRows::back(qsizetype row, qsizetype count) const
{
    while (count > 0 && row > 0) {
        std::vector<qsizetype> rows;
        for (qsizetype at = anchor(row - 1); at >= 0 && at < row; at = next(at))
            rows.push_back(at);
        if (count <= qsizetype(rows.size()))
            return rows[rows.size() - size_t(count)];
        count -= qsizetype(rows.size());
        row = rows.front();
    }
    return row;
}

TextRows::Row TextRows::written(qsizetype row) const
{
    Row written;
    const qsizetype rowEnd = extent(row).end;
    int column = 0;
    for (qsizetype at = row; at < rowEnd;) {
        const Step step = stepAt(m_bytes, at, column);
        const qsizetype begin = written.text.size();
        if (m_bytes[at] == '\t')
            written.text += QString(step.columns, QLatin1Char(' '));
        else
            written.text += escapedText(m_bytes.sliced(at, step.length), Escaping::Lines);
        const int length = int(written.text.size() - begin);
        if (step.escaped && !written.escapes.empty() && written.escapes.back().first + written.escapes.back().second == begin)
            written.escapes.back().second += length;
        else if (step.escaped)
            written.escapes.emplace_back(int(begin), length);
        written.offsets.insert(written.offsets.end(), size_t(length), at);
        column += step.columns;
        at += step.length;
    }
    written.offsets.push_back(rowEnd);
    return written;
}
