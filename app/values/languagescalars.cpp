// Scalars of Python's pickle and Ruby's Marshal.

#include "app/values/marshalnumber.h"
#include "app/values/scalarforms.h"

#include <bit>
#include <limits>

namespace {

std::optional<QByteArray> marshalText(ScalarEdit edit)
{
    // "I" before the text says that what it is encoded in comes behind it, which stays.
    const qsizetype begin = edit.stored.startsWith('I') ? 1 : 0;
    if (!edit.stored.sliced(begin).startsWith('"') || edit.text.size() > std::numeric_limits<qint32>::max())
        return std::nullopt;
    const auto [taken, count] = marshalCount(edit.stored.sliced(begin + 1));
    const qsizetype end = begin + 1 + taken + count;
    if (taken == 0 || end > edit.stored.size())
        return std::nullopt;
    return edit.stored.first(begin + 1).toByteArray() + marshalNumber(qint32(edit.text.size())) + edit.text.toByteArray()
        + edit.stored.sliced(end).toByteArray();
}

QByteArray pickledInteger(qint64 number)
{
    if (number >= 0 && number <= std::numeric_limits<quint8>::max())
        return 'K' + QByteArray(1, char(number));
    if (number >= 0 && number <= std::numeric_limits<quint16>::max())
        return 'M' + littleEndian(quint16(number));
    if (number == qint32(number))
        return 'J' + littleEndian(qint32(number));
    return QByteArray("\x8a\x08") + littleEndian(number);
}

} // namespace

std::optional<QByteArray> encodedPickle(ScalarEdit edit)
{
    // pickletools.py. A pickle without its protocol is of 0 or 1, whose readers take what those two have.
    const int protocol = edit.whole.startsWith('\x80') && edit.whole.size() > 1 ? edit.whole[1] : 0;
    const auto size = quint64(edit.text.size());
    const bool isShort = size <= std::numeric_limits<quint8>::max();
    if (size > std::numeric_limits<qint32>::max())
        return std::nullopt;
    switch (edit.type) {
    case ValueType::Boolean:
        if (protocol < 2)
            return QByteArray(edit.isTrue() ? "I01\n" : "I00\n");
        return QByteArray(1, edit.isTrue() ? '\x88' : '\x89');
    case ValueType::Integer: {
        const std::optional<qint64> number = edit.signedNumber();
        if (!number)
            return std::nullopt;
        return protocol < 2
            ? QByteArray((edit.stored.startsWith('L') ? 'L' : 'I') + edit.text.toByteArray() + (edit.stored.startsWith('L') ? "L\n" : "\n"))
            : pickledInteger(*number);
    }
    case ValueType::Real:
        return protocol < 1 ? 'F' + edit.text.toByteArray() + '\n' : 'G' + bigEndian(std::bit_cast<quint64>(edit.real().value_or(0)));
    case ValueType::Text:
    case ValueType::Bytes: {
        // Python 2 has one type for both, which is written with these.
        const bool isOld = QByteArrayView("STU").contains(edit.stored.isEmpty() ? '\0' : edit.stored.front());
        if (isOld)
            return (isShort ? 'U' + QByteArray(1, char(size)) : 'T' + littleEndian(quint32(size))) + edit.text.toByteArray();
        if (edit.type == ValueType::Bytes)
            return protocol < 3
                ? std::nullopt
                : std::optional((isShort ? 'C' + QByteArray(1, char(size)) : 'B' + littleEndian(quint32(size))) + edit.text.toByteArray());
        return (isShort && protocol >= 4 ? '\x8c' + QByteArray(1, char(size)) : 'X' + littleEndian(quint32(size)))
            + edit.text.toByteArray();
    }
    default:
        return std::nullopt;
    }
}

std::optional<QByteArray> encodedMarshal(ScalarEdit edit)
{
    // Beyond these Ruby writes a number as an object, which later ones are counted by.
    constexpr qint64 most = (1 << 30) - 1;
    switch (edit.type) {
    case ValueType::Boolean:
        return QByteArray(1, edit.isTrue() ? 'T' : 'F');
    case ValueType::Integer: {
        const std::optional<qint64> number = edit.signedNumber();
        if (!number || *number > most || *number < -most - 1 || !edit.stored.startsWith('i'))
            return std::nullopt;
        return 'i' + marshalNumber(qint32(*number));
    }
    case ValueType::Real:
        return 'f' + marshalNumber(qint32(edit.text.size())) + edit.text.toByteArray();
    case ValueType::Text:
    case ValueType::Bytes:
        return marshalText(edit);
    default:
        return std::nullopt;
    }
}
