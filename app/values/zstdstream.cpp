#include "app/values/zstdstream.h"

#include "app/values/growingoutput.h"

#include <zstd.h>

#include <memory>

Decompressed decompressZstd(QByteArrayView bytes, const DecodeLimits &limits)
{
    GrowingOutput output(limits);
    const std::unique_ptr<ZSTD_DStream, size_t (*)(ZSTD_DStream *)> stream(ZSTD_createDStream(), &ZSTD_freeDStream);
    ZSTD_inBuffer in{bytes.data(), size_t(bytes.size()), 0};
    while (!output.fault() && output.makeRoom(qsizetype(in.pos))) {
        ZSTD_outBuffer out{output.room(), size_t(output.roomSize()), 0};
        const size_t result = ZSTD_decompressStream(stream.get(), &out, &in);
        output.written(qsizetype(out.pos));
        if (ZSTD_isError(result))
            output.fail(DecodeFault::malformed(qsizetype(in.pos),
                                               QCoreApplication::translate("Decompression", "The compressed bytes are damaged.")));
        else if (in.pos == in.size && result == 0)
            break;
        else if (in.pos == in.size && out.pos < out.size)
            output.fail(DecodeFault::cutShort(bytes.size()));
    }
    return output.take();
}
