#include "app/values/igbinarydecoder.h"

#include "app/values/bytereader.h"

#include <bit>
#include <optional>

namespace {

class IgbinaryDecoder
{
    Q_DECLARE_TR_FUNCTIONS(IgbinaryDecoder)

public:
    IgbinaryDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_reader(bytes)
        , m_builder(bytes, limits)
    {
    }

    Decoded decode()
    {
        const auto version = m_reader.big<quint32>();
        if (!m_reader.isCutShort() && version != 1 && version != 2)
            fail(0, tr("The value is not of igbinary's version 1 or 2."));
        do {
            if (m_reader.isCutShort())
                m_builder.fail(DecodeFault::cutShort(m_reader.at()));
            else
                step();
        } while (!m_builder.isWhole() && !m_builder.hasFailed());
        if (!m_builder.hasFailed() && !m_reader.atEnd())
            m_builder.fail(DecodeFault::trailing(m_reader.at(), m_reader.left()));
        return m_builder.finish(m_reader.at());
    }

private:
    void fail(qsizetype at, const QString &what) { m_builder.fail(DecodeFault::malformed(at, what)); }

    /// The members of one container, or the value.
    void step()
    {
        if (!m_left.empty() && m_builder.wantsKey()) {
            if (m_left.back() == 0) {
                m_left.pop_back();
                m_builder.listSequence(m_builder.innermost());
                m_builder.close(m_reader.at());
                return;
            }
            --m_left.back();
        }
        const bool isKey = m_builder.wantsKey();
        const qsizetype begin = m_reader.at();
        const quint8 type = m_reader.byte();
        if (!m_reader.isCutShort() && !readScalar(begin, type, isKey) && (isKey || !readCompound(begin, type)))
            fail(begin, isKey ? tr("A key is neither a number nor a text.") : tr("No type of igbinary is written like this."));
    }

    /// A number of 1, 2, 4 or 8 bytes.
    quint64 number(int power)
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

    void addInteger(qsizetype begin, int power, bool isNegative)
    {
        const quint64 magnitude = number(power);
        if (m_reader.isCutShort())
            return;
        const QByteArray text = QByteArray::number(magnitude);
        count(m_builder.addMade(ValueType::Integer, begin, m_reader.at(), isNegative && magnitude != 0 ? '-' + text : text),
              Counted::IfReference);
    }

    enum class Counted : quint8 { Always, IfReference };
    /// References count arrays, objects, and what else PHP refers to.
    void count(qint32 node, Counted counted)
    {
        if (counted == Counted::Always || m_isReference)
            m_values.push_back(node);
        m_isReference = false;
    }

    bool readScalar(qsizetype begin, quint8 type, bool isKey)
    {
        if (type >= 0x06 && type <= 0x0b) {
            addInteger(begin, (type - 0x06) / 2, (type & 1) != 0);
            return true;
        }
        if (type == 0x20 || type == 0x21) {
            addInteger(begin, 3, type == 0x21);
            return true;
        }
        if (type >= 0x0d && type <= 0x13) {
            if (const std::optional<QByteArrayView> text = readText(begin, type))
                count(m_builder.addStored(ValueType::Text, begin, m_reader.at(), *text), Counted::IfReference);
            return true;
        }
        if (isKey)
            return false;
        if (type == 0x00)
            count(m_builder.add(ValueType::Null, begin, m_reader.at()), Counted::IfReference);
        else if (type == 0x04 || type == 0x05)
            count(m_builder.addBoolean(type == 0x05, begin, m_reader.at()), Counted::IfReference);
        else if (type == 0x0c) {
            const double real = std::bit_cast<double>(m_reader.big<quint64>());
            if (!m_reader.isCutShort())
                count(m_builder.addReal(real, begin, m_reader.at()), Counted::IfReference);
        } else
            return false;
        return true;
    }

    /// A text, which is kept, or one that was kept.
    std::optional<QByteArrayView> readText(qsizetype begin, quint8 type)
    {
        if (type == 0x0d)
            return QByteArrayView();
        if (type >= 0x11) {
            const QByteArrayView text = m_reader.take(number(type - 0x11));
            if (m_reader.isCutShort())
                return std::nullopt;
            m_texts.push_back(text);
            return text;
        }
        const quint64 index = number(type - 0x0e);
        if (m_reader.isCutShort())
            return std::nullopt;
        if (index < m_texts.size())
            return m_texts[size_t(index)];
        fail(begin, tr("A text is meant that did not come before."));
        return std::nullopt;
    }

    bool readCompound(qsizetype begin, quint8 type)
    {
        if (type >= 0x01 && type <= 0x03)
            readReference(begin, type - 0x01);
        else if (type >= 0x22 && type <= 0x24)
            readReference(begin, type - 0x22);
        else if (type >= 0x14 && type <= 0x16)
            openMembers(begin, ValueType::Map, type - 0x14, {});
        else if (type >= 0x17 && type <= 0x1c)
            readObject(begin, type);
        else if (type == 0x25)
            m_isReference = true;
        else
            return false;
        return true;
    }

    void readReference(qsizetype begin, int power)
    {
        const quint64 index = number(power);
        if (m_reader.isCutShort())
            return;
        if (index >= m_values.size())
            return fail(begin, tr("A reference leads nowhere."));
        m_builder.addReference(m_values[size_t(index)], begin, m_reader.at());
        m_isReference = false;
    }

    void openMembers(qsizetype begin, ValueType type, int power, QByteArrayView name)
    {
        const quint64 members = number(power);
        if (m_reader.isCutShort())
            return;
        const qint32 node = m_builder.open(type, begin, TreeBuilder::Members::Keyed);
        m_builder.setName(node, name);
        m_left.push_back(members);
        count(node, Counted::Always);
    }

    /// Its class, then its properties or what the class writes itself.
    void readObject(qsizetype begin, quint8 type)
    {
        const std::optional<QByteArrayView> name = readText(begin, quint8(type < 0x1a ? 0x11 + type - 0x17 : 0x0e + type - 0x1a));
        const quint8 form = name ? m_reader.byte() : 0;
        if (!name || m_reader.isCutShort())
            return;
        if (form >= 0x14 && form <= 0x16)
            return openMembers(begin, ValueType::Object, form - 0x14, *name);
        if (form == 0x27) { // an enum: its case
            const quint8 caseType = m_reader.byte();
            if (caseType < 0x0d || caseType > 0x13)
                return fail(begin, tr("No type of igbinary is written like this."));
            const std::optional<QByteArrayView> text = readText(begin, caseType);
            if (!text || m_reader.isCutShort())
                return;
            const qint32 node = m_builder.addStored(ValueType::Object, begin, m_reader.at(), *text);
            m_builder.setName(node, *name);
            return count(node, Counted::Always);
        }
        if (form < 0x1d || form > 0x1f)
            return fail(begin, tr("An object has no members."));
        const QByteArrayView content = m_reader.take(number(form - 0x1d));
        if (m_reader.isCutShort())
            return;
        const qint32 node = m_builder.addStored(ValueType::Unknown, begin, m_reader.at(), content);
        m_builder.setName(node, *name);
        count(node, Counted::Always);
    }

    ByteReader m_reader;
    TreeBuilder m_builder;
    std::vector<quint64> m_left; ///< members to come of what is open
    std::vector<QByteArrayView> m_texts;
    std::vector<qint32> m_values; ///< that a reference can mean, from 0
    bool m_isReference = false;   ///< what comes is something that PHP refers to
};

} // namespace

Decoded decodeIgbinary(QByteArrayView bytes, const DecodeLimits &limits)
{
    return IgbinaryDecoder(bytes, limits).decode();
}
