#include "app/values/valuesplice.h"

#include "app/values/enclosingsizes.h"
#include "app/values/javaclasses.h"
#include "app/values/scalarencoding.h"

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

/// Whether its type's name says no more than the type does, or leaves it as it is when another text comes.
bool isNameOfScalar(Serialization serialization, QByteArrayView name)
{
    switch (serialization) {
    case Serialization::Java:
        return javaBoxedType(name) != '\0';
    case Serialization::Storable: // a package stands before what it is of
    case Serialization::Protobuf: // how a number is written
        return true;
    default:
        return false;
    }
}

/// Whether the value leads to it: what a collection of Java keeps besides its elements, as how many they are, is not shown.
bool isInValue(const ValueTree &tree, qint32 node)
{
    while (node != tree.root() && node != ValueTree::none)
        node = tree.at(node).parent;
    return node != ValueTree::none;
}

/// Java reads what these keep without comparing, so the order has to be right.
bool isKeptInOrder(const ValueReading &reading, qint32 node)
{
    const ValueTree &tree = reading.value.tree;
    if (reading.serialization.serialization != Serialization::Java)
        return false;
    // A key or an element is compared by what is in it too.
    for (qint32 around = tree.at(node).parent; around != ValueTree::none; node = around, around = tree.at(node).parent) {
        const QByteArrayView name = tree.typeName(around);
        if (name == "java.util.TreeSet" || name == "java.util.concurrent.ConcurrentSkipListSet"
            || name == "java.util.concurrent.ConcurrentSkipListMap" || (name == "java.util.TreeMap" && tree.isKey(node)))
            return true;
    }
    return false;
}

/// Another key with the new text in the same container, where that can have each only once.
bool isKeyTwice(const ValueReading &reading, qint32 key, QByteArrayView text)
{
    const ValueTree &tree = reading.value.tree;
    if (!tree.isKey(key) || reading.serialization.serialization == Serialization::Protobuf)
        return false;
    for (qint32 member = tree.firstMember(tree.at(key).parent); member != ValueTree::none; member = tree.at(member).next) {
        const qint32 other = tree.at(member).key;
        if (other != key && other != ValueTree::none && tree.at(other).type == tree.at(key).type && tree.text(other) == text)
            return true;
    }
    return false;
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
    if (!isScalar(changed.type))
        return ValueSpliceWords::tr("Only texts, numbers and truth values can be changed alone.");
    const Serialization serialization = reading.serialization.serialization;
    const QByteArrayView name = reading.value.tree.typeName(node);
    if ((!name.isEmpty() && !isNameOfScalar(serialization, name)) || changed.begin == changed.end || !isInValue(reading.value.tree, node))
        return ValueSpliceWords::tr("A value of this type cannot be changed alone.");
    const bool isJava = serialization == Serialization::Java;
    if (changed.isShared && (isJava || serialization == Serialization::Storable))
        return ValueSpliceWords::tr("This is stored once and meant in several places, so it cannot be changed in one of them alone.");
    if (isJava && changed.type == ValueType::Bytes && !reading.value.tree.stored(node).startsWith('\x75')) // TC_ARRAY
        return ValueSpliceWords::tr("Only the class that wrote these bytes knows what they mean, so they cannot be changed alone.");
    if (isKeptInOrder(reading, node))
        return ValueSpliceWords::tr("This is kept in order, which another one would break, so it cannot be changed alone.");
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
    if (isKeyTwice(reading, node, text))
        return {{}, ValueSpliceWords::tr("There is a part with this name already.")};
    const qsizetype begin = tree.at(node).begin;
    const qsizetype grown = scalar->size() - tree.stored(node).size();
    if (reading.bytes.size() + grown > std::numeric_limits<qint32>::max())
        return {{}, ValueSpliceWords::tr("The value would become too large.")};
    QByteArray bytes = reading.bytes;
    bytes.replace(begin, tree.stored(node).size(), *scalar);
    correctEnclosingSizes(bytes, step.serialization, tree, node, grown);
    const Decoded again = decodedLike(reading, bytes, limits);
    if (again.fault.kind == DecodeFault::Kind::Cancelled)
        return {{}, again.fault.text};
    const bool isSame = !again.fault && isSameTree(tree, again.tree, node, text);
    if (!isSame && step.serialization == Serialization::Protobuf)
        return {{}, ValueSpliceWords::tr("Without its schema the value would be read in another way, if this were changed so.")};
    if (!isSame)
        return {{},
                ValueSpliceWords::tr("Changing this would change other parts of the value too, which refer to it or are counted with it.")};
    return {bytes, {}};
}
