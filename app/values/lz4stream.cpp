#include "app/values/lz4stream.h"

#include "app/values/growingoutput.h"

#include <lz4.h>
#include <lz4frame.h>

namespace {

DecodeFault damage(qsizetype offset)
{
    return DecodeFault::malformed(offset, QCoreApplication::translate("Decompression", "The compressed bytes are damaged."));
}

} // namespace

Decompressed decompressLz4Frame(QByteArrayView bytes, const DecodeLimits &limits)
{
    GrowingOutput output(limits);
    LZ4F_dctx *context = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)))
        return {{}, damage(0)};
    qsizetype at = 0;
    while (!output.fault() && output.makeRoom(at)) {
        size_t written = size_t(output.roomSize());
        size_t read = size_t(bytes.size() - at);
        const size_t offered = written;
        const size_t result = LZ4F_decompress(context, output.room(), &written, bytes.data() + at, &read, nullptr);
        if (LZ4F_isError(result)) {
            output.fail(damage(at));
            break;
        }
        at += qsizetype(read);
        output.written(qsizetype(written));
        if (result == 0 && at == bytes.size())
            break;
        if (at == bytes.size() && written < offered)
            output.fail(DecodeFault::cutShort(bytes.size()));
    }
    LZ4F_freeDecompressionContext(context);
    return output.take();
}

Decompressed decompressLz4Block(QByteArrayView bytes, const DecodeLimits &limits)
{
    constexpr qsizetype greatestRatio = 255; // a byte of a match's length stands for so many
    constexpr qsizetype slack = 64;
    if (bytes.isEmpty())
        return {{}, DecodeFault::cutShort(0)};
    const qsizetype most = std::min<qsizetype>({limits.greatestOutput, bytes.size() * greatestRatio + slack, LZ4_MAX_INPUT_SIZE});
    for (qsizetype room = std::min(most, bytes.size() * 4 + slack);; room = std::min(most, room * 4)) {
        if (limits.isCancelled())
            return {{}, DecodeFault::stopped(0)};
        QByteArray output(room, Qt::Uninitialized);
        const int written = LZ4_decompress_safe(bytes.data(), output.data(), int(bytes.size()), int(room));
        if (written >= 0) {
            output.resize(written);
            output.squeeze();
            return {output, {}};
        }
        // The library does not tell what is damaged from what is only larger.
        if (room == most)
            return {{}, most == limits.greatestOutput ? DecodeFault::tooLarge(0, most) : damage(0)};
    }
}
