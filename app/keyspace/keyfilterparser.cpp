#include "app/keyspace/keyfilterparser.h"

#include "app/commands/encodings.h"
#include "app/keyspace/keyfilternumber.h"

#include <algorithm>
#include <array>

namespace {

struct Field
{
    QLatin1String name;
    KeyTerm::Kind kind;
};
constexpr Field filterFields[] = {
    {QLatin1String("size"), KeyTerm::Kind::Size},       {QLatin1String("ttl"), KeyTerm::Kind::Ttl},
    {QLatin1String("idle"), KeyTerm::Kind::Idle},       {QLatin1String("cas"), KeyTerm::Kind::Cas},
    {QLatin1String("class"), KeyTerm::Kind::SlabClass}, {QLatin1String("flags"), KeyTerm::Kind::Flags},
};

struct Operator
{
    QLatin1String sign;
    KeyTerm::Comparison comparison;
};
/// The longer ones first, which begin like shorter ones.
constexpr Operator operators[] = {
    {QLatin1String("<="), KeyTerm::Comparison::LessOrEqual}, {QLatin1String(">="), KeyTerm::Comparison::GreaterOrEqual},
    {QLatin1String("!="), KeyTerm::Comparison::NotEqual},    {QLatin1String("<"), KeyTerm::Comparison::Less},
    {QLatin1String(">"), KeyTerm::Comparison::Greater},      {QLatin1String("="), KeyTerm::Comparison::Equal},
};

constexpr QLatin1String notWord("not");

int hexDigit(QChar character)
{
    return character.unicode() < 0x80 ? hexValue(char(character.unicode())) : -1;
}

/// The length of the character at the beginning of `text`: 2 for a surrogate pair.
qsizetype characterLength(QStringView text)
{
    return text.size() > 1 && text[0].isHighSurrogate() && text[1].isLowSurrogate() ? 2 : 1;
}

} // namespace

std::optional<MistakenTerm> mistakenTerm(const KeyFilter &filter)
{
    const auto isCompared = [](const KeyTerm &term) {
        return std::ranges::any_of(filterFields, [&term](const Field &field) { return field.kind == term.kind; });
    };
    for (const KeyTerm &term : filter.terms()) {
        const qsizetype colon = term.kind == KeyTerm::Kind::Text ? term.bytes.indexOf(':') : -1;
        if (colon <= 0)
            continue;
        const QString meant = QString::fromUtf8(QByteArray(term.bytes).replace(colon, 1, "="));
        std::vector<KeyTerm> terms;
        if (KeyFilterParser(meant).parse(terms) && terms.size() == 1 && isCompared(terms.front()))
            return MistakenTerm{QString::fromUtf8(term.bytes), meant};
    }
    return {};
}

bool KeyFilterParser::parse(std::vector<KeyTerm> &terms)
{
    for (skipBlanks(); !atEnd(); skipBlanks()) {
        KeyTerm term;
        if (!readNegations(term) || !readTerm(term))
            return false;
        terms.push_back(std::move(term));
    }
    return true;
}

void KeyFilterParser::skipBlanks()
{
    while (!atEnd() && m_text[m_position].isSpace())
        ++m_position;
}

QStringView KeyFilterParser::wordAhead() const
{
    qsizetype end = m_position;
    while (end < m_text.size() && !m_text[end].isSpace())
        ++end;
    return m_text.sliced(m_position, end - m_position);
}

bool KeyFilterParser::readNegations(KeyTerm &term)
{
    qsizetype begin = m_position;
    while (true) {
        if (wordAhead() == notWord) {
            begin = m_position;
            m_position += notWord.size();
            skipBlanks();
        } else if (m_text[m_position] == QLatin1Char('-')) {
            begin = m_position++;
        } else {
            return true;
        }
        if (atBlank())
            return fail(begin, m_position,
                        tr("What must not be is expected behind this. To look for the text itself, put it in quotation marks."));
        term.negated = !term.negated;
    }
}

bool KeyFilterParser::readTerm(KeyTerm &term)
{
    if (m_text[m_position] == QLatin1Char('/'))
        return readExpression(term);
    const QStringView word = wordAhead();
    if (word == QLatin1String("read") || word == QLatin1String("unread") || word == QLatin1String("nottl")) {
        term.kind = word == QLatin1String("nottl") ? KeyTerm::Kind::NoTtl : KeyTerm::Kind::Read;
        term.negated ^= word == QLatin1String("unread");
        m_position += word.size();
        return true;
    }
    if (word.startsWith(QLatin1String("key:")) || word.startsWith(QLatin1String("key=")))
        return readKey(term);
    for (const Field &field : filterFields) {
        if (!word.startsWith(field.name))
            continue;
        const QStringView rest = word.sliced(field.name.size());
        for (const Operator &candidate : operators) {
            if (!rest.startsWith(candidate.sign))
                continue;
            term.kind = field.kind;
            term.comparison = candidate.comparison;
            m_position += field.name.size() + candidate.sign.size();
            return readComparison(term);
        }
    }
    Words words;
    if (!readWords(words))
        return false;
    term.kind = words.isGlob ? KeyTerm::Kind::Glob : KeyTerm::Kind::Text;
    term.bytes = words.bytes;
    term.glob = words.glob;
    return true;
}

