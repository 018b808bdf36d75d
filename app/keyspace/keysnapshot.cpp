#include "app/keyspace/keysnapshot.h"

#include "app/keyspace/keyblock.h"

#include <QFile>
#include <QSaveFile>
#include <QtEndian>

#include <limits>

#include <zlib.h>

// A file is a header and blocks of up to 16,384 keys, all numbers little-endian:
//     8 bytes  magic;  2 version;  2 length of the server's name;  8 server's time;  4 number of keys;  the name in UTF-8;  4 CRC-32 of all
//     that of each block: 4 number of keys;  4 bytes of it uncompressed;  4 bytes of it compressed;  4 CRC-32 of these;  the block by zlib
//     16 bytes of zeros

namespace {

constexpr QByteArrayView magic("SlabKeys");
constexpr quint16 version = 1;
constexpr qsizetype headerSize = 24;
constexpr qsizetype blockHeaderSize = 16;
constexpr int level = 1; // of zlib's compression: others gain little and take long

template <typename Number> void appendStored(QByteArray &out, Number number)
{
    const Number little = qToLittleEndian(number);
    out.append(reinterpret_cast<const char *>(&little), sizeof(little));
}

quint32 checksum(QByteArrayView bytes)
{
    return quint32(::crc32(0, reinterpret_cast<const Bytef *>(bytes.data()), uInt(bytes.size())));
}

QByteArray compressed(const QByteArray &bytes)
{
    uLongf size = ::compressBound(uLong(bytes.size()));
    QByteArray out(qsizetype(size), Qt::Uninitialized);
    if (::compress2(reinterpret_cast<Bytef *>(out.data()), &size, reinterpret_cast<const Bytef *>(bytes.constData()), uLong(bytes.size()),
                    level)
        != Z_OK)
        return {};
    out.truncate(qsizetype(size));
    return out;
}

/// Exactly `size` bytes, or none.
QByteArray uncompressed(const QByteArray &bytes, qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    uLongf made = uLongf(size);
    const int result =
        ::uncompress(reinterpret_cast<Bytef *>(out.data()), &made, reinterpret_cast<const Bytef *>(bytes.constData()), uLong(bytes.size()));
    return result == Z_OK && made == uLongf(size) ? out : QByteArray();
}

QByteArray header(const QByteArray &server, const KeyListing &listing)
{
    QByteArray out = magic.toByteArray();
    appendStored(out, version);
    appendStored(out, quint16(server.size()));
    appendStored(out, qint64(listing.time()));
    appendStored(out, quint32(listing.size()));
    out += server;
    appendStored(out, checksum(out));
    return out;
}

QByteArray block(const KeySegment &segment)
{
    const QByteArray bytes = writeKeyBlock(segment);
    const QByteArray packed = compressed(bytes);
    QByteArray out;
    appendStored(out, quint32(segment.size()));
    appendStored(out, quint32(bytes.size()));
    appendStored(out, quint32(packed.size()));
    appendStored(out, checksum(packed));
    return out + packed;
}

quint32 numberAt(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

enum class BlockReading { Good, Damaged, TooLarge };

BlockReading readBlocks(QIODevice &device, KeyStore &store, quint32 keyCount, qint64 mostBytes, const std::function<bool()> &isCancelled)
{
    const auto largestPacked = ::compressBound(uLong(largestKeyBlock));
    while (!isCancelled || !isCancelled()) {
        const QByteArray head = device.read(blockHeaderSize);
        if (head.size() != blockHeaderSize)
            return BlockReading::Damaged;
        const quint32 count = numberAt(head, 0);
        const quint32 size = numberAt(head, 4);
        const quint32 packedSize = numberAt(head, 8);
        if (head == QByteArray(blockHeaderSize, '\0'))
            return quint32(store.count()) == keyCount && device.read(1).isEmpty() ? BlockReading::Good : BlockReading::Damaged;
        if (count == 0 || count > quint32(KeySegment::usualSize) || size == 0 || size > quint32(largestKeyBlock) || packedSize == 0
            || packedSize > largestPacked || count > keyCount - quint32(store.count()))
            return BlockReading::Damaged;
        const QByteArray packed = device.read(packedSize);
        if (packed.size() != qsizetype(packedSize) || checksum(packed) != numberAt(head, 12))
            return BlockReading::Damaged;
        const QByteArray bytes = uncompressed(packed, size);
        std::optional<KeySegment> segment = readKeyBlock(bytes, count);
        if (!segment)
            return BlockReading::Damaged;
        store.append(std::move(*segment));
        if (store.repeatedCount() != 0)
            return BlockReading::Damaged;
        if (store.byteSize() > mostBytes)
            return BlockReading::TooLarge;
    }
    return BlockReading::Good;
}

} // namespace

Error KeySnapshot::write(const QString &path, const QString &server, const KeyListing &listing, const std::function<bool()> &isCancelled)
{
    QSaveFile file(path);
    const auto failed = [&] {
        return Error{Error::Code::Unreadable, tr("The keys could not be written to %1: %2.").arg(path, file.errorString())};
    };
    QByteArray name = server.toUtf8();
    if (name.size() > longestServer)
        name = server.left(longestServer / 3).toUtf8(); // at most three bytes a unit
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    file.write(header(name, listing));
    for (const KeyListing::Part &part : listing.parts()) {
        if (isCancelled && isCancelled())
            return {}; // nothing is left of it
        file.write(block(*part.segment));
    }
    file.write(QByteArray(blockHeaderSize, '\0'));
    return file.commit() ? Error() : failed();
}

std::variant<KeySnapshot, Error> KeySnapshot::read(const QString &path, qint64 mostBytes, const std::function<bool()> &isCancelled)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Code::Unreadable, tr("%1 cannot be read: %2.").arg(path, file.errorString())};
    return read(file, path, mostBytes, isCancelled);
}

