#pragma once

#include "app/values/serialization.h"
#include "app/values/valuetree.h"

#include <QByteArray>
#include <QtEndian>

#include <optional>

/// A scalar that gets another text: its type, which stays, the bytes that it takes now, the new text, the value that it is in, and what the
/// tree says of it.
struct ScalarEdit
{
    ValueType type = ValueType::Null;
    QByteArrayView stored{};
    QByteArrayView text{};
    QByteArrayView whole{};
    QByteArrayView textBefore{};
    QByteArrayView typeName{};
    bool isKey = false;

    /// The text is one of that type: numbers without blanks, signs or zeros that they do not need.
    [[nodiscard]] bool isWellFormed() const;
    [[nodiscard]] bool isTrue() const { return text == "true"; }
    /// Nothing where it does not fit.
    [[nodiscard]] std::optional<qint64> signedNumber() const;
    [[nodiscard]] std::optional<quint64> unsignedNumber() const;
    [[nodiscard]] std::optional<double> real() const;
    /// The one of 4 bytes that is shown as the same number; nothing where none is.
    [[nodiscard]] std::optional<float> shortReal() const;
};

template <typename Number> [[nodiscard]] QByteArray bigEndian(Number number)
{
    QByteArray bytes(sizeof number, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

template <typename Number> [[nodiscard]] QByteArray littleEndian(Number number)
{
    QByteArray bytes(sizeof number, Qt::Uninitialized);
    qToLittleEndian(number, bytes.data());
    return bytes;
}

// The scalar as each format writes it; nothing where it does not, or not this one.
[[nodiscard]] std::optional<QByteArray> encodedPlain(ScalarEdit edit);
[[nodiscard]] std::optional<QByteArray> encodedPrimitive(Primitive primitive, ScalarEdit edit);
[[nodiscard]] std::optional<QByteArray> encodedJson(ScalarEdit edit);
[[nodiscard]] std::optional<QByteArray> encodedMessagePack(ScalarEdit edit);
[[nodiscard]] std::optional<QByteArray> encodedCbor(ScalarEdit edit);
[[nodiscard]] std::optional<QByteArray> encodedBson(ScalarEdit edit);
[[nodiscard]] std::optional<QByteArray> encodedPhp(ScalarEdit edit);
[[nodiscard]] std::optional<QByteArray> encodedIgbinary(ScalarEdit edit);
[[nodiscard]] std::optional<QByteArray> encodedPickle(ScalarEdit edit);
[[nodiscard]] std::optional<QByteArray> encodedMarshal(ScalarEdit edit);
[[nodiscard]] std::optional<QByteArray> encodedJava(ScalarEdit edit);
/// Looks at the other texts of the tree for whether texts are bytes or characters to the application.
[[nodiscard]] std::optional<QByteArray> encodedStorable(ScalarEdit edit, const ValueTree &tree);
[[nodiscard]] std::optional<QByteArray> encodedProtobuf(ScalarEdit edit);
