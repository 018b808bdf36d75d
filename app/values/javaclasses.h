#pragma once

#include <QByteArrayView>

#include <vector>

/// A field of a Java class: its type's letter (B C D F I J S Z, L for an object, [ for an array) and its name.
struct JavaField
{
    char type = 'L';
    QByteArrayView name;
};

/// A class as its instances in a stream are written.
struct JavaClass
{
    QByteArrayView name;
    quint8 flags = 0;
    std::vector<JavaField> fields;
    int super = -1; ///< index of the class above
};

/// How instances of a class are shown.
enum class JavaShape : quint8 {
    Object,
    Scalar, ///< a boxed number, character or truth: its only field
    List,   ///< its elements are what it writes behind its fields
    Map,    ///< the same, keys and values
    Time,   ///< java.util.Date
};

/// SC_… flags.
struct JavaFlags
{
    static constexpr quint8 writeMethod = 1;
    static constexpr quint8 serializable = 2;
    static constexpr quint8 externalizable = 4;
    static constexpr quint8 blockContent = 8;
};

/// The letter of what a number, character or truth value in an object of its own is; 0: the class is none of these.
[[nodiscard]] char javaBoxedType(QByteArrayView className);
[[nodiscard]] JavaShape javaShape(QByteArrayView className);
/// Bytes that a value of a field's type takes; 0 for objects and arrays.
[[nodiscard]] int javaSize(char type);
