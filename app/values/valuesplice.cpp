#include "app/values/valuesplice.h"

#include "app/values/scalarencoding.h"

#include <QtEndian>

#include <limits>

namespace {

struct ValueSpliceWords
{
    Q_DECLARE_TR_FUNCTIONS(ValueSplice)
};

bool isScalar(ValueType type)
{
    return type == ValueType::Boolean || type == ValueType::Integer || type == ValueType::Real || type == ValueType::Text
        || type == ValueType::Bytes;
}

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

bool isSameText(const ValueTree &before, const ValueTree &after, qint32 node, qint32 changed, QByteArrayView text)
{
    if (node != changed)
        return before.text(node) == after.text(node);
    if (before.at(node).type != ValueType::Real)
        return after.text(node) == text;
    return after.text(node).toByteArray().toDouble() == text.toByteArray().toDouble();
}

/// Whether they are one tree but for the text of `changed`.
bool isSameTree(const ValueTree &before, const ValueTree &after, qint32 changed, QByteArrayView text)
{
    if (before.nodeCount() != after.nodeCount() || before.root() != after.root())
        return false;
    for (qint32 node = 0; node < before.nodeCount(); ++node) {
        const ValueNode &was = before.at(node);
        const ValueNode &is = after.at(node);
        if (was.type != is.type || was.parent != is.parent || was.key != is.key || was.firstMember != is.firstMember || was.next != is.next
            || was.memberCount != is.memberCount || before.typeName(node) != after.typeName(node)
            || !isSameText(before, after, node, changed, text))
            return false;
    }
    return true;
}

} // namespace

QString whyNotSplicable(const ValueReading &reading, qint32 node)
{
    const ValueNode &changed = reading.value.tree.at(node);
    if (reading.value.fault)
        return ValueSpliceWords::tr("The value could not be decoded to its end, so no part of it can be changed alone.");
    if (!canEncodeScalars(reading.serialization.serialization))
        return ValueSpliceWords::tr("Parts of a value in %1 cannot be changed alone.")
            .arg(serializationName(reading.serialization.serialization));
    if (!isScalar(changed.type))
        return ValueSpliceWords::tr("Only texts, numbers and truth values can be changed alone.");
    if (!reading.value.tree.typeName(node).isEmpty() || changed.begin == changed.end)
        return ValueSpliceWords::tr("A value of this type cannot be changed alone.");
    return {};
}

SplicedValue splicedValue(const ValueReading &reading, qint32 node, QByteArrayView text, const DecodeLimits &limits)
{
    const ValueTree &tree = reading.value.tree;
    if (const QString why = whyNotSplicable(reading, node); !why.isEmpty())
        return {{}, why};
    const SerializationStep &step = reading.serialization;
    const std::optional<QByteArray> scalar = encodedScalar(step.serialization, step.primitive, tree, node, text);
    if (!scalar)
        return {{},
                tree.at(node).type == ValueType::Text || tree.at(node).type == ValueType::Bytes
                    ? ValueSpliceWords::tr("This text cannot be written in %1.").arg(serializationName(step.serialization))
                    : ValueSpliceWords::tr("That is not a value of the same type, or too large for it.")};
    const qsizetype begin = tree.at(node).begin;
    const qsizetype grown = scalar->size() - tree.stored(node).size();
    if (reading.bytes.size() + grown > std::numeric_limits<qint32>::max())
        return {{}, ValueSpliceWords::tr("The value would become too large.")};
    QByteArray bytes = reading.bytes;
    if (step.serialization == Serialization::Bson)
        correctBsonSizes(bytes, tree, node, grown);
    else if (step.serialization == Serialization::Pickle)
        correctPickleFrame(bytes, begin, grown);
    bytes.replace(begin, tree.stored(node).size(), *scalar);
    const Decoded again = decodedLike(reading, bytes, limits);
    if (again.fault.kind == DecodeFault::Kind::Cancelled)
        return {{}, again.fault.text};
    if (again.fault || !isSameTree(tree, again.tree, node, text))
        return {{},
                ValueSpliceWords::tr("Changing this would change other parts of the value too, which refer to it or are counted with it.")};
    return {bytes, {}};
}
