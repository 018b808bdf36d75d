#include "app/values/bsondecoder.h"

#include "app/values/bytereader.h"
#include "app/values/timetext.h"
#include "app/values/wholenumber.h"

#include <bit>

namespace {

using Members = TreeBuilder::Members;

/// IEEE 754-2008 decimal128 in its binary encoding: a sign, 14 bits of exponent, 113 of the number itself.
QByteArray decimal128Text(QByteArrayView bytes)
{
    constexpr int bias = 6176;
    const auto high = qFromLittleEndian<quint64>(bytes.data() + 8);
    const QByteArray sign = high >> 63 ? "-" : "";
    if ((high >> 58 & 31) == 31)
        return "NaN";
    if ((high >> 58 & 31) == 30)
        return sign + "Infinity";
    if ((high >> 61 & 3) == 3)
        return sign + '0'; // larger than 34 digits, which counts as 0
    const int exponent = int(high >> 49 & 0x3fff) - bias;
    QByteArray magnitude = bytes.first(14).toByteArray() + char(bytes[14] & 1);
    const QByteArray digits = wholeNumberText(magnitude, Sign::Plus);
    if (exponent == 0)
        return sign + digits;
    if (exponent > 0 || exponent < -40)
        return sign + digits + 'E' + QByteArray::number(exponent);
    const QByteArray padded = digits.rightJustified(1 - exponent, '0');
    return sign + padded.chopped(-exponent) + '.' + padded.right(-exponent);
}

class BsonDecoder
{
    Q_DECLARE_TR_FUNCTIONS(BsonDecoder)

public:
    BsonDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_reader(bytes)
        , m_builder(bytes, limits)
    {
    }

    Decoded decode()
    {
        open(0, ValueType::Map);
        while (!m_ends.empty() && !m_builder.hasFailed() && !m_reader.isCutShort())
            readElement();
        if (m_reader.isCutShort())
            m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        if (!m_builder.hasFailed() && !m_reader.atEnd())
            m_builder.fail(DecodeFault::trailing(m_reader.at(), m_reader.left()));
        return m_builder.finish(m_reader.at());
    }

private:
    void fail(qsizetype at, const QString &what) { m_builder.fail(DecodeFault::malformed(at, what)); }

    /// A document says how long it is.
    void open(qsizetype begin, ValueType type)
    {
        const qsizetype from = m_reader.at();
        const auto size = m_reader.little<qint32>();
        if (m_reader.isCutShort())
            return;
        if (size < 5)
            return fail(from, tr("A document is shorter than the shortest can be."));
        m_builder.open(type, begin, Members::Keyed);
        m_ends.push_back(from + size);
    }

    void readElement()
    {
        const qsizetype begin = m_reader.at();
        const quint8 type = m_reader.byte();
        if (m_reader.isCutShort())
            return;
        if (type == 0) {
            if (m_reader.at() != m_ends.back())
                return fail(begin, tr("A document does not end where it says."));
            m_ends.pop_back();
            m_builder.listSequence(m_builder.innermost());
            return m_builder.close(m_reader.at());
        }
        const QByteArrayView name = m_reader.takeUntil('\0');
        if (m_reader.isCutShort())
            return;
        const bool isPosition = m_builder.tree().at(m_builder.innermost()).type == ValueType::List;
        m_builder.addStored(isPosition ? ValueType::Integer : ValueType::Text, begin, m_reader.at(), name);
        readValue(m_reader.at(), type);
    }

    void add(qsizetype begin, ValueType type, QByteArrayView text, QByteArrayView name)
    {
        if (!m_reader.isCutShort())
            m_builder.setName(m_builder.addStored(type, begin, m_reader.at(), text), name);
    }

    void addMade(qsizetype begin, ValueType type, const QByteArray &text, QByteArrayView name)
    {
        if (!m_reader.isCutShort())
            m_builder.setName(m_builder.addMade(type, begin, m_reader.at(), text), name);
    }

    /// With its size, and a zero behind it that belongs to it.
    QByteArrayView readText()
    {
        const qsizetype at = m_reader.at();
        const auto size = m_reader.little<qint32>();
        if (size < 1 && !m_reader.isCutShort())
            fail(at, tr("A length is negative."));
        const QByteArrayView text = m_reader.take(size < 1 ? 0 : quint64(size));
        if (!text.isEmpty() && text.back() != 0)
            fail(m_reader.at() - 1, tr("A text does not end with a zero."));
        return text.isEmpty() ? text : text.chopped(1);
    }

