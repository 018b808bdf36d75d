#include "app/values/protobufdecoder.h"

#include "app/results/jsontext.h"
#include "app/values/protobufvarint.h"

#include <algorithm>

namespace {

using Members = TreeBuilder::Members;

bool isReadable(QByteArrayView bytes)
{
    return isText(bytes) && std::none_of(bytes.begin(), bytes.end(), [](char byte) {
               return byte >= 0 && byte < ' ' && byte != '\n' && byte != '\t' && byte != '\r';
           });
}

/// Whether the fields fill the bytes, without looking into them.
bool isMessage(QByteArrayView bytes)
{
    ByteReader reader(bytes);
    while (!reader.atEnd() && !reader.isCutShort()) {
        const quint64 tag = readVarint(reader);
        if (tag >> 3 == 0 || tag >> 3 > 536'870'911)
            return false;
        switch (tag & 7) {
        case 0:
            (void)readVarint(reader);
            break;
        case 1:
            reader.skip(8);
            break;
        case 2:
            reader.skip(readVarint(reader));
            break;
        case 5:
            reader.skip(4);
            break;
        default:
            return false; // groups are too old to be guessed
        }
    }
    return !reader.isCutShort() && !bytes.isEmpty();
}

class ProtobufDecoder
{
    Q_DECLARE_TR_FUNCTIONS(ProtobufDecoder)

public:
    ProtobufDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_bytes(bytes)
        , m_reader(bytes)
        , m_builder(bytes, limits)
    {
    }

    Decoded decode()
    {
        open(0, m_bytes.size());
        while (!m_ends.empty() && !m_builder.hasFailed()) {
            if (m_ends.back() >= 0 && m_reader.at() >= m_ends.back())
                close();
            else
                readField();
            if (m_reader.isCutShort())
                m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        }
        return m_builder.finish(m_reader.at());
    }

private:
    static constexpr qsizetype untilItsTag = -1; ///< a group

    void open(qsizetype begin, qsizetype end)
    {
        m_builder.open(ValueType::Map, begin, Members::Keyed);
        m_ends.push_back(end);
    }

    void close()
    {
        m_builder.close(m_reader.at());
        m_ends.pop_back();
    }

    void readField()
    {
        const qsizetype begin = m_reader.at();
        const quint64 tag = readVarint(m_reader);
        if (m_reader.isCutShort())
            return;
        if ((tag & 7) == 4 && m_ends.back() == untilItsTag)
            return close();
        if (tag >> 3 == 0 || tag >> 3 > 536'870'911 || (tag & 7) == 4 || (tag & 7) > 5)
            return m_builder.fail(DecodeFault::malformed(begin, tr("No field of Protocol Buffers is written like this.")));
        m_builder.addUnsigned(tag >> 3, begin, m_reader.at());
        const qsizetype at = m_reader.at();
        switch (tag & 7) {
        case 0:
            return addNumber(at, readVarint(m_reader), "varint");
        case 1:
            return addNumber(at, m_reader.little<quint64>(), "fixed64");
        case 5:
            return addNumber(at, m_reader.little<quint32>(), "fixed32");
        case 3:
            return open(at, untilItsTag);
        default:
            return readBytes(at);
        }
    }

    void addNumber(qsizetype begin, quint64 number, QByteArrayView name)
    {
        if (!m_reader.isCutShort())
            m_builder.setName(m_builder.addUnsigned(number, begin, m_reader.at()), name);
    }

    void readBytes(qsizetype begin)
    {
        const quint64 size = readVarint(m_reader);
        const qsizetype from = m_reader.at();
        const QByteArrayView content = m_reader.take(size);
        if (m_reader.isCutShort())
            return;
        constexpr size_t deepest = 100; // as Protocol Buffers' own readers have it
        if (isReadable(content)) {
            m_builder.addStored(ValueType::Text, begin, m_reader.at(), content);
        } else if (m_ends.size() < deepest && isMessage(content)) {
            m_reader = ByteReader(m_bytes, from);
            open(begin, from + content.size());
        } else {
            m_builder.addStored(ValueType::Bytes, begin, m_reader.at(), content);
        }
    }

    QByteArrayView m_bytes;
    ByteReader m_reader;
    TreeBuilder m_builder;
    std::vector<qsizetype> m_ends; ///< of the messages that are open
};

} // namespace

Decoded decodeProtobuf(QByteArrayView bytes, const DecodeLimits &limits)
{
    return ProtobufDecoder(bytes, limits).decode();
}
