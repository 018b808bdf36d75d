#include "app/values/readtext.h"

QByteArrayView readText(const ValueReading &reading)
{
    const ValueTree &tree = reading.value.tree;
    switch (reading.serialization.serialization) {
    case Serialization::Bytes:
    case Serialization::Text:
    case Serialization::Integer:
    case Serialization::Real:
    case Serialization::Json:
        return reading.bytes; // as they are text already
    default:
        break;
    }
    if (tree.isEmpty() || reading.value.fault)
        return reading.bytes;
    switch (tree.at(tree.root()).type) {
    case ValueType::Null:
        return "null";
    case ValueType::Boolean:
    case ValueType::Integer:
    case ValueType::Real:
    case ValueType::Text:
    case ValueType::Bytes:
    case ValueType::Time:
        return tree.text(tree.root());
    default:
        return reading.bytes;
    }
}
