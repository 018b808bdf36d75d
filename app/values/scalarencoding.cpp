#include "app/values/scalarencoding.h"

#include "app/values/scalarforms.h"

#include <QtEndian>

#include <bit>

std::optional<QByteArray> encodedPlain(ScalarEdit edit)
{
    switch (edit.type) {
    case ValueType::Boolean:
        if (edit.stored == "true" || edit.stored == "false")
            return edit.text.toByteArray();
        return QByteArray(edit.isTrue() ? "1" : "0");
    case ValueType::Integer:
    case ValueType::Real:
    case ValueType::Text:
    case ValueType::Bytes:
        return edit.text.toByteArray();
    default:
        return std::nullopt;
    }
}

std::optional<QByteArray> encodedPrimitive(Primitive primitive, ScalarEdit edit)
{
    const qsizetype size = edit.stored.size();
    switch (primitive) {
    case Primitive::ShortenedInt:
    case Primitive::ShortenedLong: {
        const std::optional<qint64> number = edit.signedNumber();
        const bool isLong = primitive == Primitive::ShortenedLong;
        if (!number || (!isLong && *number != qint32(*number)))
            return std::nullopt;
        QByteArray bytes = isLong ? bigEndian(*number) : bigEndian(qint32(*number));
        while (bytes.startsWith('\0'))
            bytes.remove(0, 1);
        return bytes;
    }
    case Primitive::BigSigned:
    case Primitive::LittleSigned: {
        const std::optional<qint64> number = edit.signedNumber();
        if (!number || size < 1 || size > 8 || (size < 8 && (*number >> (8 * size - 1)) != (*number < 0 ? -1 : 0)))
            return std::nullopt;
        return primitive == Primitive::BigSigned ? bigEndian(*number).right(size) : littleEndian(*number).left(size);
    }
    case Primitive::LittleUnsigned: {
        const std::optional<quint64> number = edit.unsignedNumber();
        if (!number || size < 1 || size > 8 || (size < 8 && *number >> (8 * size) != 0))
            return std::nullopt;
        return littleEndian(*number).left(size);
    }
    case Primitive::BigReal:
    case Primitive::LittleReal: {
        const bool isBig = primitive == Primitive::BigReal;
        if (const std::optional<float> real = size == 4 ? edit.shortReal() : std::nullopt)
            return isBig ? bigEndian(std::bit_cast<quint32>(*real)) : littleEndian(std::bit_cast<quint32>(*real));
        const std::optional<double> real = edit.real();
        if (!real || size != 8)
            return std::nullopt;
        return isBig ? bigEndian(std::bit_cast<quint64>(*real)) : littleEndian(std::bit_cast<quint64>(*real));
    }
    case Primitive::Truth:
        return QByteArray(1, edit.isTrue() ? '\1' : '\0');
    default:
        return std::nullopt;
    }
}

std::optional<QByteArray> encodedScalar(Serialization serialization, Primitive primitive, const ValueTree &tree, qint32 node,
                                        QByteArrayView text)
{
    const ScalarEdit edit{.type = tree.at(node).type,
                          .stored = tree.stored(node),
                          .text = text,
                          .whole = tree.bytes(),
                          .textBefore = tree.text(node),
                          .typeName = tree.typeName(node),
                          .isKey = tree.isKey(node)};
    if (!edit.isWellFormed())
        return std::nullopt;
    switch (serialization) {
    case Serialization::Bytes:
    case Serialization::Text:
    case Serialization::Integer:
    case Serialization::Real:
    case Serialization::Boolean:
        return encodedPlain(edit);
    case Serialization::BinaryNumber:
        return encodedPrimitive(primitive, edit);
    case Serialization::Json:
        return encodedJson(edit);
    case Serialization::MessagePack:
        return encodedMessagePack(edit);
    case Serialization::Cbor:
        return encodedCbor(edit);
    case Serialization::Bson:
        return encodedBson(edit);
    case Serialization::Php:
    case Serialization::PhpSession:
        return encodedPhp(edit);
    case Serialization::Igbinary:
        return encodedIgbinary(edit);
    case Serialization::Pickle:
        return encodedPickle(edit);
    case Serialization::Marshal:
        return encodedMarshal(edit);
    case Serialization::Java:
        return encodedJava(edit);
    case Serialization::Storable:
        return encodedStorable(edit, tree);
    case Serialization::Protobuf:
        return encodedProtobuf(edit);
    }
    return std::nullopt;
}
