// Scalars of the formats that say their types in bytes: MessagePack, CBOR (RFC 8949), BSON and igbinary.

#include "app/values/scalarforms.h"

#include <bit>
#include <limits>

namespace {

QByteArray headed(quint8 head, const QByteArray &rest)
{
    return char(head) + rest;
}

/// A number in the shortest of 1, 2, 4 and 8 bytes, behind a head that counts up with them by `step`.
QByteArray shortest(quint8 head, quint64 number, int step = 1)
{
    if (number <= std::numeric_limits<quint8>::max())
        return headed(head, QByteArray(1, char(number)));
    if (number <= std::numeric_limits<quint16>::max())
        return headed(quint8(head + step), bigEndian(quint16(number)));
    if (number <= std::numeric_limits<quint32>::max())
        return headed(quint8(head + 2 * step), bigEndian(quint32(number)));
    return headed(quint8(head + 3 * step), bigEndian(number));
}

/// One of 4 bytes stays one where that says the same.
bool staysFloat(double real, qsizetype storedSize)
{
    return storedSize == 5 && double(float(real)) == real;
}

QByteArray packedInteger(qint64 number)
{
    if (number >= -32 && number < 128)
        return QByteArray(1, char(number));
    if (number >= 0)
        return shortest(0xcc, quint64(number));
    if (number >= std::numeric_limits<qint8>::min())
        return headed(0xd0, QByteArray(1, char(number)));
    if (number >= std::numeric_limits<qint16>::min())
        return headed(0xd1, bigEndian(qint16(number)));
    if (number >= std::numeric_limits<qint32>::min())
        return headed(0xd2, bigEndian(qint32(number)));
    return headed(0xd3, bigEndian(number));
}

/// Section 3: the major type in the upper three bits, and the argument.
QByteArray cborHead(quint8 major, quint64 argument)
{
    return argument < 24 ? QByteArray(1, char(major << 5 | quint8(argument))) : shortest(quint8(major << 5 | 24), argument);
}

} // namespace

std::optional<QByteArray> encodedMessagePack(ScalarEdit edit)
{
    const auto size = quint64(edit.text.size());
    switch (edit.type) {
    case ValueType::Boolean:
        return QByteArray(1, edit.isTrue() ? '\xc3' : '\xc2');
    case ValueType::Integer: {
        const std::optional<qint64> number = edit.signedNumber();
        if (number)
            return packedInteger(*number);
        const std::optional<quint64> large = edit.unsignedNumber();
        return large ? std::optional(headed(0xcf, bigEndian(*large))) : std::nullopt;
    }
    case ValueType::Real: {
        const double real = edit.real().value_or(0);
        return staysFloat(real, edit.stored.size()) ? headed(0xca, bigEndian(std::bit_cast<quint32>(float(real))))
                                                    : headed(0xcb, bigEndian(std::bit_cast<quint64>(real)));
    }
    case ValueType::Text:
        return (size < 32 ? QByteArray(1, char(0xa0 | size)) : shortest(0xd9, size)) + edit.text.toByteArray();
    case ValueType::Bytes:
        return shortest(0xc4, size) + edit.text.toByteArray();
    default:
        return std::nullopt;
    }
}

std::optional<QByteArray> encodedCbor(ScalarEdit edit)
{
    switch (edit.type) {
    case ValueType::Boolean:
        return QByteArray(1, edit.isTrue() ? '\xf5' : '\xf4');
    case ValueType::Integer: {
        const std::optional<qint64> number = edit.signedNumber();
        if (number)
            return *number < 0 ? cborHead(1, ~quint64(*number)) : cborHead(0, quint64(*number));
        const std::optional<quint64> large = edit.unsignedNumber();
        return large ? std::optional(cborHead(0, *large)) : std::nullopt;
    }
    case ValueType::Real: {
        const double real = edit.real().value_or(0);
        return staysFloat(real, edit.stored.size()) ? headed(0xfa, bigEndian(std::bit_cast<quint32>(float(real))))
                                                    : headed(0xfb, bigEndian(std::bit_cast<quint64>(real)));
    }
    case ValueType::Text:
    case ValueType::Bytes:
        return cborHead(edit.type == ValueType::Text ? 3 : 2, quint64(edit.text.size())) + edit.text.toByteArray();
    default:
        return std::nullopt;
    }
}

std::optional<QByteArray> encodedBson(ScalarEdit edit)
{
    // The type stands before the name of the element, so the same one has to do.
    const qsizetype size = edit.stored.size();
    switch (edit.type) {
    case ValueType::Boolean:
        return QByteArray(1, edit.isTrue() ? '\1' : '\0');
    case ValueType::Integer: {
        const std::optional<qint64> number = edit.signedNumber();
        if (!number || (size == 4 && *number != qint32(*number)))
            return std::nullopt;
        return size == 4 ? littleEndian(qint32(*number)) : littleEndian(*number);
    }
    case ValueType::Real:
        return littleEndian(std::bit_cast<quint64>(edit.real().value_or(0)));
    case ValueType::Text:
        return littleEndian(qint32(edit.text.size() + 1)) + edit.text.toByteArray() + '\0';
    case ValueType::Bytes:
        return littleEndian(qint32(edit.text.size())) + edit.stored.sliced(4, 1).toByteArray() + edit.text.toByteArray();
    default:
        return std::nullopt;
    }
}

std::optional<QByteArray> encodedIgbinary(ScalarEdit edit)
{
    // igbinary.c (igbinary_type_…): a negative number is its magnitude behind the type after that of a positive one.
    constexpr int signs = 2;
    switch (edit.type) {
    case ValueType::Boolean:
        return QByteArray(1, edit.isTrue() ? '\x05' : '\x04');
    case ValueType::Integer: {
        const std::optional<qint64> number = edit.signedNumber();
        if (!number)
            return std::nullopt;
        const quint64 magnitude = *number < 0 ? 0 - quint64(*number) : quint64(*number);
        const int negative = *number < 0 ? 1 : 0;
        return magnitude > std::numeric_limits<quint32>::max() ? headed(quint8(0x20 + negative), bigEndian(magnitude))
                                                               : shortest(quint8(0x06 + negative), magnitude, signs);
    }
    case ValueType::Real:
        return headed(0x0c, bigEndian(std::bit_cast<quint64>(edit.real().value_or(0))));
    case ValueType::Text:
        return edit.text.isEmpty() ? QByteArray(1, '\x0d') : shortest(0x11, quint64(edit.text.size())) + edit.text.toByteArray();
    default:
        return std::nullopt;
    }
}
