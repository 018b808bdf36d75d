#include "app/commands/wordreader.h"

#include "app/commands/encodings.h"
#include "app/commands/readabletext.h"

#include <cstring>

namespace {

constexpr QByteArrayView hexPrefix = "hex:";
constexpr QByteArrayView base64Prefix = "base64:";
constexpr QByteArrayView filePrefix = "file:";

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool isLetter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

} // namespace

/// Eight bytes at a time: values are long.
qsizetype blankFrom(QByteArrayView line, qsizetype from)
{
    constexpr quint64 ones = 0x0101010101010101;
    constexpr quint64 highBits = 0x8080808080808080;
    while (line.size() - from >= qsizetype(sizeof(quint64))) {
        quint64 bytes;
        std::memcpy(&bytes, line.data() + from, sizeof bytes);
        // A byte is 0 where it was a space or a tab; the classic test for any byte that is 0.
        const quint64 spaces = bytes ^ (ones * ' ');
        const quint64 tabs = bytes ^ (ones * '\t');
        if ((((spaces - ones) & ~spaces) | ((tabs - ones) & ~tabs)) & highBits)
            break;
        from += qsizetype(sizeof bytes);
    }
    while (from < line.size() && !isBlank(line[from]))
        ++from;
    return from;
}

void WordReader::start(QByteArrayView line)
{
    m_line = line;
    m_position = 0;
    m_decodedLength = 0;
}

bool WordReader::toNextWord()
{
    while (m_position < m_line.size() && isBlank(m_line[m_position]))
        ++m_position;
    return atWord();
}

bool WordReader::atWord() const
{
    return m_position < m_line.size() && m_line[m_position] != '#' && !isBlank(m_line[m_position]);
}

QByteArrayView WordReader::ahead() const
{
    return m_line.sliced(m_position, blankFrom(m_line, m_position) - m_position);
}

QByteArrayView WordReader::optionAhead() const
{
    qsizetype end = m_position;
    while (end < m_line.size() && (isLetter(m_line[end]) || (end > m_position && (m_line[end] == '-' || isDigit(m_line[end])))))
        ++end;
    return end < m_line.size() && m_line[end] == '=' ? m_line.sliced(m_position, end - m_position) : QByteArrayView();
}

bool WordReader::read(Word &word)
{
    word.begin = m_position;
    const QByteArrayView rest = m_line.sliced(m_position);
    switch (rest.isEmpty() ? ' ' : rest.front()) {
    case '"':
        word.form = WordForm::Quoted;
        return readDoubleQuoted(word);
    case '\'':
        word.form = WordForm::Quoted;
        return readSingleQuoted(word);
    case 'h':
        if (rest.startsWith(hexPrefix))
            return readEncoded(word, hexPrefix);
        break;
    case 'b':
        if (rest.startsWith(base64Prefix))
            return readEncoded(word, base64Prefix);
        break;
    case 'f':
        if (rest.startsWith(filePrefix))
            return readPath(word);
        break;
    default:
        break;
    }
    word.form = WordForm::Bare;
    word.end = blankFrom(m_line, m_position);
    word.bytes = m_line.sliced(m_position, word.end - m_position);
    m_position = word.end;
    return true;
}

bool WordReader::readDoubleQuoted(Word &word)
{
    const qsizetype quote = m_position++;
    for (qsizetype end = m_position; end < m_line.size(); ++end) {
        if (m_line[end] == '\\')
            return unescape(word);
        if (m_line[end] == '"') {
            word.bytes = m_line.sliced(m_position, end - m_position);
            m_position = end + 1;
            return closeQuote(word);
        }
    }
    return fail(quote, m_line.size(), tr("Found no end of the quoted word, expected a closing \""));
}

bool WordReader::readSingleQuoted(Word &word)
{
    const qsizetype quote = m_position++;
    const qsizetype end = m_line.indexOf('\'', m_position);
    if (end < 0)
        return fail(quote, m_line.size(), tr("Found no end of the quoted word, expected a closing '"));
    word.bytes = m_line.sliced(m_position, end - m_position);
    m_position = end + 1;
    return closeQuote(word);
}

bool WordReader::unescape(Word &word)
{
    const qsizetype quote = m_position - 1;
    const qsizetype begin = startDecoding();
    while (m_position < m_line.size()) {
        const char byte = m_line[m_position];
        if (byte == '"') {
            word.bytes = QByteArrayView(m_decoded).sliced(begin, m_decodedLength - begin);
            ++m_position;
            return closeQuote(word);
        }
        if (byte != '\\') {
            put(byte);
            ++m_position;
        } else if (!readEscape()) {
            return false;
        }
    }
    return fail(quote, m_line.size(), tr("Found no end of the quoted word, expected a closing \""));
}

