#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <zlib.h>

/// A file of dumped items is a header, records and an end, all numbers little-endian:
///     header   8 bytes "SlabItem";  2 version, 2;  2 bytes of the server's name;  8 server's time, seconds since the epoch;
///              8 number of its process and 8 when that was started, seconds since the epoch, both 0 if not told;  2 bytes of its place;
///              the name and the place in UTF-8;  4 CRC-32 of all that
///     record   2 bytes of the key, 1 to 250;  4 bytes of the value;  4 flags;  8 expiry, seconds since the epoch, -1 for never;  8 CAS,
///              0 for none;  4 CRC-32 of these 26 bytes;  the key;  the value;  4 CRC-32 of key and value
///     end      a record's first 30 bytes with a key and a value of 0 bytes, whose CAS is the number of records
/// Keys and values stand in it as the bytes that they are. Nothing may follow the end. Version 1 had nothing of process and place.
struct ItemDumpFormat
{
    static constexpr QByteArrayView magic{"SlabItem"};
    static constexpr quint16 version = 2;
    static constexpr quint16 oldestVersion = 1;
    static constexpr qsizetype headerSize = 20;  ///< what the versions have in common
    static constexpr qsizetype processSize = 18; ///< of process and place, without the place's text
    static constexpr qsizetype headSize = 26;    ///< of a record, without the checksum
    static constexpr qsizetype checksumSize = 4;
    static constexpr qsizetype longestServer = 1'000; ///< bytes of its name, and of its place
    static constexpr qsizetype longestKey = 250;
    static constexpr qint64 longestValue = 1024LL * 1024 * 1024; ///< memcached's largest item (-I 1g)

    template <typename Number> static void append(QByteArray &out, Number number)
    {
        const Number little = qToLittleEndian(number);
        out.append(reinterpret_cast<const char *>(&little), sizeof(little));
    }
    template <typename Number> [[nodiscard]] static Number at(QByteArrayView bytes, qsizetype place)
    {
        return qFromLittleEndian<Number>(bytes.data() + place);
    }
    /// `before`: the checksum of the bytes before these.
    [[nodiscard]] static quint32 checksum(QByteArrayView bytes, quint32 before = 0)
    {
        if (bytes.isEmpty()) // zlib begins anew where there are no bytes to point at
            return before;
        return quint32(::crc32(before, reinterpret_cast<const Bytef *>(bytes.data()), uInt(bytes.size())));
    }
};
