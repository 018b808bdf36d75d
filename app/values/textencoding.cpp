#include "app/values/textencoding.h"

#include <QStringConverter>

#include <algorithm>

namespace {

constexpr qsizetype looked = 4096;     // bytes
constexpr qsizetype portion = 1 << 16; // bytes; even

QStringConverter::Encoding converter(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Latin1:
        return QStringConverter::Latin1;
    case TextEncoding::Utf16Le:
        return QStringConverter::Utf16LE;
    case TextEncoding::Utf16Be:
        return QStringConverter::Utf16BE;
    case TextEncoding::Utf8:
        break;
    }
    return QStringConverter::Utf8;
}

} // namespace

TextEncoding guessTextEncoding(QByteArrayView bytes)
{
    if (bytes.startsWith("\xff\xfe"))
        return TextEncoding::Utf16Le;
    if (bytes.startsWith("\xfe\xff"))
        return TextEncoding::Utf16Be;
    // Text of mostly Latin letters: zeros at one of both places only, and there in most pairs.
    const qsizetype pairs = std::min(bytes.size(), looked) / 2;
    qsizetype firsts = 0;
    qsizetype seconds = 0;
    for (qsizetype i = 0; i < pairs; ++i) {
        firsts += bytes[2 * i] == 0 ? 1 : 0;
        seconds += bytes[2 * i + 1] == 0 ? 1 : 0;
    }
    constexpr qsizetype leastPairs = 4;
    if (bytes.size() % 2 != 0 || pairs < leastPairs || std::min(firsts, seconds) > 0 || std::max(firsts, seconds) * 10 < pairs * 7)
        return TextEncoding::Utf8;
    return seconds > 0 ? TextEncoding::Utf16Le : TextEncoding::Utf16Be;
}

QString textEncodingName(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Latin1:
        return QStringLiteral("Latin-1");
    case TextEncoding::Utf16Le:
        return QStringLiteral("UTF-16 LE");
    case TextEncoding::Utf16Be:
        return QStringLiteral("UTF-16 BE");
    case TextEncoding::Utf8:
        break;
    }
    return QStringLiteral("UTF-8");
}

QByteArray inUtf8(QByteArrayView bytes, TextEncoding encoding, const std::atomic_bool *cancelled)
{
    QByteArray text;
    text.reserve(encoding == TextEncoding::Latin1 || encoding == TextEncoding::Utf8 ? bytes.size() : bytes.size() / 2);
    // They remember what a portion has cut in two: a unit, or a pair of them.
    QStringDecoder decoder(converter(encoding));
    QStringEncoder encoder(QStringConverter::Utf8);
    for (qsizetype begin = 0; begin < bytes.size(); begin += portion) {
        if (cancelled && cancelled->load(std::memory_order_relaxed))
            return text;
        const QString decoded = decoder(bytes.sliced(begin, std::min(portion, bytes.size() - begin)));
        const QByteArray encoded = encoder(decoded);
        text += encoded;
    }
    if (bytes.size() % 2 != 0 && (encoding == TextEncoding::Utf16Le || encoding == TextEncoding::Utf16Be))
        text += "\xef\xbf\xbd";
    return text;
}
