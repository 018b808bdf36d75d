#include "app/values/javaprimitive.h"

#include <bit>

qint32 addJavaPrimitive(TreeBuilder &builder, ByteReader &reader, char type, qsizetype begin)
{
    const qsizetype from = begin < 0 ? reader.at() : begin;
    qint64 integer = 0;
    switch (type) {
    case 'B':
        integer = qint8(reader.byte());
        break;
    case 'S':
        integer = reader.big<qint16>();
        break;
    case 'I':
        integer = reader.big<qint32>();
        break;
    case 'J':
        integer = reader.big<qint64>();
        break;
    case 'Z': {
        const bool truth = reader.byte() != 0;
        return reader.isCutShort() ? ValueTree::none : builder.addBoolean(truth, from, reader.at());
    }
    case 'C': {
        const auto unit = char16_t(reader.big<quint16>());
        return reader.isCutShort() ? ValueTree::none : builder.addMade(ValueType::Text, from, reader.at(), QString(QChar(unit)).toUtf8());
    }
    case 'F': {
        const auto real = std::bit_cast<float>(reader.big<quint32>());
        return reader.isCutShort() ? ValueTree::none : builder.addReal(real, from, reader.at());
    }
    case 'D': {
        const auto real = std::bit_cast<double>(reader.big<quint64>());
        return reader.isCutShort() ? ValueTree::none : builder.addReal(real, from, reader.at());
    }
    default:
        return ValueTree::none;
    }
    return reader.isCutShort() ? ValueTree::none : builder.addSigned(integer, from, reader.at());
}
