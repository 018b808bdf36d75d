#include "app/values/bytereader.h"
#include "app/values/serialization.h"
#include "app/values/timetext.h"

#include <bit>

namespace {

bool hasWholeSize(QByteArrayView bytes)
{
    return bytes.size() == 1 || bytes.size() == 2 || bytes.size() == 4 || bytes.size() == 8;
}

/// Up to 8 bytes.
quint64 bigNumber(QByteArrayView bytes)
{
    quint64 number = 0;
    for (const char byte : bytes)
        number = (number << 8) | quint8(byte);
    return number;
}

quint64 littleNumber(QByteArrayView bytes)
{
    quint64 number = 0;
    for (qsizetype at = bytes.size(); at > 0; --at)
        number = (number << 8) | quint8(bytes[at - 1]);
    return number;
}

/// The sign is the highest bit of so many bytes.
qint64 withSign(quint64 number, qsizetype size)
{
    const int unused = int(64 - 8 * size);
    return qint64(number << unused) >> unused;
}

void addReal(TreeBuilder &builder, quint64 number, qsizetype size)
{
    if (size == 4)
        builder.addReal(std::bit_cast<float>(quint32(number)), 0, size);
    else
        builder.addReal(std::bit_cast<double>(number), 0, size);
}

void addTime(TreeBuilder &builder, qint64 milliseconds, qsizetype size)
{
    const QByteArray text = timeTextOfMilliseconds(milliseconds);
    if (text.isEmpty())
        builder.addSigned(milliseconds, 0, size);
    else
        builder.addMade(ValueType::Time, 0, size, text);
}

/// Ticks of 100 ns since 0001-01-01 in 62 bits; the kind (local, UTC, not said) is not part of the time.
void addDotNetTime(TreeBuilder &builder, quint64 number)
{
    constexpr quint64 ticks = (quint64(1) << 62) - 1;
    constexpr qint64 epoch = 62'135'596'800; // seconds from the year 1 to 1970
    constexpr quint64 perSecond = 10'000'000;
    const QByteArray text = timeText(qint64((number & ticks) / perSecond) - epoch, quint32((number & ticks) % perSecond) * 100);
    if (text.isEmpty())
        builder.addUnsigned(number, 0, 8);
    else
        builder.addMade(ValueType::Time, 0, 8, text);
}

bool isRightSize(Primitive primitive, QByteArrayView bytes)
{
    switch (primitive) {
    case Primitive::None:
        return false;
    case Primitive::Null:
        return true;
    case Primitive::ShortenedInt:
        return bytes.size() <= 4;
    case Primitive::ShortenedLong:
    case Primitive::ShortenedTime:
        return bytes.size() <= 8;
    case Primitive::BigReal:
    case Primitive::LittleReal:
        return bytes.size() == 4 || bytes.size() == 8;
    case Primitive::BigCharacter:
    case Primitive::LittleCharacter:
        return bytes.size() == 2 || bytes.size() == 4;
    case Primitive::Truth:
        return bytes.size() == 1 && quint8(bytes[0]) <= 1;
    case Primitive::DotNetTime:
        return bytes.size() == 8;
    case Primitive::BigSigned:
    case Primitive::BigTime:
    case Primitive::LittleSigned:
    case Primitive::LittleUnsigned:
        break;
    }
    return hasWholeSize(bytes);
}

} // namespace

Decoded decodePrimitive(Primitive primitive, QByteArrayView bytes, const DecodeLimits &limits)
{
    TreeBuilder builder(bytes, limits);
    const qsizetype size = bytes.size();
    if (!isRightSize(primitive, bytes)) {
        builder.fail(DecodeFault::malformed(0, QCoreApplication::translate("Primitive", "The value has another size than its type.")));
        return builder.finish(size);
    }
    switch (primitive) {
    case Primitive::None:
    case Primitive::Null:
        builder.add(ValueType::Null, 0, size);
        break;
    case Primitive::ShortenedInt:
    case Primitive::ShortenedLong: {
        const bool isWhole = size == (primitive == Primitive::ShortenedInt ? 4 : 8);
        builder.addSigned(isWhole ? withSign(bigNumber(bytes), size) : qint64(bigNumber(bytes)), 0, size);
        break;
    }
    case Primitive::ShortenedTime:
    case Primitive::BigTime:
        addTime(builder, qint64(bigNumber(bytes)), size);
        break;
    case Primitive::BigSigned:
        builder.addSigned(withSign(bigNumber(bytes), size), 0, size);
        break;
    case Primitive::BigReal:
        addReal(builder, bigNumber(bytes), size);
        break;
    case Primitive::BigCharacter:
        builder.addMade(ValueType::Text, 0, size, QString(QChar(char16_t(bigNumber(bytes)))).toUtf8());
        break;
    case Primitive::LittleSigned:
        builder.addSigned(withSign(littleNumber(bytes), size), 0, size);
        break;
    case Primitive::LittleUnsigned:
        builder.addUnsigned(littleNumber(bytes), 0, size);
        break;
    case Primitive::LittleReal:
        addReal(builder, littleNumber(bytes), size);
        break;
    case Primitive::LittleCharacter:
        builder.addMade(ValueType::Text, 0, size, QString(QChar(char16_t(littleNumber(bytes)))).toUtf8());
        break;
    case Primitive::Truth:
        builder.addBoolean(bytes[0] != 0, 0, size);
        break;
    case Primitive::DotNetTime:
        addDotNetTime(builder, littleNumber(bytes));
        break;
    }
    return builder.finish(size);
}
