#include "app/values/messagepackdecoder.h"

#include "app/values/bytereader.h"
#include "app/values/timetext.h"

#include <bit>

namespace {

using Members = TreeBuilder::Members;

class MessagePackDecoder
{
    Q_DECLARE_TR_FUNCTIONS(MessagePackDecoder)

public:
    MessagePackDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_reader(bytes)
        , m_builder(bytes, limits)
    {
    }

    Decoded decode()
    {
        do {
            step();
            if (m_reader.isCutShort())
                m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        } while (!m_builder.isWhole() && !m_builder.hasFailed());
        if (!m_builder.hasFailed() && !m_reader.atEnd())
            m_builder.fail(DecodeFault::trailing(m_reader.at(), m_reader.left()));
        return m_builder.finish(m_reader.at());
    }

private:
    void step()
    {
        const qsizetype begin = m_reader.at();
        const quint8 head = m_reader.byte();
        if (m_reader.isCutShort())
            return;
        if (head < 0x80 || head >= 0xe0)
            m_builder.addSigned(qint8(head), begin, m_reader.at());
        else if (head < 0x90)
            m_builder.open(ValueType::Map, begin, Members::Keyed, head & 0x0f, m_reader.at());
        else if (head < 0xa0)
            m_builder.open(ValueType::List, begin, Members::Listed, head & 0x0f, m_reader.at());
        else if (head < 0xc0)
            addText(ValueType::Text, begin, head & 0x1f);
        else
            readLong(begin, head);
    }

    /// The formats from 0xc0 to 0xdf.
    void readLong(qsizetype begin, quint8 head)
    {
        switch (head) {
        case 0xc0:
            m_builder.add(ValueType::Null, begin, m_reader.at());
            return;
        case 0xc1:
            return m_builder.fail(DecodeFault::malformed(begin, tr("MessagePack never uses the byte c1.")));
        case 0xc2:
        case 0xc3:
            m_builder.addBoolean(head == 0xc3, begin, m_reader.at());
            return;
        case 0xc4:
        case 0xc5:
        case 0xc6:
            return addText(ValueType::Bytes, begin, readSize(head - 0xc4));
        case 0xc7:
        case 0xc8:
        case 0xc9:
            return addExtension(begin, readSize(head - 0xc7));
        case 0xca:
            addNumber(begin, std::bit_cast<float>(m_reader.big<quint32>()));
            return;
        case 0xcb:
            addNumber(begin, std::bit_cast<double>(m_reader.big<quint64>()));
            return;
        case 0xcc:
        case 0xcd:
        case 0xce:
        case 0xcf: {
            const quint64 value = readSize(head - 0xcc);
            if (!m_reader.isCutShort())
                m_builder.addUnsigned(value, begin, m_reader.at());
            return;
        }
        case 0xd0:
            return addSigned(begin, m_reader.big<qint8>());
        case 0xd1:
            return addSigned(begin, m_reader.big<qint16>());
        case 0xd2:
            return addSigned(begin, m_reader.big<qint32>());
        case 0xd3:
            return addSigned(begin, m_reader.big<qint64>());
        case 0xd4:
        case 0xd5:
        case 0xd6:
        case 0xd7:
        case 0xd8:
            return addExtension(begin, quint64(1) << (head - 0xd4));
        case 0xd9:
        case 0xda:
        case 0xdb:
            return addText(ValueType::Text, begin, readSize(head - 0xd9));
        default: {
            const quint64 count = readSize(1 + (head & 1));
            if (!m_reader.isCutShort())
                m_builder.open(head < 0xde ? ValueType::List : ValueType::Map, begin, head < 0xde ? Members::Listed : Members::Keyed, count,
                               m_reader.at());
        }
        }
    }

    /// Of 1, 2, 4 or 8 bytes.
    quint64 readSize(int power)
    {
        switch (power) {
        case 0:
            return m_reader.byte();
        case 1:
            return m_reader.big<quint16>();
        case 2:
            return m_reader.big<quint32>();
        default:
            return m_reader.big<quint64>();
        }
    }

    void addSigned(qsizetype begin, qint64 value)
    {
        if (!m_reader.isCutShort())
            m_builder.addSigned(value, begin, m_reader.at());
    }

    template <typename Number> void addNumber(qsizetype begin, Number value)
    {
        if (!m_reader.isCutShort())
            m_builder.addReal(value, begin, m_reader.at());
    }

    void addText(ValueType type, qsizetype begin, quint64 size)
    {
        const QByteArrayView text = m_reader.take(size);
        if (!m_reader.isCutShort())
            m_builder.addStored(type, begin, m_reader.at(), text);
    }

    void addExtension(qsizetype begin, quint64 size)
    {
        const auto type = qint8(m_reader.byte());
        const QByteArrayView content = m_reader.take(size);
        if (m_reader.isCutShort())
            return;
        const QByteArray time = type == -1 ? extensionTime(content) : QByteArray();
        if (!time.isEmpty()) {
            m_builder.addMade(ValueType::Time, begin, m_reader.at(), time);
            return;
        }
        const qint32 node = m_builder.addStored(ValueType::Unknown, begin, m_reader.at(), content);
        m_builder.setName(node, "ext " + QByteArray::number(type));
    }

    /// The timestamp extension type.
    static QByteArray extensionTime(QByteArrayView content)
    {
        if (content.size() == 4)
            return timeText(qFromBigEndian<quint32>(content.data()));
        if (content.size() == 8) {
            const auto both = qFromBigEndian<quint64>(content.data());
            return timeText(qint64(both & 0x3'ffff'ffff), quint32(both >> 34));
        }
        if (content.size() == 12)
            return timeText(qFromBigEndian<qint64>(content.data() + 4), qFromBigEndian<quint32>(content.data()));
        return {};
    }

    ByteReader m_reader;
    TreeBuilder m_builder;
};

} // namespace

Decoded decodeMessagePack(QByteArrayView bytes, const DecodeLimits &limits)
{
    return MessagePackDecoder(bytes, limits).decode();
}