    void readValue(qsizetype begin, quint8 type)
    {
        switch (type) {
        case 0x01: {
            const double real = std::bit_cast<double>(m_reader.little<quint64>());
            if (!m_reader.isCutShort())
                m_builder.addReal(real, begin, m_reader.at());
            return;
        }
        case 0x02:
            return add(begin, ValueType::Text, readText(), {});
        case 0x03:
            return open(begin, ValueType::Map);
        case 0x04:
            return open(begin, ValueType::List);
        case 0x05: {
            const auto size = m_reader.little<qint32>();
            const quint8 subtype = m_reader.byte();
            const QByteArrayView bytes = m_reader.take(quint32(size));
            return add(begin, ValueType::Bytes, bytes, subtype == 0 ? QByteArray() : "binary " + QByteArray::number(subtype));
        }
        case 0x06:
            return add(begin, ValueType::Null, {}, "undefined");
        case 0x07:
            return addMade(begin, ValueType::Text, m_reader.take(12).toByteArray().toHex(), "ObjectId");
        case 0x08: {
            const quint8 truth = m_reader.byte();
            return addMade(begin, ValueType::Boolean, truth == 0 ? "false" : "true", {});
        }
        case 0x09: {
            const auto milliseconds = m_reader.little<qint64>();
            const QByteArray text = timeTextOfMilliseconds(milliseconds);
            return addMade(begin, text.isEmpty() ? ValueType::Integer : ValueType::Time,
                           text.isEmpty() ? QByteArray::number(milliseconds) : text, "date");
        }
        case 0x0a:
            return add(begin, ValueType::Null, {}, {});
        case 0x0b: {
            const QByteArrayView pattern = m_reader.takeUntil('\0');
            const QByteArrayView options = m_reader.takeUntil('\0');
            return addMade(begin, ValueType::Text, '/' + pattern.toByteArray() + '/' + options.toByteArray(), "regular expression");
        }
        default:
            return readRareValue(begin, type);
        }
    }

    void readRareValue(qsizetype begin, quint8 type)
    {
        switch (type) {
        case 0x0c: {
            const QByteArrayView collection = readText();
            return addMade(begin, ValueType::Text, collection.toByteArray() + ' ' + m_reader.take(12).toByteArray().toHex(), "DBPointer");
        }
        case 0x0d:
            return add(begin, ValueType::Text, readText(), "JavaScript");
        case 0x0e:
            return add(begin, ValueType::Text, readText(), "symbol");
        case 0x0f: {
            // Code with its variables, which are a document: left as bytes.
            const auto size = m_reader.little<qint32>();
            return add(begin, ValueType::Unknown, m_reader.take(size < 4 ? 0 : quint64(size) - 4), "JavaScript with scope");
        }
        case 0x10:
            return addMade(begin, ValueType::Integer, QByteArray::number(m_reader.little<qint32>()), {});
        case 0x11: {
            const auto both = m_reader.little<quint64>();
            return addMade(begin, ValueType::Integer, QByteArray::number(both), "timestamp");
        }
        case 0x12:
            return addMade(begin, ValueType::Integer, QByteArray::number(m_reader.little<qint64>()), {});
        case 0x13: {
            const QByteArrayView bytes = m_reader.take(16);
            return addMade(begin, ValueType::Real, bytes.isEmpty() ? QByteArray() : decimal128Text(bytes), "decimal128");
        }
        case 0x7f:
            return add(begin, ValueType::Unknown, {}, "MaxKey");
        case 0xff:
            return add(begin, ValueType::Unknown, {}, "MinKey");
        default:
            fail(begin, tr("No type of BSON is written like this."));
        }
    }

    ByteReader m_reader;
    TreeBuilder m_builder;
    std::vector<qsizetype> m_ends; ///< of the documents that are open
};

} // namespace

Decoded decodeBson(QByteArrayView bytes, const DecodeLimits &limits)
{
    return BsonDecoder(bytes, limits).decode();
}
