#include "ui/escapedtext.h"

#include "app/commands/readabletext.h"

namespace {

void appendByte(QString &text, uchar byte)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    text += QLatin1String("\\x");
    text += QLatin1Char(digits[byte >> 4]);
    text += QLatin1Char(digits[byte & 15]);
}

void appendControl(QString &text, char byte, Escaping escaping)
{
    if (escaping == Escaping::Lines && (byte == '\n' || byte == '\t')) {
        text += QLatin1Char(byte);
    } else if (byte == '\n') {
        text += QLatin1String("\\n");
    } else if (byte == '\r') {
        text += QLatin1String("\\r");
    } else if (byte == '\t') {
        text += QLatin1String("\\t");
    } else if (byte == '\0') {
        text += QLatin1String("\\0");
    } else {
        appendByte(text, uchar(byte));
    }
}

} // namespace

QString escapedText(QByteArrayView bytes, Escaping escaping)
{
    QString text;
    text.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size();) {
        const char byte = bytes[i];
        if (uchar(byte) < 0x80) {
            if (byte == '\\' && escaping == Escaping::Separated) {
                text += QLatin1String("\\\\");
            } else if (byte >= 0x20 && byte != 0x7f) {
                text += QLatin1Char(byte);
            } else {
                appendControl(text, byte, escaping);
            }
            ++i;
            continue;
        }
        const Utf8Step next = firstCodePoint(bytes.sliced(i));
        if (next.length == 0) {
            appendByte(text, uchar(byte));
            ++i;
            continue;
        }
        if (isReadable(next.codePoint))
            text += QStringView(QChar::fromUcs4(next.codePoint));
        else
            text += QLatin1String("\\u{") + QString::number(next.codePoint, 16).toUpper() + QLatin1Char('}');
        i += next.length;
    }
    return text;
}

QString escapedPreview(QByteArrayView bytes, qsizetype limit)
{
    if (bytes.size() <= limit)
        return escapedText(bytes);
    return escapedText(bytes.first(wholeCharacters(bytes, limit))) + QChar(0x2026);
}

qsizetype wholeCharacters(QByteArrayView bytes, qsizetype limit)
{
    if (bytes.size() <= limit)
        return bytes.size();
    qsizetype end = limit;
    while (end > 0 && limit - end < 4 && (uchar(bytes[end]) & 0xc0) == 0x80)
        --end;
    return end > 0 && (uchar(bytes[end]) & 0xc0) != 0x80 ? end : limit;
}
