#include "app/itemdump/itemdumpformat.h"
#include "app/itemdump/itemdumpreader.h"
#include "app/itemdump/itemdumpwriter.h"

#include <QBuffer>

#include <cstdlib>
#include <cstring>

using Format = ItemDumpFormat;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// Items of a device up to its end or the first fault; true: the end was reached.
bool readItems(QByteArray input, DumpOrigin &origin, QList<DumpedItem> &items)
{
    QBuffer buffer(&input);
    require(buffer.open(QIODevice::ReadOnly));
    ItemDumpReader reader(&buffer, QStringLiteral("items"));
    if (const Error error = reader.readHeader()) {
        require(!error.text.isEmpty());
        return false;
    }
    origin = reader.origin();
    DumpedItem item;
    for (;;) {
        switch (reader.next(item)) {
        case ItemDumpReader::Next::Item:
            require(!item.key.isEmpty() && item.key.size() <= Format::longestKey && item.value.size() <= input.size());
            items.append(item);
            break;
        case ItemDumpReader::Next::End:
            return true;
        case ItemDumpReader::Next::Failed:
            require(reader.error().code != Error::Code::None && !reader.error().text.isEmpty());
            return false;
        }
    }
}

/// What was read is written as a dump that reads as the same.
void check(const QByteArray &input)
{
    DumpOrigin origin;
    QList<DumpedItem> items;
    if (!readItems(input, origin, items))
        return;
    QByteArray written;
    QBuffer buffer(&written);
    require(buffer.open(QIODevice::WriteOnly));
    ItemDumpWriter writer(&buffer);
    require(writer.writeHeader(origin));
    for (const DumpedItem &item : std::as_const(items))
        require(writer.write(item));
    require(writer.writeEnd());
    DumpOrigin originAgain;
    QList<DumpedItem> again;
    require(readItems(written, originAgain, again) && again == items);
}

/// The same file with the checksums that its lengths ask for: they keep most of what is wrong out.
QByteArray withChecksums(QByteArray bytes)
{
    const auto put = [&bytes](qsizetype begin, qsizetype size) {
        const quint32 sum = qToLittleEndian(Format::checksum(QByteArrayView(bytes).sliced(begin, size)));
        std::memcpy(bytes.data() + begin + size, &sum, sizeof(sum));
        return begin + size + Format::checksumSize;
    };
    if (bytes.size() < Format::headerSize)
        return bytes;
    std::memcpy(bytes.data(), Format::magic.data(), size_t(Format::magic.size()));
    bytes[8] = char(Format::version);
    bytes[9] = 0;
    qsizetype at = 0;
    qsizetype size = Format::headerSize + Format::at<quint16>(bytes, 10);
    while (at + size + Format::checksumSize <= bytes.size()) {
        at = put(at, size);
        if (at + Format::headSize + Format::checksumSize > bytes.size())
            break;
        const qsizetype body = qsizetype(Format::at<quint16>(bytes, at)) + qsizetype(Format::at<quint32>(bytes, at + 2));
        at = put(at, Format::headSize);
        size = body;
    }
    return bytes;
}

} // namespace

/// Whatever is in a file of dumped items, it is read or refused with a sentence, and no length in it is believed.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(bytes), qsizetype(size));
    check(input);
    check(withChecksums(input));
    return 0;
}
