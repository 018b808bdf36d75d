#include "app/keyspace/keyblock.h"
#include "app/keyspace/keysnapshot.h"

#include <QBuffer>

#include <cstdlib>

namespace {

constexpr qint64 mostBytes = 64 * 1024 * 1024;

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// What a block was read as is written as a block that reads as the same.
void checkBlock(QByteArrayView bytes, qsizetype count)
{
    const std::optional<KeySegment> segment = readKeyBlock(bytes, count);
    if (!segment)
        return;
    require(segment->size() == count);
    const QByteArray written = writeKeyBlock(*segment);
    const std::optional<KeySegment> again = readKeyBlock(written, count);
    require(again && writeKeyBlock(*again) == written);
}

} // namespace

/// Whatever is in a file of keys, it is read or refused with a sentence, within bounds. The checksums keep most of it out, so that a block
/// is besides tried without them: its number of keys is in the first two bytes.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    QByteArray input(reinterpret_cast<const char *>(bytes), qsizetype(size));
    if (size >= 2)
        checkBlock(QByteArrayView(input).sliced(2), bytes[0] | bytes[1] << 8);
    QBuffer buffer(&input);
    require(buffer.open(QIODevice::ReadOnly));
    const auto result = KeySnapshot::read(buffer, QStringLiteral("keys"), mostBytes);
    if (const auto *error = std::get_if<Error>(&result))
        require(error->code != Error::Code::None && !error->text.isEmpty());
    else
        require(std::get<KeySnapshot>(result).store.byteSize() <= mostBytes);
    return 0;
}
