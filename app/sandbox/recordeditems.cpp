#include "app/sandbox/recordeditems.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

QList<Command> recordedItems()
{
    QFile file(QStringLiteral(":/samples/values.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonArray array = QJsonDocument::fromJson(file.readAll()).array();
    QList<Command> items;
    items.reserve(array.size());
    for (const QJsonValue &entry : array) {
        Command item;
        item.opcode = Opcode::SetQ;
        item.key = QByteArray::fromPercentEncoding(entry[QStringLiteral("key")].toString().toLatin1());
        item.value = QByteArray::fromHex(entry[QStringLiteral("value_hex")].toString().toLatin1());
        item.flags = quint32(entry[QStringLiteral("flags")].toInteger());
        item.expiry = quint32(entry[QStringLiteral("ttl")].toInteger());
        items.append(item);
    }
    return items;
}
