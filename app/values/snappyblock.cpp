#include "app/values/snappyblock.h"

#include <snappy.h>

Decompressed decompressSnappy(QByteArrayView bytes, const DecodeLimits &limits)
{
    constexpr size_t greatestRatio = 64; // a copy of two bytes and more stands for at most so many
    const DecodeFault damage = DecodeFault::malformed(0, QCoreApplication::translate("Decompression", "The compressed bytes are damaged."));
    const auto size = size_t(bytes.size());
    size_t claimed = 0;
    if (bytes.isEmpty())
        return {{}, DecodeFault::cutShort(0)};
    if (!snappy::GetUncompressedLength(bytes.data(), size, &claimed))
        return {{}, damage};
    if (claimed / greatestRatio > size)
        return {{}, damage};
    if (claimed > size_t(limits.greatestOutput))
        return {{}, DecodeFault::tooLarge(0, limits.greatestOutput)};
    QByteArray output(qsizetype(claimed), Qt::Uninitialized);
    if (!snappy::RawUncompress(bytes.data(), size, output.data()))
        return {{}, damage};
    return {output, {}};
}
