#pragma once

#include "app/values/treebuilder.h"

/// How a value's bytes mean something once they are decompressed.
enum class Serialization : quint8 {
    Bytes,
    Text,
    Integer, ///< in decimal
    Real,    ///< in decimal
    Boolean, ///< 0, 1 or nothing; true, false
    Json,
    MessagePack,
    Cbor,
    Bson,
    Php,
    PhpSession,
    Igbinary,
    Pickle,
    Marshal,
    Java,
    Storable,
    Protobuf,
    BinaryNumber, ///< one number or character, see Primitive
};

/// Which, for Serialization::BinaryNumber.
enum class Primitive : quint8 {
    None,
    Null,
    ShortenedInt,  ///< spymemcached: big-endian, up to 4 bytes, leading zeros left out
    ShortenedLong, ///< up to 8
    ShortenedTime, ///< the same, milliseconds since the epoch
    BigSigned,     ///< big-endian, 1, 2, 4 or 8 bytes
    BigTime,       ///< the same, milliseconds since the epoch
    BigReal,       ///< 4 or 8 bytes
    BigCharacter,  ///< a UTF-16 unit in 2 or 4 bytes
    LittleSigned,  ///< little-endian, 1, 2, 4 or 8 bytes
    LittleUnsigned,
    LittleReal,
    LittleCharacter,
    Truth,      ///< one byte, 0 or 1
    DotNetTime, ///< DateTime.ToBinary(): 100 ns since the year 1, with the kind in the two highest bits
};

/// Decodes a whole value by one serialization. The bytes outlive the tree.
[[nodiscard]] Decoded deserialize(Serialization serialization, Primitive primitive, QByteArrayView bytes, const DecodeLimits &limits);
/// One number or character.
[[nodiscard]] Decoded decodePrimitive(Primitive primitive, QByteArrayView bytes, const DecodeLimits &limits);
/// Its name, as people of the field write it.
[[nodiscard]] QString serializationName(Serialization serialization);
