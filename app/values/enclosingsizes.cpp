#include "app/values/enclosingsizes.h"

#include "app/values/protobufvarint.h"

#include <QtEndian>

namespace {

/// The sizes of the documents around a node.
void correctBsonSizes(QByteArray &bytes, const ValueTree &tree, qint32 node, qsizetype grown)
{
    for (qint32 around = tree.at(node).parent; around != ValueTree::none; around = tree.at(around).parent) {
        char *size = bytes.data() + tree.at(around).begin;
        qToLittleEndian(qint32(qFromLittleEndian<qint32>(size) + grown), size);
    }
}

/// Protocol 4: frames say how long they are. They follow each other from behind the protocol on, or behind something long without one.
void correctPickleFrame(QByteArray &bytes, qsizetype at, qsizetype grown)
{
    constexpr qsizetype headSize = 9;
    qsizetype frame = 2;
    while (frame + headSize <= at && bytes.at(frame) == '\x95') {
        char *size = bytes.data() + frame + 1;
        const auto end = quint64(frame + headSize) + qFromLittleEndian<quint64>(size);
        if (quint64(at) < end) {
            qToLittleEndian(qFromLittleEndian<quint64>(size) + quint64(grown), size);
            return;
        }
        if (end >= quint64(bytes.size()))
            return;
        frame = qsizetype(end);
    }
}

/// The sizes of the messages around a node, from the inside out, as they can become longer themselves. A group has none: it begins where
/// its first field does.
void correctProtobufSizes(QByteArray &bytes, const ValueTree &tree, qint32 node, qsizetype grown)
{
    for (qint32 around = tree.at(node).parent; around != ValueTree::none && grown != 0; around = tree.at(around).parent) {
        const ValueNode &message = tree.at(around);
        const quint32 content = tree.at(tree.at(message.firstMember).key).begin;
        if (message.parent == ValueTree::none || content == message.begin)
            continue;
        const QByteArray size = writtenVarint(quint64(qsizetype(message.end - content) + grown));
        const auto sizeBefore = qsizetype(content - message.begin);
        bytes.replace(message.begin, sizeBefore, size);
        grown += size.size() - sizeBefore;
    }
}

} // namespace

void correctEnclosingSizes(QByteArray &bytes, Serialization serialization, const ValueTree &tree, qint32 node, qsizetype grown)
{
    switch (serialization) {
    case Serialization::Bson:
        return correctBsonSizes(bytes, tree, node, grown);
    case Serialization::Pickle:
        return correctPickleFrame(bytes, tree.at(node).begin, grown);
    case Serialization::Protobuf:
        return correctProtobufSizes(bytes, tree, node, grown);
    default:
        return;
    }
}
