#include "ui/profiles/draggedprofiles.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

QString DraggedProfiles::mimeType()
{
    return QStringLiteral("application/x-slabscope-profiles");
}

QMimeData *DraggedProfiles::toMime() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << ids << folders;
    auto *data = new QMimeData;
    data->setData(mimeType(), bytes);
    return data;
}

DraggedProfiles DraggedProfiles::fromMime(const QMimeData *data)
{
    DraggedProfiles dragged;
    if (!data || !data->hasFormat(mimeType()))
        return dragged;
    const QByteArray bytes = data->data(mimeType());
    QDataStream stream(bytes);
    stream >> dragged.ids >> dragged.folders;
    return stream.status() == QDataStream::Ok ? dragged : DraggedProfiles();
}
