#include "app/values/marshaldecoder.h"

#include "app/values/bytereader.h"
#include "app/values/marshaltime.h"
#include "app/values/wholenumber.h"

#include <optional>

namespace {

using Members = TreeBuilder::Members;

class MarshalDecoder
{
    Q_DECLARE_TR_FUNCTIONS(MarshalDecoder)

public:
    MarshalDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_bytes(bytes)
        , m_reader(bytes)
        , m_builder(bytes, limits)
    {
    }

    Decoded decode()
    {
        const bool isKnown = m_reader.byte() == 4 && m_reader.byte() <= 8;
        if (!m_reader.isCutShort() && !isKnown)
            fail(0, tr("The value is not of Marshal's format 4.8."));
        m_isBehindMark = true;
        while ((m_isBehindMark || !m_steps.empty()) && !m_builder.hasFailed() && !m_reader.isCutShort()) {
            if (std::exchange(m_isBehindMark, false))
                readValue();
            else
                step();
        }
        if (m_reader.isCutShort())
            m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        if (!m_builder.hasFailed() && !m_reader.atEnd())
            m_builder.fail(DecodeFault::trailing(m_reader.at(), m_reader.left()));
        return m_builder.finish(m_reader.at());
    }

private:
    /// What is to be read once what came before it is whole.
    struct Step
    {
        quint64 left = 0;                 ///< members, or pairs
        bool isVariables = false;         ///< instance variables follow the value
        bool isKeyed = false;             ///< members by key
        bool hasDefault = false;          ///< a hash's own
        qint32 toCount = ValueTree::none; ///< what links count only once its variables were read
    };

    void fail(qsizetype at, const QString &what) { m_builder.fail(DecodeFault::malformed(at, what)); }

    void push(const Step &step)
    {
        // Not every step opens a container.
        if (m_steps.size() > 2 * size_t(m_builder.limits().greatestDepth))
            m_builder.fail(DecodeFault::tooDeep(m_reader.at(), m_builder.limits().greatestDepth));
        m_steps.push_back(step);
    }

    void step()
    {
        Step &step = m_steps.back();
        if (step.isVariables)
            return readVariables();
        if (step.isKeyed && !m_builder.wantsKey())
            return readValue();
        if (step.left > 0) {
            --step.left;
            return readValue();
        }
        if (std::exchange(step.hasDefault, false)) {
            m_builder.addMade(ValueType::Text, m_reader.at(), m_reader.at(), "(default)");
            return readValue();
        }
        m_last = m_builder.innermost();
        m_builder.close(m_reader.at());
        if (step.toCount != ValueTree::none)
            m_links.push_back(step.toCount);
        m_steps.pop_back();
    }

    /// w_long() in marshal.c.
    qint64 readNumber()
    {
        const auto head = qint8(m_reader.byte());
        if (head == 0)
            return 0;
        if (head > 4)
            return head - 5;
        if (head < -4)
            return head + 5;
        const int size = head < 0 ? -head : head;
        quint64 number = head < 0 ? ~quint64(0) : 0;
        for (int at = 0; at < size; ++at)
            number = (number & ~(quint64(0xff) << (8 * at))) | (quint64(m_reader.byte()) << (8 * at));
        return qint64(number);
    }

    std::optional<quint64> readCount()
    {
        const qsizetype at = m_reader.at();
        const qint64 count = readNumber();
        if (m_reader.isCutShort())
            return std::nullopt;
        if (count >= 0)
            return quint64(count);
        fail(at, tr("A length is negative."));
        return std::nullopt;
    }

    QByteArrayView readBytes() { return m_reader.take(readCount().value_or(0)); }

    /// A symbol, or one that came before.
    QByteArrayView readSymbol()
    {
        const qsizetype at = m_reader.at();
        const quint8 type = m_reader.byte();
        if (type == ':') {
            m_symbols.push_back(readBytes());
            return m_symbols.back();
        }
        if (type == ';') {
            const std::optional<quint64> index = readCount();
            if (index && *index < m_symbols.size())
                return m_symbols[size_t(*index)];
        } else if (type == 'I') {
            // One that is not ASCII, with its encoding.
            const QByteArrayView symbol = readSymbolWithEncoding();
            if (!symbol.isEmpty())
                return symbol;
        }
        if (!m_reader.isCutShort())
            fail(at, tr("A name is not a symbol."));
        return {};
    }

