#include "app/values/lzcopies.h"

#include "app/values/bytereader.h"

namespace {

/// Output that copies from itself.
class CopyingOutput
{
    Q_DECLARE_TR_FUNCTIONS(CopyingOutput)

public:
    CopyingOutput(QByteArrayView input, const DecodeLimits &limits)
        : m_reader(input)
        , m_limits(limits)
    {
    }

    [[nodiscard]] ByteReader &reader() { return m_reader; }
    /// There is more to read, and nothing was wrong.
    [[nodiscard]] bool goesOn()
    {
        if (m_reader.isCutShort())
            fail(DecodeFault::cutShort(m_reader.at()));
        return !m_fault && !m_reader.atEnd();
    }

    void literals(quint64 count)
    {
        const QByteArrayView taken = m_reader.take(count);
        if (hasRoom(quint64(taken.size())))
            m_bytes.append(taken);
    }

    /// From `distance` bytes before the end (1: the last); what it writes can be what it copies next.
    void copy(quint64 distance, quint64 count)
    {
        if (m_reader.isCutShort() || !hasRoom(count))
            return;
        if (distance > quint64(m_bytes.size()))
            return fail(DecodeFault::malformed(m_reader.at(), tr("The compressed bytes are damaged.")));
        qsizetype from = m_bytes.size() - qsizetype(distance);
        for (; count > 0; --count)
            m_bytes.append(m_bytes.at(from++));
    }

    [[nodiscard]] Decompressed take()
    {
        (void)goesOn();
        return {std::move(m_bytes), std::move(m_fault)};
    }

private:
    bool hasRoom(quint64 count)
    {
        if (m_limits.isCancelled())
            fail(DecodeFault::stopped(m_reader.at()));
        else if (count > quint64(m_limits.greatestOutput - m_bytes.size()))
            fail(DecodeFault::tooLarge(m_reader.at(), m_limits.greatestOutput));
        return !m_fault;
    }

    void fail(const DecodeFault &fault)
    {
        if (!m_fault)
            m_fault = fault;
    }

    ByteReader m_reader;
    const DecodeLimits m_limits;
    QByteArray m_bytes;
    DecodeFault m_fault;
};

enum class FastLzLevel : quint8 { First, Second };

void fastLzCopy(CopyingOutput &output, quint8 control, FastLzLevel level)
{
    constexpr quint64 nearest = 8191; // of the second level: farther matches have two more bytes
    ByteReader &reader = output.reader();
    quint64 count = quint64(control >> 5) + 2;
    if (control >> 5 == 7) {
        quint8 more = reader.byte();
        count += more;
        while (level == FastLzLevel::Second && more == 255 && !reader.isCutShort()) {
            more = reader.byte();
            count += more;
        }
    }
    const quint8 low = reader.byte();
    quint64 offset = (quint64(control & 31) << 8) + low;
    if (level == FastLzLevel::Second && low == 255 && (control & 31) == 31)
        offset = nearest + reader.big<quint16>();
    output.copy(offset + 1, count);
}

} // namespace

Decompressed decompressFastLz(QByteArrayView bytes, const DecodeLimits &limits)
{
    CopyingOutput output(bytes, limits);
    const int level = output.reader().peek() >> 5;
    if (level > 1)
        return {{},
                DecodeFault::malformed(
                    0, QCoreApplication::translate("CopyingOutput", "The compressed bytes are of a level that FastLZ does not have."))};
    bool isFirst = true; // its length is a literal's, and its high bits are the level
    while (output.goesOn()) {
        const quint8 control = output.reader().byte();
        if (isFirst || control < 32)
            output.literals(quint64(control & 31) + 1);
        else
            fastLzCopy(output, control, level == 0 ? FastLzLevel::First : FastLzLevel::Second);
        isFirst = false;
    }
    return output.take();
}

Decompressed decompressLzf(QByteArrayView bytes, const DecodeLimits &limits)
{
    CopyingOutput output(bytes, limits);
    while (output.goesOn()) {
        ByteReader &reader = output.reader();
        const quint8 control = reader.byte();
        if (control < 32) {
            output.literals(quint64(control) + 1);
            continue;
        }
        quint64 count = quint64(control >> 5) + 2;
        if (control >> 5 == 7)
            count += reader.byte();
        const quint64 offset = (quint64(control & 31) << 8) + reader.byte();
        output.copy(offset + 1, count);
    }
    return output.take();
}
