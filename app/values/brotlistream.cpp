#include "app/values/brotlistream.h"

#include "app/values/growingoutput.h"

#include <brotli/decode.h>

#include <memory>

Decompressed decompressBrotli(QByteArrayView bytes, const DecodeLimits &limits)
{
    GrowingOutput output(limits);
    const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState *)> state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
                                                                                    &BrotliDecoderDestroyInstance);
    size_t left = size_t(bytes.size());
    const auto *in = reinterpret_cast<const uint8_t *>(bytes.data());
    const auto at = [&] { return bytes.size() - qsizetype(left); };
    while (!output.fault() && output.makeRoom(at())) {
        size_t room = size_t(output.roomSize());
        const size_t offered = room;
        auto *out = reinterpret_cast<uint8_t *>(output.room());
        const BrotliDecoderResult result = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &out, nullptr);
        output.written(qsizetype(offered - room));
        if (result == BROTLI_DECODER_RESULT_SUCCESS) {
            if (left > 0)
                output.fail(DecodeFault::trailing(at(), qsizetype(left)));
            break;
        }
        if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
            output.fail(DecodeFault::cutShort(bytes.size()));
        else if (result == BROTLI_DECODER_RESULT_ERROR)
            output.fail(DecodeFault::malformed(at(), QCoreApplication::translate("Decompression", "The compressed bytes are damaged.")));
    }
    return output.take();
}
