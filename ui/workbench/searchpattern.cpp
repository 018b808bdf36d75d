#include "ui/workbench/searchpattern.h"

#include "app/commands/readabletext.h"

#include <algorithm>

namespace {

/// A line as text for a regular expression, with the way back to its bytes.
struct DecodedLine
{
    QString text;
    std::vector<qsizetype> offsets; ///< the byte of each UTF-16 unit, and the end; empty: they are the same

    [[nodiscard]] qsizetype byteAt(qsizetype unit) const { return offsets.empty() ? unit : offsets[size_t(unit)]; }
    [[nodiscard]] qsizetype unitAt(qsizetype byte) const
    {
        return offsets.empty() ? byte : std::ranges::lower_bound(offsets, byte) - offsets.begin();
    }
};

bool isAscii(QByteArrayView bytes)
{
    return std::ranges::all_of(bytes, [](char byte) { return byte >= 0; });
}

DecodedLine decoded(QByteArrayView line)
{
    if (isAscii(line))
        return {QString::fromLatin1(line), {}};
    DecodedLine result;
    result.text.reserve(line.size());
    for (qsizetype at = 0; at < line.size();) {
        const Utf8Step step = firstCodePoint(line.sliced(at));
        const char32_t point = step.length > 0 ? step.codePoint : U'\xfffd';
        const auto units = QChar::fromUcs4(point);
        for (const QChar unit : QStringView(units)) {
            result.text.append(unit);
            result.offsets.push_back(at);
        }
        at += std::max<qsizetype>(1, step.length);
    }
    result.offsets.push_back(line.size());
    return result;
}

} // namespace

SearchPattern::SearchPattern(const QString &text, Options options)
{
    const bool expression = options.testFlag(Option::RegularExpression);
    const bool matchCase = options.testFlag(Option::MatchCase);
    const QByteArray bytes = text.toUtf8();
    m_expands = expression;
    if (text.isEmpty())
        return;
    if (!expression && (matchCase || isAscii(bytes))) {
        m_kind = matchCase ? Kind::Bytes : Kind::FoldedBytes;
        m_bytes.setPattern(matchCase ? bytes : bytes.toLower());
        return;
    }
    const QRegularExpression asWritten(expression ? text : QRegularExpression::escape(text),
                                       QRegularExpression::UseUnicodePropertiesOption);
    if (!asWritten.isValid()) {
        m_error = asWritten.errorString();
        return;
    }
    // No expression may hold the window up: one line is given up after so many steps.
    m_expression.setPattern(QStringLiteral("(*LIMIT_MATCH=20000)") + asWritten.pattern());
    m_expression.setPatternOptions(asWritten.patternOptions()
                                   | (matchCase ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption));
    m_kind = Kind::Expression;
}

void SearchPattern::find(QByteArrayView text, qint64 offset, std::vector<TextMatch> &matches) const
{
    if (m_kind == Kind::Bytes || m_kind == Kind::FoldedBytes) {
        const QByteArray folded = m_kind == Kind::FoldedBytes ? text.toByteArray().toLower() : QByteArray();
        const QByteArrayView where = m_kind == Kind::FoldedBytes ? QByteArrayView(folded) : text;
        const qsizetype length = m_bytes.pattern().size();
        for (qsizetype at = m_bytes.indexIn(where.data(), where.size()); at >= 0;
             at = m_bytes.indexIn(where.data(), where.size(), at + length)) {
            matches.push_back({offset + at, offset + at + length});
        }
        return;
    }
    if (m_kind == Kind::Nothing)
        return;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype lineEnd = text.indexOf('\n', begin);
        const qsizetype end = lineEnd < 0 ? text.size() : lineEnd;
        QByteArrayView line = text.sliced(begin, end - begin);
        if (line.endsWith('\r'))
            line.chop(1);
        findInLine(line, offset + begin, matches);
        begin = end + 1;
    }
}

void SearchPattern::findInLine(QByteArrayView line, qint64 offset, std::vector<TextMatch> &matches) const
{
    const DecodedLine text = decoded(line);
    QRegularExpressionMatchIterator found = m_expression.globalMatch(text.text);
    while (found.hasNext()) {
        const QRegularExpressionMatch match = found.next();
        if (match.capturedLength() > 0)
            matches.push_back({offset + text.byteAt(match.capturedStart()), offset + text.byteAt(match.capturedEnd())});
    }
}

QByteArray SearchPattern::replacement(QByteArrayView line, const TextMatch &match, const QByteArray &with) const
{
    if (!m_expands || m_kind != Kind::Expression || (!with.contains('\\') && !with.contains('$')))
        return with;
    const DecodedLine text = decoded(line);
    const QRegularExpressionMatch found = m_expression.match(text.text, text.unitAt(match.begin));
    QByteArray result;
    for (qsizetype at = 0; at < with.size(); ++at) {
        const char next = at + 1 < with.size() ? with[at + 1] : ' ';
        const bool digit = next >= '0' && next <= '9';
        if ((with[at] != '\\' && with[at] != '$') || !(digit || (with[at] == '\\' && (next == 't' || next == '\\')))) {
            result.append(with[at]);
            continue;
        }
        ++at;
        if (!digit) {
            result.append(next == 't' ? '\t' : '\\');
        } else if (const int group = next - '0'; found.capturedStart(group) >= 0) {
            const qsizetype begin = text.byteAt(found.capturedStart(group));
            result.append(line.sliced(begin, text.byteAt(found.capturedEnd(group)) - begin));
        }
    }
    return result;
}
