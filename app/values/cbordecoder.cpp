#include "app/values/cbordecoder.h"

#include "app/values/bytereader.h"
#include "app/values/timetext.h"
#include "app/values/wholenumber.h"

#include <QFloat16>

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

namespace {

using Members = TreeBuilder::Members;

class CborDecoder
{
    Q_DECLARE_TR_FUNCTIONS(CborDecoder)

public:
    CborDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_reader(bytes)
        , m_builder(bytes, limits)
    {
    }

    Decoded decode()
    {
        do {
            m_begin = m_reader.at();
            m_tag.reset();
            readItem();
            if (m_reader.isCutShort())
                m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        } while (!m_builder.isWhole() && !m_builder.hasFailed());
        if (!m_builder.hasFailed() && !m_reader.atEnd())
            m_builder.fail(DecodeFault::trailing(m_reader.at(), m_reader.left()));
        return m_builder.finish(m_reader.at());
    }

private:
    enum Major : quint8 { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };
    static constexpr quint8 indefinite = 31;
    static constexpr quint64 marker = 55'799; ///< section 3.4.6: what follows is CBOR

    qsizetype end() const { return m_reader.at(); }
    void fail(const QString &what) { m_builder.fail(DecodeFault::malformed(m_begin, what)); }

    /// Section 3: the argument of an initial byte.
    quint64 readArgument(quint8 head)
    {
        const quint8 more = head & 31;
        switch (more) {
        case 24:
            return m_reader.byte();
        case 25:
            return m_reader.big<quint16>();
        case 26:
            return m_reader.big<quint32>();
        case 27:
            return m_reader.big<quint64>();
        default:
            if (more > 27)
                fail(tr("A length is of a form that CBOR does not have."));
            return more;
        }
    }

    void named(qint32 node, QByteArrayView name = {})
    {
        if (m_tag)
            m_builder.setName(node, "tag " + QByteArray::number(*m_tag));
        else if (!name.isEmpty())
            m_builder.setName(node, name);
    }

    void readItem()
    {
        quint8 head = m_reader.byte();
        // Tags stand before what they are for; of several the innermost counts.
        while (head >> 5 == Tag && !m_reader.isCutShort() && !m_builder.hasFailed()) {
            const quint64 tag = readArgument(head);
            if (tag != marker)
                m_tag = tag;
            head = m_reader.byte();
        }
        if (m_reader.isCutShort() || m_builder.hasFailed())
            return;
        if (head == 0xff)
            return readBreak();
        const auto major = Major(head >> 5);
        if ((head & 31) == indefinite && major >= Bytes && major <= Map)
            return readIndefinite(major);
        if (major == Simple)
            return readSimple(head);
        const quint64 argument = readArgument(head);
        if (m_reader.isCutShort() || m_builder.hasFailed())
            return;
        switch (major) {
        case Unsigned:
        case Negative:
            return addInteger(argument, major == Negative);
        case Bytes:
        case Text: {
            const QByteArrayView text = m_reader.take(argument);
            if (!m_reader.isCutShort())
                addText(major == Text, text);
            return;
        }
        case Array:
        case Map:
            named(m_builder.open(major == Array ? ValueType::List : ValueType::Map, m_begin,
                                 major == Array ? Members::Listed : Members::Keyed, argument, end()));
            return;
        default:
            return;
        }
    }

    /// Negative integers are -1 less their argument, down to -2^64.
    void addInteger(quint64 argument, bool isNegative)
    {
        QByteArray text = QByteArray::number(argument);
        if (isNegative)
            text = argument == ~quint64(0) ? QByteArray("-18446744073709551616") : '-' + QByteArray::number(argument + 1);
        const QByteArray time =
            m_tag == quint64(1) && !isNegative && argument < quint64(1) << 40 ? timeText(qint64(argument)) : QByteArray();
        if (!time.isEmpty())
            m_builder.addMade(ValueType::Time, m_begin, end(), time);
        else
            named(m_builder.addMade(ValueType::Integer, m_begin, end(), text));
    }

