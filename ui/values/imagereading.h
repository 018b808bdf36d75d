#pragma once

#include <QByteArrayView>
#include <QImage>
#include <QString>

enum class ImageFormat : quint8 { None, Png, Jpeg, Gif, WebP, Svg, Bmp, Ico };

/// By the first bytes; None: no image that is known.
[[nodiscard]] ImageFormat imageFormat(QByteArrayView bytes);
/// Its name, as people of the field write it.
[[nodiscard]] QString imageFormatName(ImageFormat format);

/// An image as it is to be shown, or why it is not.
struct ReadImage
{
    QImage image{};
    QSize size{};       ///< as the image itself says; drawings are painted larger than that, to be sharp
    int frames = 1;     ///< the first is shown
    QString fault{};    ///< a translated sentence; empty: it was read
    QString omission{}; ///< what of it is not shown, if something is not
};

/// Reads an image whole. For any thread, and slow for large ones. Nothing outside of the bytes is looked at, and no script runs.
[[nodiscard]] ReadImage readImage(QByteArrayView bytes);

/// Pixels: of more the image is not read.
constexpr qint64 mostPixels = 50'000'000;
/// Bytes of a drawing, and its elements.
constexpr qsizetype longestDrawing = 2 * 1024 * 1024;
constexpr int mostDrawn = 50'000;
/// Elements of a drawing that stand for others: some that stand for some that stand for some become too many to be painted.
constexpr int mostUses = 32;