bool WordReader::readEscape()
{
    const qsizetype begin = m_position;
    const char letter = begin + 1 < m_line.size() ? m_line[begin + 1] : ' ';
    m_position += 2;
    switch (letter) {
    case '\\':
    case '"':
        put(letter);
        return true;
    case 'n':
        put('\n');
        return true;
    case 'r':
        put('\r');
        return true;
    case 't':
        put('\t');
        return true;
    case '0':
        put('\0');
        return true;
    case 'x':
        return readByteEscape();
    case 'u':
        return readCodePointEscape();
    default:
        break;
    }
    const qsizetype left = m_line.size() - begin;
    const qsizetype length = left < 2 ? left : 1 + qMax(qsizetype(1), firstCodePoint(m_line.sliced(begin + 1)).length);
    return fail(begin, begin + length,
                tr("Found “%1”, expected one of the escapes \\\\ \\\" \\n \\r \\t \\0 \\xHH \\u{H…}")
                    .arg(shownBytes(m_line.sliced(begin, length))));
}

bool WordReader::readByteEscape()
{
    const qsizetype begin = m_position - 2;
    const auto digit = [&](qsizetype at) { return at < m_line.size() ? hexValue(m_line[at]) : -1; };
    const int high = digit(m_position);
    const int low = digit(m_position + 1);
    if (high < 0 || low < 0) {
        const qsizetype end = high < 0 ? m_position : m_position + 1;
        return fail(begin, end,
                    tr("Found “%1”, expected two hexadecimal digits after \\x").arg(shownBytes(m_line.sliced(begin, end - begin))));
    }
    put(char(high << 4 | low));
    m_position += 2;
    return true;
}

bool WordReader::readCodePointEscape()
{
    const qsizetype begin = m_position - 2;
    constexpr quint32 largest = 0x10ffff;
    quint32 code = 0;
    qsizetype at = m_position + 1;
    for (; at < m_line.size() && hexValue(m_line[at]) >= 0; ++at)
        code = qMin(code * 16 + quint32(hexValue(m_line[at])), largest + 1); // stays too large, however many digits follow
    const bool opened = m_position < m_line.size() && m_line[m_position] == '{';
    const bool closed = opened && at > m_position + 1 && at < m_line.size() && m_line[at] == '}';
    if (!closed || code > largest || (code >= 0xd800 && code <= 0xdfff)) {
        const qsizetype end = closed ? at + 1 : opened ? at : m_position;
        return fail(begin, end,
                    tr("Found “%1”, expected a code point such as \\u{20AC} after \\u").arg(shownBytes(m_line.sliced(begin, end - begin))));
    }
    m_position = at + 1;
    m_decodedLength += encodeUtf8(code, m_decoded.data() + m_decodedLength);
    return true;
}

bool WordReader::closeQuote(Word &word)
{
    word.end = m_position;
    if (m_position == m_line.size() || isBlank(m_line[m_position]))
        return true;
    const qsizetype end = blankFrom(m_line, m_position);
    return fail(m_position, end,
                tr("Found “%1” right behind a closing quote, expected a space, a tab or the end of the line").arg(shownBytes(ahead())));
}

bool WordReader::readEncoded(Word &word, QByteArrayView prefix)
{
    word.form = WordForm::Encoded;
    word.end = blankFrom(m_line, m_position);
    const QByteArrayView digits = m_line.sliced(m_position + prefix.size(), word.end - m_position - prefix.size());
    const qsizetype begin = startDecoding();
    char *out = m_decoded.data() + begin;
    const bool hex = prefix == hexPrefix;
    const qsizetype length = hex ? decodeHex(digits, out) : decodeBase64(digits, out);
    if (length < 0)
        return failWord(hex ? tr("Found “%1”, expected an even count of hexadecimal digits after hex:")
                            : tr("Found “%1”, expected standard Base64 with its padding after base64:"));
    m_decodedLength += length;
    word.bytes = QByteArrayView(m_decoded).sliced(begin, length);
    m_position = word.end;
    return true;
}

bool WordReader::readPath(Word &word)
{
    word.form = WordForm::File;
    const qsizetype begin = m_position;
    m_position += filePrefix.size();
    if (m_position < m_line.size() && m_line[m_position] == '"') {
        if (!readDoubleQuoted(word))
            return false;
    } else {
        word.end = blankFrom(m_line, m_position);
        word.bytes = m_line.sliced(m_position, word.end - m_position);
        m_position = word.end;
    }
    if (!word.bytes.isEmpty())
        return true;
    m_position = begin;
    return failWord(tr("Found “%1”, expected the path of a file after file:"));
}

qsizetype WordReader::startDecoding()
{
    if (m_decoded.size() < m_line.size())
        m_decoded.resize(m_line.size());
    return m_decodedLength;
}

bool WordReader::fail(qsizetype begin, qsizetype end, const QString &text)
{
    m_error = {begin + 1, end - begin, text};
    return false;
}

bool WordReader::failWord(const QString &text)
{
    const QByteArrayView word = ahead();
    return fail(m_position, m_position + word.size(), text.arg(shownBytes(word)));
}