    void addText(bool isText, QByteArrayView text)
    {
        if (isText && m_tag == quint64(0)) {
            m_builder.addStored(ValueType::Time, m_begin, end(), text);
        } else if (!isText && (m_tag == quint64(2) || m_tag == quint64(3))) {
            m_builder.addMade(ValueType::Integer, m_begin, end(), bigNumber(text, *m_tag == 3));
        } else {
            named(m_builder.addStored(isText ? ValueType::Text : ValueType::Bytes, m_begin, end(), text));
        }
    }

    /// Section 3.4.3; a negative one is -1 less its bytes.
    static QByteArray bigNumber(QByteArrayView bytes, bool isNegative)
    {
        QByteArray magnitude = bytes.toByteArray();
        std::reverse(magnitude.begin(), magnitude.end());
        if (!isNegative)
            return wholeNumberText(magnitude, Sign::Plus);
        magnitude.append('\0');
        for (char &byte : magnitude) {
            byte = char(quint8(byte) + 1);
            if (byte != 0)
                break;
        }
        return wholeNumberText(magnitude, Sign::Minus);
    }

    void readBreak()
    {
        const bool isLong = !m_open.empty() && m_open.back() == m_builder.innermost();
        const bool isHalf = isLong && m_builder.tree().at(m_open.back()).type == ValueType::Map && !m_builder.wantsKey();
        if (!isLong || isHalf || m_tag)
            return fail(tr("Something ends that did not begin."));
        m_open.pop_back();
        m_builder.close(end());
    }

    /// Section 3.2.
    void readIndefinite(Major major)
    {
        if (major == Array || major == Map) {
            const qint32 node = m_builder.open(major == Array ? ValueType::List : ValueType::Map, m_begin,
                                               major == Array ? Members::Listed : Members::Keyed);
            named(node);
            m_open.push_back(node);
            return;
        }
        QByteArray text;
        for (;;) {
            const quint8 head = m_reader.byte();
            if (m_reader.isCutShort() || head == 0xff)
                break;
            if (head >> 5 != major || (head & 31) == indefinite)
                return fail(tr("A text in pieces has a piece of another type."));
            text += m_reader.take(readArgument(head));
        }
        if (!m_reader.isCutShort() && !m_builder.hasFailed())
            named(m_builder.addMade(major == Text ? ValueType::Text : ValueType::Bytes, m_begin, end(), text));
    }

    /// Section 3.3.
    void readSimple(quint8 head)
    {
        switch (head & 31) {
        case 20:
        case 21:
            return named(m_builder.addBoolean((head & 31) == 21, m_begin, end()));
        case 22:
            return named(m_builder.add(ValueType::Null, m_begin, end()));
        case 23:
            return named(m_builder.add(ValueType::Null, m_begin, end()), "undefined");
        case 25:
            return addReal(float(std::bit_cast<qfloat16>(m_reader.big<quint16>())));
        case 26:
            return addReal(std::bit_cast<float>(m_reader.big<quint32>()));
        case 27:
            return addReal(std::bit_cast<double>(m_reader.big<quint64>()));
        default: {
            const quint64 value = readArgument(head);
            if (!m_reader.isCutShort() && !m_builder.hasFailed())
                named(m_builder.add(ValueType::Unknown, m_begin, end()), "simple " + QByteArray::number(value));
        }
        }
    }

    template <typename Number> void addReal(Number value)
    {
        if (m_reader.isCutShort())
            return;
        const QByteArray time = m_tag == quint64(1) ? timeTextOfReal(double(value)) : QByteArray();
        if (!time.isEmpty())
            m_builder.addMade(ValueType::Time, m_begin, end(), time);
        else
            named(m_builder.addReal(value, m_begin, end()));
    }

    ByteReader m_reader;
    TreeBuilder m_builder;
    std::vector<qint32> m_open; ///< containers that end with a break
    std::optional<quint64> m_tag;
    qsizetype m_begin = 0;
};

} // namespace

Decoded decodeCbor(QByteArrayView bytes, const DecodeLimits &limits)
{
    return CborDecoder(bytes, limits).decode();
}
