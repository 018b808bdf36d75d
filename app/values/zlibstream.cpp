#include "app/values/zlibstream.h"

#include "app/values/growingoutput.h"

#include <zlib.h>

namespace {

class Inflater
{
    Q_DECLARE_TR_FUNCTIONS(Inflater)

public:
    explicit Inflater(ZlibForm form)
    {
        constexpr int window = MAX_WBITS;
        constexpr int gzipOnly = 16; // inflateInit2() in zlib.h
        m_stream.next_in = nullptr;
        m_isReady = inflateInit2(&m_stream, form == ZlibForm::Zlib ? window : form == ZlibForm::Gzip ? window + gzipOnly : -window) == Z_OK;
    }
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;
    ~Inflater()
    {
        if (m_isReady)
            inflateEnd(&m_stream);
    }

    Decompressed run(ZlibForm form, QByteArrayView bytes, const DecodeLimits &limits)
    {
        GrowingOutput output(limits);
        QByteArrayView input = bytes;
        const auto at = [&] { return bytes.size() - input.size(); };
        while (!output.fault()) {
            if (!output.makeRoom(at()))
                break;
            const auto given = uInt(std::min<qsizetype>(input.size(), 1 << 30));
            m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(input.data())); // zlib's own older const
            m_stream.avail_in = given;
            m_stream.next_out = reinterpret_cast<Bytef *>(output.room());
            m_stream.avail_out = uInt(output.roomSize());
            const auto offered = m_stream.avail_out;
            const int result = m_isReady ? inflate(&m_stream, Z_NO_FLUSH) : Z_MEM_ERROR;
            input = input.sliced(given - m_stream.avail_in);
            output.written(offered - m_stream.avail_out);
            if (result == Z_STREAM_END) {
                if (input.isEmpty())
                    break;
                if (form == ZlibForm::Gzip && input.startsWith("\x1f\x8b") && inflateReset(&m_stream) == Z_OK)
                    continue;
                output.fail(DecodeFault::trailing(at(), input.size()));
            } else if (result == Z_BUF_ERROR || (result == Z_OK && input.isEmpty() && m_stream.avail_out > 0)) {
                output.fail(DecodeFault::cutShort(bytes.size()));
            } else if (result == Z_NEED_DICT) {
                output.fail(DecodeFault::malformed(at(), tr("The compressed bytes need a dictionary that is not in them.")));
            } else if (result != Z_OK) {
                output.fail(DecodeFault::malformed(at(), tr("The compressed bytes are damaged.")));
            }
        }
        return output.take();
    }

private:
    z_stream m_stream{};
    bool m_isReady = false;
};

} // namespace

Decompressed inflateStream(ZlibForm form, QByteArrayView bytes, const DecodeLimits &limits)
{
    return Inflater(form).run(form, bytes, limits);
}
