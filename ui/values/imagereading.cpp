#include "ui/values/imagereading.h"

#include "ui/values/drawing.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QLocale>
#include <QtEndian>

#include <array>

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("ReadImage", text);
}

/// For QImageReader; by ImageFormat.
constexpr std::array plugins{"", "png", "jpeg", "gif", "webp", "svg", "bmp", "ico"};

bool isBitmap(QByteArrayView bytes)
{
    if (!bytes.startsWith("BM") || bytes.size() < 26)
        return false;
    const quint32 headerSize = qFromLittleEndian<quint32>(bytes.data() + 14);
    return headerSize == 12 || headerSize == 40 || headerSize == 52 || headerSize == 56 || headerSize == 64 || headerSize == 108
        || headerSize == 124;
}

bool isIcon(QByteArrayView bytes)
{
    constexpr qsizetype entrySize = 16;
    if (bytes.size() < 6 + entrySize || !bytes.startsWith(QByteArrayView("\0\0\1\0", 4)))
        return false;
    const quint16 count = qFromLittleEndian<quint16>(bytes.data() + 4);
    const quint32 offset = qFromLittleEndian<quint32>(bytes.data() + 6 + 12);
    return count > 0 && count < 100 && offset >= quint32(6 + count * entrySize) && offset < quint32(bytes.size());
}

bool isDrawing(QByteArrayView bytes)
{
    constexpr qsizetype looked = 1024; // bytes
    const QByteArrayView begin = bytes.first(std::min(bytes.size(), looked));
    QByteArrayView text = begin;
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    return text.trimmed().startsWith('<') && (begin.contains("<svg") || begin.contains(":svg"));
}

QString tooLarge(QSize size)
{
    return translated(QT_TRANSLATE_NOOP("ReadImage", "The image has %1 × %2 pixels, which is more than can be shown here."))
        .arg(QLocale().toString(size.width()), QLocale().toString(size.height()));
}

} // namespace

ImageFormat imageFormat(QByteArrayView bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return ImageFormat::Png;
    if (bytes.startsWith("\xff\xd8\xff"))
        return ImageFormat::Jpeg;
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return ImageFormat::Gif;
    if (bytes.size() >= 12 && bytes.startsWith("RIFF") && bytes.sliced(8).startsWith("WEBP"))
        return ImageFormat::WebP;
    if (isBitmap(bytes))
        return ImageFormat::Bmp;
    if (isIcon(bytes))
        return ImageFormat::Ico;
    return isDrawing(bytes) ? ImageFormat::Svg : ImageFormat::None;
}

QString imageFormatName(ImageFormat format)
{
    static constexpr std::array names{"", "PNG", "JPEG", "GIF", "WebP", "SVG", "BMP", "ICO"};
    return QString::fromLatin1(names[size_t(format)]);
}

ReadImage readImage(QByteArrayView bytes)
{
    const ImageFormat format = imageFormat(bytes);
    if (format == ImageFormat::Svg)
        return paintDrawing(bytes);
    QByteArray raw = QByteArray::fromRawData(bytes.data(), bytes.size());
    QBuffer buffer(&raw);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, plugins[size_t(format)]);
    reader.setAutoTransform(true);
    ReadImage read;
    if (!QImageReader::supportedImageFormats().contains(plugins[size_t(format)])) {
        read.fault =
            translated(QT_TRANSLATE_NOOP("ReadImage",
                                         "%1 images cannot be shown on this computer: Qt's plugin for them is not installed. On Debian "
                                         "and Ubuntu it is in the package qt6-image-formats-plugins."))
                .arg(imageFormatName(format));
        return read;
    }
    read.size = reader.size();
    if (qint64(read.size.width()) * read.size.height() > mostPixels) {
        read.fault = tooLarge(read.size);
        return read;
    }
    read.frames = std::max(1, reader.imageCount());
    if (!reader.read(&read.image)) {
        read.fault = translated(QT_TRANSLATE_NOOP("ReadImage", "The bytes begin like a %1 image, but cannot be read as one: %2"))
                         .arg(imageFormatName(format), reader.errorString());
        return read;
    }
    read.size = read.image.size(); // it may have been turned
    return read;
}
