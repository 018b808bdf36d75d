#include "connection/text/textline.h"

#include <QString>

#include <array>
#include <cstring>
#include <limits>

namespace {

constexpr qint8 notHexadecimal = -1;

constexpr std::array<qint8, 256> hexadecimalDigits = [] {
    std::array<qint8, 256> digits{};
    digits.fill(notHexadecimal);
    for (int i = 0; i < 10; ++i)
        digits[size_t('0' + i)] = qint8(i);
    for (int i = 0; i < 6; ++i) {
        digits[size_t('a' + i)] = qint8(10 + i);
        digits[size_t('A' + i)] = qint8(10 + i);
    }
    return digits;
}();

} // namespace

ParseState cutLine(QByteArrayView bytes, QByteArrayView &line, qsizetype &length)
{
    const QByteArrayView searched = bytes.first(std::min(bytes.size(), longestTextLine));
    const auto *end = searched.isEmpty() ? nullptr : static_cast<const char *>(std::memchr(searched.data(), '\n', size_t(searched.size())));
    if (!end)
        return bytes.size() < longestTextLine ? ParseState::Incomplete : ParseState::Malformed;
    line = bytes.first(end - bytes.data());
    length = line.size() + 1;
    if (line.endsWith('\r'))
        line.chop(1);
    return ParseState::Complete;
}

std::optional<quint64> unsignedNumber(QByteArrayView digits)
{
    constexpr quint64 most = std::numeric_limits<quint64>::max();
    quint64 number = 0;
    for (const char byte : digits) {
        const auto digit = quint64(quint8(byte)) - '0';
        if (digit > 9 || number > most / 10 || number * 10 > most - digit)
            return std::nullopt;
        number = number * 10 + digit;
    }
    return digits.isEmpty() ? std::nullopt : std::optional(number);
}

std::optional<quint32> unsignedNumber32(QByteArrayView digits)
{
    const std::optional<quint64> number = unsignedNumber(digits);
    return number && *number <= std::numeric_limits<quint32>::max() ? std::optional(quint32(*number)) : std::nullopt;
}

std::optional<qint64> signedNumber(QByteArrayView digits)
{
    const bool negative = digits.startsWith('-');
    const std::optional<quint64> number = unsignedNumber(negative ? digits.sliced(1) : digits);
    if (!number || *number > quint64(std::numeric_limits<qint64>::max()))
        return std::nullopt;
    return negative ? -qint64(*number) : qint64(*number);
}

qsizetype decodePercent(QByteArrayView text, char *out)
{
    char *const begin = out;
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at != end) {
        if (*at != '%') {
            *out++ = *at++;
            continue;
        }
        if (end - at < 3)
            return -1;
        const int high = hexadecimalDigits[quint8(at[1])];
        const int low = hexadecimalDigits[quint8(at[2])];
        if (high < 0 || low < 0)
            return -1;
        *out++ = char(high * 16 + low);
        at += 3;
    }
    return out - begin;
}

std::optional<QByteArray> decodedPercent(QByteArrayView text)
{
    QByteArray decoded(text.size(), Qt::Uninitialized);
    const qsizetype size = decodePercent(text, decoded.data());
    if (size < 0)
        return std::nullopt;
    decoded.truncate(size);
    return decoded;
}

QByteArrayView TextWords::next()
{
    const QByteArrayView line = rest();
    const auto *space = line.isEmpty() ? nullptr : static_cast<const char *>(std::memchr(line.data(), ' ', size_t(line.size())));
    const QByteArrayView word = space ? line.first(space - line.data()) : line;
    m_rest = line.sliced(word.size());
    return word;
}

QByteArrayView TextWords::rest()
{
    while (m_rest.startsWith(' '))
        m_rest = m_rest.sliced(1);
    return m_rest;
}

QString quotedLine(QByteArrayView line)
{
    constexpr qsizetype mostShown = 120;
    QString text;
    for (const char byte : line.first(std::min(line.size(), mostShown))) {
        if (byte >= ' ' && byte <= '~')
            text += QLatin1Char(byte);
        else
            text += QLatin1String("\\x") + QString::number(quint8(byte), 16).rightJustified(2, QLatin1Char('0'));
    }
    return line.size() > mostShown ? text + QChar(0x2026) : text;
}