    QByteArrayView readSymbolWithEncoding()
    {
        if (m_reader.byte() != ':')
            return {};
        const QByteArrayView symbol = readBytes();
        m_symbols.push_back(symbol);
        return skipEncoding() ? symbol : QByteArrayView();
    }

    /// One instance variable that only says the encoding of a text: E with true or false, or encoding with its name.
    bool skipEncoding()
    {
        const ByteReader before = m_reader;
        const size_t symbols = m_symbols.size();
        if (m_reader.byte() == 6) { // one
            const quint8 type = m_reader.peek();
            const QByteArrayView name = type == ':' || type == ';' ? readSymbol() : QByteArrayView();
            if (name == "E" && (m_reader.peek() == 'T' || m_reader.peek() == 'F')) {
                m_reader.skip(1);
                return true;
            }
            if (name == "encoding" && m_reader.skipIf('@')) {
                (void)readNumber(); // a name that came before
                return true;
            }
            if (name == "encoding" && m_reader.skipIf('"')) {
                const QByteArrayView encoding = readBytes();
                m_links.push_back(m_builder.addLoose(m_builder.stored(ValueType::Text, m_reader.at(), m_reader.at(), encoding)));
                return true;
            }
        }
        m_symbols.resize(symbols);
        m_reader = before;
        return false;
    }

    void readVariables()
    {
        const qint32 toCount = m_steps.back().toCount;
        m_steps.pop_back();
        const qint32 owner = m_last;
        if (m_builder.hasFailed() || owner == ValueTree::none)
            return;
        if (!skipEncoding()) {
            const std::optional<quint64> count = readCount();
            if (!count)
                return;
            m_builder.reopen(owner, Members::Keyed);
            push({.left = *count, .isKeyed = true, .toCount = toCount});
        } else if (toCount != ValueTree::none) {
            m_links.push_back(toCount);
        }
        m_builder.setEnd(owner, m_reader.at());
    }

    /// What was read, whole; counted, as links count everything but nil, true, false, small numbers and symbols.
    void added(qint32 node, bool isCounted)
    {
        m_last = node;
        if (isCounted)
            m_links.push_back(node);
        if (!m_name.isEmpty())
            m_builder.setName(node, std::exchange(m_name, {}));
    }

    void open(qsizetype begin, ValueType type, QByteArrayView name, const Step &step)
    {
        if (m_reader.isCutShort() || m_builder.hasFailed())
            return;
        const qint32 node = m_builder.open(type, begin, step.isKeyed ? Members::Keyed : Members::Listed);
        m_builder.setName(node, name);
        added(node, true);
        push(step);
    }

    void readValue()
    {
        const qsizetype begin = m_reader.at();
        const auto type = char(m_reader.byte());
        if (m_reader.isCutShort())
            return;
        switch (type) {
        case '0':
            return added(m_builder.add(ValueType::Null, begin, m_reader.at()), false);
        case 'T':
        case 'F':
            return added(m_builder.addBoolean(type == 'T', begin, m_reader.at()), false);
        case 'i': {
            const qint64 number = readNumber();
            return added(m_builder.addSigned(number, begin, m_reader.at()), false);
        }
        case ':':
        case ';': {
            m_reader = ByteReader(m_bytes, begin);
            const QByteArrayView symbol = readSymbol();
            const qint32 node = m_builder.addStored(ValueType::Text, begin, m_reader.at(), symbol);
            m_builder.setName(node, "symbol");
            return added(node, false);
        }
        case '@': {
            const std::optional<quint64> index = readCount();
            if (index && *index >= m_links.size())
                fail(begin, tr("A link leads nowhere."));
            else if (index)
                added(m_builder.addReference(m_links[size_t(*index)], begin, m_reader.at()), false);
            return;
        }
        case 'I':
            push({.isVariables = true});
            return readValueBehind();
        case 'e': // extended by a module, and of a class below a known one
        case 'C':
            m_name = readSymbol();
            return readValueBehind();
        default:
            if (!readText(begin, type) && !readObject(begin, type))
                fail(begin, tr("No type of Marshal is written like this."));
        }
    }