std::variant<KeySnapshot, Error> KeySnapshot::read(QIODevice &device, const QString &name, qint64 mostBytes,
                                                   const std::function<bool()> &isCancelled)
{
    const Error foreign{Error::Code::Invalid, tr("%1 is no file of listed keys.").arg(name)};
    const Error damaged{Error::Code::Invalid, tr("%1 is damaged or incomplete. Its keys have to be listed again.").arg(name)};
    QByteArray head = device.read(headerSize);
    if (!head.startsWith(magic))
        return foreign;
    if (head.size() != headerSize)
        return damaged;
    if (qFromLittleEndian<quint16>(head.constData() + 8) != version)
        return Error{Error::Code::Invalid, tr("%1 was written by a newer version of Slabscope, which is needed to open it.").arg(name)};
    const auto serverSize = qsizetype(qFromLittleEndian<quint16>(head.constData() + 10));
    if (serverSize > longestServer)
        return damaged;
    const QByteArray rest = device.read(serverSize + qsizetype(sizeof(quint32)));
    if (rest.size() != serverSize + qsizetype(sizeof(quint32)))
        return damaged;
    head += rest.first(serverSize);
    const quint32 keyCount = numberAt(head, 20);
    if (checksum(head) != numberAt(rest, serverSize) || keyCount > quint32(std::numeric_limits<int>::max()))
        return damaged;
    KeySnapshot snapshot{QString::fromUtf8(head.sliced(headerSize)), KeyStore(qFromLittleEndian<qint64>(head.constData() + 12))};
    switch (readBlocks(device, snapshot.store, keyCount, mostBytes, isCancelled)) {
    case BlockReading::Good:
        return snapshot;
    case BlockReading::TooLarge:
        return Error{Error::Code::TooLarge, tr("%1 holds more keys than fit the memory that they may take.").arg(name)};
    case BlockReading::Damaged:
        break;
    }
    return damaged;
}
