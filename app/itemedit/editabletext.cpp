#include "app/itemedit/editabletext.h"

#include "app/commands/readabletext.h"

#include <QLocale>
#include <QStringConverter>

#include <algorithm>

namespace {

QByteArrayView markOf(QByteArrayView bytes, TextEncoding encoding)
{
    const auto begins = [bytes](QByteArrayView mark) { return bytes.startsWith(mark) ? bytes.first(mark.size()) : QByteArrayView(); };
    switch (encoding) {
    case TextEncoding::Utf8:
        return begins("\xef\xbb\xbf");
    case TextEncoding::Utf16Le:
        return begins("\xff\xfe");
    case TextEncoding::Utf16Be:
        return begins("\xfe\xff");
    case TextEncoding::Latin1:
        break;
    }
    return {};
}

/// Of the first byte that is not UTF-8; the size where all is.
qsizetype firstBadByte(QByteArrayView bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        if (uchar(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const qsizetype length = firstCodePoint(bytes.sliced(at)).length;
        if (length == 0)
            return at;
        at += length;
    }
    return bytes.size();
}

QByteArray fromUtf8(QByteArrayView text, QStringConverter::Encoding encoding)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::Stateless);
    return encoder(QString::fromUtf8(text));
}

/// Of the first character above U+00FF; the size where there is none.
qsizetype firstBeyondLatin1(QByteArrayView text)
{
    const auto found = std::ranges::find_if(text, [](char byte) { return uchar(byte) > 0xc3; });
    return found - text.begin();
}

QByteArray encodedText(QByteArrayView text, TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Latin1:
        return QString::fromUtf8(text).toLatin1();
    case TextEncoding::Utf16Le:
        return fromUtf8(text, QStringConverter::Utf16LE);
    case TextEncoding::Utf16Be:
        return fromUtf8(text, QStringConverter::Utf16BE);
    case TextEncoding::Utf8:
        break;
    }
    return text.toByteArray();
}

} // namespace

EditableText EditableText::read(QByteArrayView bytes, TextEncoding encoding)
{
    const QByteArrayView mark = markOf(bytes, encoding);
    const QByteArrayView body = bytes.sliced(mark.size());
    EditableText read{.encoding = encoding, .mark = mark.toByteArray()};
    if (encoding == TextEncoding::Utf8) {
        read.at = mark.size() + firstBadByte(body);
        if (read.at == bytes.size())
            read.text = body.toByteArray();
    } else {
        read.text = encoding == TextEncoding::Latin1 ? QString::fromLatin1(body).toUtf8() : inUtf8(body, encoding);
        // Half a pair of UTF-16 has no character, and a mark behind another one is left out: such bytes would not come back.
        const QByteArray again = encodedText(read.text, encoding);
        const auto [differs, end] = std::ranges::mismatch(body, again);
        read.at = mark.size() + (differs - body.begin());
    }
    if (read.at != bytes.size()) {
        read.fault = tr("This is not valid %1: the byte at offset %L2 (0x%3) does not belong to a character.")
                         .arg(textEncodingName(encoding))
                         .arg(read.at)
                         .arg(quint8(bytes[read.at]), 2, 16, QLatin1Char('0'));
        read.text.clear();
    }
    return read;
}

EditableText::Encoded EditableText::encoded(QByteArrayView changed) const
{
    if (encoding == TextEncoding::Latin1) {
        const qsizetype beyond = firstBeyondLatin1(changed);
        if (beyond < changed.size()) {
            const QString character =
                QString::fromUtf8(changed.sliced(beyond, std::max<qsizetype>(1, firstCodePoint(changed.sliced(beyond)).length)));
            return {.fault = tr("Latin-1 has no character “%1”.").arg(character), .at = beyond};
        }
    }
    if (const qsizetype bad = firstBadByte(changed); bad < changed.size())
        return {.fault = tr("This is no longer text: it contains bytes that are not characters."), .at = bad};
    return {.bytes = mark + encodedText(changed, encoding)};
}

TextPosition textPosition(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(offset, 0, text.size()));
    const qsizetype lineBegin = before.lastIndexOf('\n') + 1;
    const auto begins = [](char byte) { return (uchar(byte) & 0xc0) != 0x80; };
    return {.line = std::ranges::count(before, '\n') + 1, .column = std::ranges::count_if(before.sliced(lineBegin), begins) + 1};
}