    /// After a mark that belongs to the value behind it: a step of its own, so that a row of marks takes no stack.
    void readValueBehind() { m_isBehindMark = true; }

    bool readText(qsizetype begin, char type)
    {
        switch (type) {
        case '"':
            addText(ValueType::Text, begin, readBytes(), {});
            return true;
        case '/': {
            const QByteArrayView text = readBytes();
            m_reader.skip(1); // its options
            addText(ValueType::Text, begin, text, "Regexp");
            return true;
        }
        case 'c':
        case 'm':
        case 'M':
            addText(ValueType::Text, begin, readBytes(), type == 'c' ? "class" : "module");
            return true;
        case 'f': {
            const QByteArrayView text = readBytes();
            const qsizetype mantissa = text.indexOf('\0'); // bytes of it behind, in Ruby before 1.9
            addText(ValueType::Real, begin, mantissa < 0 ? text : text.first(mantissa), {});
            return true;
        }
        case 'l': {
            const auto sign = char(m_reader.byte());
            const QByteArrayView bytes = m_reader.take(readCount().value_or(0) * 2);
            if (!m_reader.isCutShort())
                added(m_builder.addMade(ValueType::Integer, begin, m_reader.at(),
                                        wholeNumberText(bytes, sign == '-' ? Sign::Minus : Sign::Plus)),
                      true);
            return true;
        }
        default:
            return false;
        }
    }

    void addText(ValueType type, qsizetype begin, QByteArrayView text, QByteArrayView name)
    {
        if (m_reader.isCutShort())
            return;
        const qint32 node = m_builder.addStored(type, begin, m_reader.at(), text);
        m_builder.setName(node, name);
        added(node, true);
    }

    bool readObject(qsizetype begin, char type)
    {
        switch (type) {
        case '[':
            open(begin, ValueType::List, {}, {.left = readCount().value_or(0)});
            return true;
        case '{':
        case '}':
            open(begin, ValueType::Map, {}, {.left = readCount().value_or(0), .isKeyed = true, .hasDefault = type == '}'});
            return true;
        case 'o':
        case 'S': {
            const QByteArrayView name = readSymbol();
            open(begin, ValueType::Object, name, {.left = readCount().value_or(0), .isKeyed = true});
            return true;
        }
        case 'U':
        case 'd':
            open(begin, ValueType::Object, readSymbol(), {.left = 1});
            return true;
        case 'u': {
            const QByteArrayView name = readSymbol();
            const QByteArrayView content = readBytes();
            if (m_reader.isCutShort())
                return true;
            const QByteArray time = name == "Time" ? marshalTime(content) : QByteArray();
            qint32 node = ValueTree::none;
            if (!time.isEmpty())
                node = m_builder.addMade(ValueType::Time, begin, m_reader.at(), time);
            else if (name == "BigDecimal") // its precision before a colon
                node = m_builder.addStored(ValueType::Real, begin, m_reader.at(), content.sliced(content.indexOf(':') + 1));
            else
                node = m_builder.addStored(ValueType::Unknown, begin, m_reader.at(), content);
            m_builder.setName(node, name);
            const bool hasVariables = !m_steps.empty() && m_steps.back().isVariables;
            if (hasVariables)
                m_steps.back().toCount = node;
            added(node, !hasVariables);
            return true;
        }
        default:
            return false;
        }
    }

    QByteArrayView m_bytes;
    ByteReader m_reader;
    TreeBuilder m_builder;
    std::vector<Step> m_steps;
    std::vector<QByteArrayView> m_symbols;
    std::vector<qint32> m_links;
    qint32 m_last = ValueTree::none; ///< what was read last
    QByteArrayView m_name;           ///< of a class or a module, for what is read next
    bool m_isBehindMark = false;
};

} // namespace

Decoded decodeMarshal(QByteArrayView bytes, const DecodeLimits &limits)
{
    return MarshalDecoder(bytes, limits).decode();
}
