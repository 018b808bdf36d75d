// Scalars of Java's object streams, Perl's Storable and Protocol Buffers.

#include "app/values/javaclasses.h"
#include "app/values/javatext.h"
#include "app/values/protobufvarint.h"
#include "app/values/scalarforms.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace {

/// The last bytes, which are the number, the truth value or the character, behind what says of which class it is.
std::optional<QByteArray> javaPrimitive(ScalarEdit edit)
{
    const qsizetype size = edit.typeName.isEmpty() ? edit.stored.size() : javaSize(javaBoxedType(edit.typeName));
    if (size == 0 || size > edit.stored.size())
        return std::nullopt;
    const QByteArray head = edit.stored.chopped(size).toByteArray();
    std::optional<QByteArray> value;
    if (edit.type == ValueType::Text) {
        const QString text = QString::fromUtf8(edit.text);
        if (size == sizeof(char16_t) && text.size() == 1)
            value = bigEndian(text.at(0).unicode());
    } else {
        const Primitive form = edit.type == ValueType::Boolean ? Primitive::Truth
            : edit.type == ValueType::Real                     ? Primitive::BigReal
                                                               : Primitive::BigSigned;
        edit.stored = edit.stored.last(size);
        value = encodedPrimitive(form, edit);
    }
    return value ? std::optional(head + *value) : std::nullopt;
}

/// Storable's header: whether it is in network order, and how large Perl's whole numbers were.
struct FrozenForm
{
    bool isNetwork = true;
    bool isWide = true;
};

FrozenForm frozenForm(QByteArrayView whole)
{
    if (whole.startsWith("pst0"))
        whole = whole.sliced(4);
    if (whole.size() < 3 || (whole[0] & 1) != 0)
        return {};
    return {false, whole[2] == 8};
}

QByteArray frozenSize(FrozenForm form, qsizetype size)
{
    return form.isNetwork ? bigEndian(quint32(size)) : littleEndian(quint32(size));
}

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char byte) { return quint8(byte) < 0x80; });
}

bool isWideUtf8(QByteArrayView text)
{
    return !isAscii(text) && QUtf8StringView(text).isValidUtf8();
}

/// Whether the application keeps texts as bytes in UTF-8, which is seen where one of them is more than ASCII. Where another is no UTF-8,
/// bytes are characters of Latin-1.
bool keepsBytes(const ValueTree &tree)
{
    bool keeps = false;
    for (qint32 node = 0; node < tree.nodeCount(); ++node) {
        const QByteArrayView stored = tree.stored(node);
        const bool isBytes = !stored.isEmpty() && (stored[0] == 10 || stored[0] == 1) && !tree.isKey(node); // SX_SCALAR, SX_LSCALAR
        if (tree.at(node).type != ValueType::Text || !isBytes || isAscii(tree.text(node)))
            continue;
        if (!isWideUtf8(tree.text(node)))
            return false;
        keeps = true;
    }
    return keeps;
}

QByteArray frozenText(FrozenForm form, QByteArrayView text, bool isOfBytes)
{
    const bool isShort = text.size() <= std::numeric_limits<quint8>::max();
    if (isShort)
        return char(isOfBytes ? 10 : 23) + QByteArray(1, char(text.size())) + text.toByteArray(); // SX_SCALAR, SX_UTF8STR
    return char(isOfBytes ? 1 : 24) + frozenSize(form, text.size()) + text.toByteArray();         // SX_LSCALAR, SX_LUTF8STR
}

/// A key of a hash: its flags where the hash has any, its size and its bytes.
std::optional<QByteArray> frozenKey(FrozenForm form, ScalarEdit edit, const ValueTree &tree)
{
    constexpr quint8 isUtf8 = 1;
    constexpr quint8 wasUtf8 = 2;
    constexpr qsizetype sizeSize = 4;
    const bool hasFlags = edit.stored.size() > edit.textBefore.size() + sizeSize;
    const bool wasBytes = !hasFlags || (quint8(edit.stored[0]) & (isUtf8 | wasUtf8)) == 0;
    const bool isOfBytes = wasBytes && (isAscii(edit.textBefore) ? keepsBytes(tree) : isWideUtf8(edit.textBefore));
    if (!hasFlags && !isAscii(edit.text) && !isOfBytes)
        return std::nullopt; // which needs flags
    QByteArray flags;
    if (hasFlags) {
        const auto kept = quint8(quint8(edit.stored[0]) & ~(isUtf8 | wasUtf8));
        flags += char(isAscii(edit.text) || isOfBytes ? kept : kept | isUtf8);
    }
    return flags + frozenSize(form, edit.text.size()) + edit.text.toByteArray();
}

