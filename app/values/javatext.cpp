#include "app/values/javatext.h"

#include <QString>

namespace {

constexpr qsizetype halfSize = 3;

/// A half of a pair in three bytes: ED A0 80 to ED AF BF the first, ED B0 80 to ED BF BF the second.
bool isHalf(QByteArrayView text, qsizetype at, quint8 lowest)
{
    return at + halfSize <= text.size() && text[at] == '\xed' && (quint8(text[at + 1]) & 0xf0) == lowest
        && (quint8(text[at + 2]) & 0xc0) == 0x80;
}

char16_t half(QByteArrayView text, qsizetype at)
{
    return char16_t(0xd000 | (quint8(text[at + 1]) & 0x3f) << 6 | (quint8(text[at + 2]) & 0x3f));
}

QByteArray writtenHalf(char16_t unit)
{
    return QByteArray(1, '\xed') + char(0x80 | (unit >> 6 & 0x3f)) + char(0x80 | (unit & 0x3f));
}

} // namespace

bool isPlainJavaText(QByteArrayView text)
{
    for (const char byte : text) {
        if (byte == '\0' || byte == '\xc0' || byte == '\xed' || quint8(byte) >= 0xf0)
            return false;
    }
    return true;
}

QByteArray utf8OfJava(QByteArrayView text)
{
    QByteArray utf8;
    utf8.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == '\xc0' && at + 1 < text.size() && text[at + 1] == '\x80') {
            utf8 += '\0';
            ++at;
        } else if (isHalf(text, at, 0xa0) && isHalf(text, at + halfSize, 0xb0)) {
            const char16_t pair[] = {half(text, at), half(text, at + halfSize)};
            utf8 += QString::fromUtf16(pair, 2).toUtf8();
            at += 2 * halfSize - 1;
        } else {
            utf8 += text[at];
        }
    }
    return utf8;
}

QByteArray javaOfUtf8(QByteArrayView text)
{
    constexpr qsizetype longest = 4;
    QByteArray java;
    java.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == '\0') {
            java += "\xc0\x80";
        } else if (quint8(text[at]) >= 0xf0 && at + longest <= text.size()) {
            const QString pair = QString::fromUtf8(text.sliced(at, longest));
            if (pair.size() != 2)
                return text.toByteArray();
            java += writtenHalf(pair.at(0).unicode()) + writtenHalf(pair.at(1).unicode());
            at += longest - 1;
        } else {
            java += text[at];
        }
    }
    return java;
}