bool KeyFilterParser::readExpression(KeyTerm &term)
{
    const qsizetype begin = m_position++;
    const qsizetype patternBegin = m_position;
    while (!atEnd() && m_text[m_position] != QLatin1Char('/'))
        m_position += m_text[m_position] == QLatin1Char('\\') ? 2 : 1;
    if (atEnd()) {
        m_position = m_text.size();
        return fail(begin, m_position, tr("The expression has no / at its end. To look for text that begins with a slash, write \\/."));
    }
    const QStringView pattern = m_text.sliced(patternBegin, m_position - patternBegin);
    ++m_position;
    const bool anyCase = !atEnd() && m_text[m_position] == QLatin1Char('i');
    if (anyCase)
        ++m_position;
    if (!expectBlank())
        return false;
    term.kind = KeyTerm::Kind::Expression;
    term.expression = KeyExpression(pattern.toUtf8(), anyCase ? KeyExpression::Case::Ignored : KeyExpression::Case::Matters);
    const QString problem = term.expression.errorText();
    if (problem.isEmpty())
        return true;
    const QString part = QString::fromUtf8(term.expression.errorPart());
    const qsizetype at = part.isEmpty() ? -1 : pattern.indexOf(part);
    const qsizetype problemBegin = patternBegin + std::max<qsizetype>(at, 0);
    return fail(problemBegin, problemBegin + (at < 0 ? pattern.size() : part.size()), problem);
}

bool KeyFilterParser::readComparison(KeyTerm &term)
{
    const QStringView word = wordAhead();
    const std::optional<quint64> number = readFilterNumber(term.kind, word);
    if (!number)
        return fail(m_position, m_position + word.size(), expectedFilterNumber(term.kind, word));
    term.number = *number;
    m_position += word.size();
    return true;
}

bool KeyFilterParser::readKey(KeyTerm &term)
{
    constexpr qsizetype nameLength = 4;
    const bool exact = m_text[m_position + nameLength - 1] == QLatin1Char('=');
    m_position += nameLength;
    if (atBlank())
        return fail(m_position - nameLength, m_position,
                    exact ? tr("A key is expected behind this.") : tr("The beginning of a key is expected behind this."));
    Words words;
    if (!readWords(words))
        return false;
    if (words.isGlob && !exact)
        words.glob.addAnyMany();
    term.kind = words.isGlob ? KeyTerm::Kind::Glob : exact ? KeyTerm::Kind::Exact : KeyTerm::Kind::Prefix;
    term.bytes = words.bytes;
    term.glob = words.glob;
    return true;
}

bool KeyFilterParser::readWords(Words &words)
{
    const QLatin1Char quote('"');
    const qsizetype begin = m_position;
    const bool quoted = m_text[m_position] == quote;
    if (quoted)
        ++m_position;
    while (quoted ? !atEnd() && m_text[m_position] != quote : !atBlank()) {
        const QChar character = m_text[m_position];
        if (character == QLatin1Char('\\')) {
            if (!readEscape(words))
                return false;
        } else if (!quoted && (character == QLatin1Char('*') || character == QLatin1Char('?'))) {
            words.isGlob = true;
            if (character == QLatin1Char('*'))
                words.glob.addAnyMany();
            else
                words.glob.addAnyOne();
            ++m_position;
        } else {
            const qsizetype length = characterLength(m_text.sliced(m_position));
            const QByteArray bytes = m_text.sliced(m_position, length).toUtf8();
            words.bytes += bytes;
            words.glob.addLiteral(bytes);
            m_position += length;
        }
    }
    if (!quoted)
        return true;
    if (atEnd())
        return fail(begin, m_position, tr("The quotation mark has no partner. To look for one, write \\\"."));
    ++m_position;
    return expectBlank();
}

bool KeyFilterParser::readEscape(Words &words)
{
    const qsizetype begin = m_position++;
    std::array<char, 4> bytes{};
    qsizetype length = 1;
    const QChar name = atEnd() ? QChar() : m_text[m_position];
    const QStringView rest = m_text.sliced(std::min(m_position + 1, m_text.size()));
    ++m_position;
    switch (name.unicode()) {
    case 'n':
        bytes[0] = '\n';
        break;
    case 'r':
        bytes[0] = '\r';
        break;
    case 't':
        bytes[0] = '\t';
        break;
    case '0':
        bytes[0] = '\0';
        break;
    case 'x': {
        const int high = rest.isEmpty() ? -1 : hexDigit(rest[0]);
        const int low = rest.size() < 2 ? -1 : hexDigit(rest[1]);
        m_position += 2;
        if (high < 0 || low < 0)
            return fail(begin, m_position, tr("Two hexadecimal digits are expected behind \\x."));
        bytes[0] = char(high * 16 + low);
        break;
    }
    case 'u': {
        const qsizetype close = rest.indexOf(QLatin1Char('}'));
        const bool closed = rest.startsWith(QLatin1Char('{')) && close >= 0;
        bool good = closed && close >= 2 && close <= 7;
        const uint codePoint = good ? rest.sliced(1, close - 1).toUInt(&good, 16) : 0;
        m_position += closed ? close + 1 : 0;
        if (!good || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff))
            return fail(begin, m_position, tr("A code point is expected behind \\u, such as \\u{E4}."));
        length = encodeUtf8(codePoint, bytes.data());
        break;
    }
    default:
        if (name.isNull() || name.unicode() >= 0x80 || name.isLetterOrNumber())
            return fail(begin, m_position, tr("There is no such escape. To look for a backslash, write \\\\."));
        bytes[0] = char(name.unicode());
    }
    words.bytes.append(bytes.data(), length);
    words.glob.addLiteral({bytes.data(), length});
    return true;
}

bool KeyFilterParser::expectBlank()
{
    return atBlank() || fail(m_position, m_position + wordAhead().size(), tr("A blank is expected before this."));
}

bool KeyFilterParser::fail(qsizetype begin, qsizetype end, const QString &text)
{
    begin = std::min(begin, m_text.size());
    m_error = {begin, std::min(end, m_text.size()) - begin, text};
    return false;
}
