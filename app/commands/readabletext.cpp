#include "app/commands/readabletext.h"

#include <QChar>

#include <array>

namespace {

char hexDigit(unsigned nibble)
{
    return "0123456789ABCDEF"[nibble & 0xf];
}

void appendByteEscape(QByteArray &out, unsigned char byte)
{
    switch (byte) {
    case '\n':
        out.append("\\n");
        break;
    case '\r':
        out.append("\\r");
        break;
    case '\t':
        out.append("\\t");
        break;
    case '\0':
        out.append("\\0");
        break;
    default:
        out.append("\\x").append(hexDigit(byte >> 4U)).append(hexDigit(byte));
    }
}

} // namespace

Utf8Step firstCodePoint(QByteArrayView bytes)
{
    const auto byteAt = [&](qsizetype i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = byteAt(0);
    if (first < 0x80)
        return {first, 1};
    const qsizetype length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || bytes.size() < length)
        return {};
    char32_t codePoint = first & (0xffU >> unsigned(length + 1));
    for (qsizetype i = 1; i < length; ++i) {
        if ((byteAt(i) & 0xc0) != 0x80)
            return {};
        codePoint = codePoint << 6U | (byteAt(i) & 0x3fU);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
    if (codePoint < smallest[size_t(length)] || codePoint > 0x10ffff || surrogate)
        return {};
    return {codePoint, length};
}

bool isReadable(char32_t codePoint)
{
    if (codePoint < 0x80)
        return codePoint >= 0x20 && codePoint != 0x7f;
    switch (QChar::category(codePoint)) {
    case QChar::Separator_Space: // a text document turns a no-break space into a plain one
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return false;
    default:
        return true;
    }
}

void appendReadable(QByteArray &out, QByteArrayView bytes, QuoteEscapes quotes)
{
    for (qsizetype i = 0; i < bytes.size();) {
        const auto [codePoint, length] = firstCodePoint(bytes.sliced(i));
        if (length <= 1 && !(length == 1 && isReadable(codePoint))) {
            appendByteEscape(out, static_cast<unsigned char>(bytes[i]));
            ++i;
            continue;
        }
        if (!isReadable(codePoint)) {
            out.append("\\u{").append(QByteArray::number(uint(codePoint), 16).toUpper()).append('}');
        } else {
            if (quotes == QuoteEscapes::Escape && (codePoint == '"' || codePoint == '\\'))
                out.append('\\');
            out.append(bytes.sliced(i, length));
        }
        i += length;
    }
}

QString shownBytes(QByteArrayView bytes)
{
    constexpr qsizetype longest = 40;
    qsizetype shown = bytes.size();
    if (shown > longest) {
        shown = longest;
        // Not in the middle of a character, which has at most three bytes that continue it.
        while (shown > longest - 3 && (static_cast<unsigned char>(bytes[shown]) & 0xc0) == 0x80)
            --shown;
    }
    QByteArray readable;
    appendReadable(readable, bytes.first(shown), QuoteEscapes::Keep);
    if (shown < bytes.size())
        readable.append("…");
    return QString::fromUtf8(readable);
}
