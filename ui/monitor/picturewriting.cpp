#include "ui/monitor/picturewriting.h"

#include <QBuffer>

PictureWriting::PictureWriting(QObject *parent)
    : FileWriting(parent)
{
}

void PictureWriting::start(const QString &path, const QImage &image)
{
    begin(path, 1, [image](Sink &sink) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        if (buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG"))
            (void)sink.take(bytes, 1);
    });
}

void PictureWriting::start(const QString &path, const QByteArray &bytes)
{
    begin(path, 1, [bytes](Sink &sink) {
        QByteArray all = bytes;
        (void)sink.take(all, 1);
    });
}
