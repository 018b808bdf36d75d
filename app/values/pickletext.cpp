#include "app/values/pickletext.h"

#include <QChar>

namespace {

/// A code point as UTF-8, half a surrogate pair too, as pickles keep it.
void appendUtf8(QByteArray &out, char32_t code)
{
    if (code < 0x80) {
        out += char(code);
        return;
    }
    if (code < 0x800) {
        out += char(0xc0 | code >> 6);
    } else {
        if (code < 0x10000) {
            out += char(0xe0 | code >> 12);
        } else {
            out += char(0xf0 | code >> 18);
            out += char(0x80 | (code >> 12 & 0x3f));
        }
        out += char(0x80 | (code >> 6 & 0x3f));
    }
    out += char(0x80 | (code & 0x3f));
}

/// The number in so many hexadecimal digits; nothing where there are fewer.
std::optional<char32_t> hexNumber(QByteArrayView text, int size)
{
    if (text.size() < size || text.startsWith('+') || text.startsWith('-') || text.startsWith(' '))
        return std::nullopt;
    bool isHex = false;
    const uint number = text.first(size).toByteArray().toUInt(&isHex, 16);
    return isHex ? std::optional<char32_t>(number) : std::nullopt;
}

} // namespace

std::optional<QByteArray> unquotedPython(QByteArrayView literal)
{
    constexpr QByteArrayView letters = "\\'\"abfnrtv";
    constexpr QByteArrayView meanings = "\\'\"\a\b\f\n\r\t\v";
    if (literal.size() < 2 || (literal.front() != '\'' && literal.front() != '"') || literal.back() != literal.front())
        return std::nullopt;
    const QByteArrayView text = literal.sliced(1, literal.size() - 2);
    QByteArray out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != '\\' || at + 1 == text.size()) {
            out += text[at];
            continue;
        }
        ++at;
        if (const qsizetype letter = letters.indexOf(text[at]); letter >= 0) {
            out += meanings[letter];
        } else if (const auto code = text[at] == 'x' ? hexNumber(text.sliced(at + 1), 2) : std::nullopt) {
            out += char(*code);
            at += 2;
        } else {
            out += '\\';
            out += text[at];
        }
    }
    return out;
}

QByteArray unescapedUnicode(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char letter = text[at] == '\\' && at + 1 < text.size() ? text[at + 1] : '\0';
        const int size = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        const auto code = size > 0 ? hexNumber(text.sliced(at + 2), size) : std::nullopt;
        if (code && *code <= QChar::LastValidCodePoint) {
            appendUtf8(out, *code);
            at += size + 1;
        } else {
            appendUtf8(out, quint8(text[at]));
        }
    }
    return out;
}