std::optional<QByteArray> frozenInteger(FrozenForm form, ScalarEdit edit)
{
    const std::optional<qint64> number = edit.signedNumber();
    if (!number)
        return std::nullopt;
    if (*number == qint8(*number))
        return QByteArray(1, 8) + char(*number + 128); // SX_BYTE
    const bool isSmall = *number == qint32(*number);
    if (form.isNetwork)
        return isSmall ? std::optional(QByteArray(1, 9) + bigEndian(qint32(*number))) : std::nullopt; // SX_NETINT
    if (!form.isWide)
        return isSmall ? std::optional(QByteArray(1, 6) + littleEndian(qint32(*number))) : std::nullopt; // SX_INTEGER
    return QByteArray(1, 6) + littleEndian(*number);
}

} // namespace

std::optional<QByteArray> encodedJava(ScalarEdit edit)
{
    const char type = edit.stored.isEmpty() ? '\0' : edit.stored[0];
    const bool isPrimitive = edit.stored.size() == 2 || javaBoxedType(edit.typeName) != '\0';
    if (edit.type == ValueType::Bytes) {
        const qsizetype headSize = edit.stored.size() - edit.textBefore.size() - qsizetype(sizeof(quint32));
        if (type != 0x75 || headSize < 1 || edit.text.size() > std::numeric_limits<qint32>::max()) // TC_ARRAY
            return std::nullopt;
        return edit.stored.first(headSize).toByteArray() + bigEndian(quint32(edit.text.size())) + edit.text.toByteArray();
    }
    if (edit.type != ValueType::Text || isPrimitive)
        return javaPrimitive(edit);
    if (!edit.typeName.isEmpty() || (type != 0x74 && type != 0x7c)) // TC_STRING, TC_LONGSTRING
        return std::nullopt;
    const QByteArray text = javaOfUtf8(edit.text);
    if (text.size() <= std::numeric_limits<quint16>::max())
        return '\x74' + bigEndian(quint16(text.size())) + text;
    return '\x7c' + bigEndian(quint64(text.size())) + text;
}

std::optional<QByteArray> encodedStorable(ScalarEdit edit, const ValueTree &tree)
{
    const FrozenForm form = frozenForm(edit.whole);
    const auto code = quint8(edit.stored.isEmpty() ? 0 : edit.stored[0]);
    if (edit.isKey)
        return frozenKey(form, edit, tree);
    switch (edit.type) {
    case ValueType::Boolean:
        if (code >= 34)
            return QByteArray(1, edit.isTrue() ? 34 : 35); // SX_BOOLEAN_TRUE, SX_BOOLEAN_FALSE
        return QByteArray(1, edit.isTrue() ? 15 : 16);     // SX_SV_YES, SX_SV_NO
    case ValueType::Integer:
        return frozenInteger(form, edit);
    case ValueType::Real:
        if (form.isNetwork)
            return std::nullopt;                                                                 // which has reals as texts
        return QByteArray(1, 7) + littleEndian(std::bit_cast<quint64>(edit.real().value_or(0))); // SX_DOUBLE
    case ValueType::Text: {
        const bool wasBytes = code == 10 || code == 1; // SX_SCALAR, SX_LSCALAR
        if (!wasBytes && code != 23 && code != 24)     // SX_UTF8STR, SX_LUTF8STR
            return std::nullopt;
        return frozenText(form, edit.text, wasBytes && (isAscii(edit.text) || keepsBytes(tree)));
    }
    default:
        return std::nullopt;
    }
}

std::optional<QByteArray> encodedProtobuf(ScalarEdit edit)
{
    constexpr quint64 mostNumber = 536'870'911; // of a field
    constexpr quint8 group = 3;
    const std::optional<quint64> number = edit.unsignedNumber();
    if (edit.isKey) {
        const quint8 form = edit.stored.isEmpty() ? group : edit.stored[0] & 7;
        if (!number || *number == 0 || *number > mostNumber || form == group) // whose end says the number too
            return std::nullopt;
        return writtenVarint(*number << 3 | form);
    }
    if (edit.type == ValueType::Text || edit.type == ValueType::Bytes)
        return writtenVarint(quint64(edit.text.size())) + edit.text.toByteArray();
    if (!number)
        return std::nullopt;
    return edit.typeName == "varint" ? writtenVarint(*number) : encodedPrimitive(Primitive::LittleUnsigned, edit);
}
