#include "app/values/storabledecoder.h"

#include "app/values/bytereader.h"

#include <bit>

namespace {

class StorableDecoder
{
    Q_DECLARE_TR_FUNCTIONS(StorableDecoder)

public:
    StorableDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_reader(bytes)
        , m_builder(bytes, limits)
    {
    }

    Decoded decode()
    {
        readHeader();
        m_isValueNext = true;
        while ((m_isValueNext || !m_open.empty()) && !m_builder.hasFailed() && !m_reader.isCutShort()) {
            if (std::exchange(m_isValueNext, false))
                readValue();
            else
                goOn();
        }
        if (m_reader.isCutShort())
            m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        if (!m_builder.hasFailed() && !m_reader.atEnd())
            m_builder.fail(DecodeFault::trailing(m_reader.at(), m_reader.left()));
        return m_builder.finish(m_reader.at());
    }

private:
    struct Container
    {
        qint32 node = ValueTree::none;
        quint64 left = 0;
        bool isHash = false;
        bool hasKeyFlags = false;
    };
    static constexpr qint32 sameAsNext = -2; ///< a reference is what it refers to, which is counted next

    void fail(qsizetype at, const QString &what) { m_builder.fail(DecodeFault::malformed(at, what)); }

    /// magic_write(): the versions, and in native order what the machine was.
    void readHeader()
    {
        if (m_reader.peek() == 'p' && m_reader.take(4) != "pst0")
            fail(0, tr("The value is not of Storable's format."));
        const quint8 head = m_reader.byte();
        const quint8 minor = m_reader.byte();
        m_isBig = (head & 1) != 0;
        if (!m_reader.isCutShort() && (head >> 1) != 2)
            fail(0, tr("The value is not of Storable's major version 2."));
        if (m_isBig)
            return;
        const QByteArrayView order = m_reader.take(m_reader.byte());
        m_reader.skip(minor >= 2 ? 4 : 3); // sizes of its types
        m_isWide = order.size() == 8;
        if (!m_reader.isCutShort() && order != "12345678" && order != "1234")
            fail(2, tr("The value was frozen on a machine with another order of bytes."));
    }

    quint32 readSize() { return m_isBig ? m_reader.big<quint32>() : m_reader.little<quint32>(); }

    void place(qint32 node)
    {
        m_builder.setName(node, std::exchange(m_package, {}));
        m_value = node;
        if (m_open.empty())
            m_builder.setRoot(node);
    }

    void count(qint32 node) { m_tags.push_back(node); }

    void addScalar(const ValueNode &node)
    {
        if (m_reader.isCutShort())
            return;
        const qint32 added = m_builder.addLoose(node);
        count(added);
        place(added);
    }

    void open(qsizetype begin, ValueType type, bool hasKeyFlags)
    {
        const quint64 members = readSize();
        if (m_reader.isCutShort())
            return;
        if (m_open.size() >= size_t(m_builder.limits().greatestDepth))
            m_builder.fail(DecodeFault::tooDeep(begin, m_builder.limits().greatestDepth));
        const qint32 node = m_builder.addLoose({.type = type, .begin = quint32(begin), .end = quint32(m_reader.at())});
        count(node);
        if (!m_package.isEmpty())
            m_builder.setType(node, ValueType::Object);
        place(node);
        m_value = ValueTree::none;
        m_open.push_back({node, members, type == ValueType::Map, hasKeyFlags});
    }

    /// The innermost container, after a member or at its begin.
    void goOn()
    {
        Container &container = m_open.back();
        if (m_value != ValueTree::none) {
            const qint32 key = container.isHash ? readKey(container) : ValueTree::none;
            if (m_builder.hasFailed() || m_reader.isCutShort())
                return;
            m_builder.append(container.node, std::exchange(m_value, ValueTree::none), key);
        }
        if (container.left > 0) {
            --container.left;
            m_isValueNext = true;
            return;
        }
        m_builder.setEnd(container.node, m_reader.at());
        m_value = container.node;
        m_open.pop_back();
    }

    /// Behind its value.
    qint32 readKey(const Container &container)
    {
        const qsizetype begin = m_reader.at();
        if (container.hasKeyFlags)
            m_reader.skip(1); // whether it is UTF-8
        const QByteArrayView key = m_reader.take(readSize());
        return m_reader.isCutShort() ? ValueTree::none : m_builder.addLoose(m_builder.stored(ValueType::Text, begin, m_reader.at(), key));
    }

    void readValue()
    {
        const qsizetype begin = m_reader.at();
        const quint8 code = m_reader.byte();
        if (m_reader.isCutShort() || readMark(begin, code) || readText(begin, code) || readNumber(begin, code))
            return;
        const auto scalar = [this, begin](ValueType type, QByteArrayView text) {
            addScalar(m_builder.made(type, begin, m_reader.at(), text));
        };
        switch (code) {
        case 2: // SX_ARRAY
            return open(begin, ValueType::List, false);
        case 3: // SX_HASH
            return open(begin, ValueType::Map, false);
        case 25: // SX_FLAG_HASH
            m_reader.skip(1);
            return open(begin, ValueType::Map, true);
        case 5:  // SX_UNDEF
        case 14: // SX_SV_UNDEF
        case 31: // SX_SVUNDEF_ELEM
            return addScalar(m_builder.stored(ValueType::Null, begin, m_reader.at(), {}));
        case 15: // SX_SV_YES
        case 34: // SX_BOOLEAN_TRUE
            return scalar(ValueType::Boolean, "true");
        case 16: // SX_SV_NO
        case 35: // SX_BOOLEAN_FALSE
            return scalar(ValueType::Boolean, "false");
        default:
            fail(begin, tr("It has a part of Storable's type %1, which cannot be read without Perl.").arg(code));
        }
    }

    /// What belongs to the value behind it: no recursion, as there can be a million of them.
    bool readMark(qsizetype begin, quint8 code)
    {
        switch (code) {
        case 0: { // SX_OBJECT, always in network order
            quint64 tag = m_reader.big<quint32>();
            while (tag < m_tags.size() && m_tags[size_t(tag)] == sameAsNext)
                ++tag;
            if (m_reader.isCutShort())
                return true;
            if (tag >= m_tags.size())
                fail(begin, tr("A reference leads nowhere."));
            else
                place(m_builder.addReference(m_tags[size_t(tag)], begin, m_reader.at()));
            return true;
        }
        case 4:  // SX_REF
        case 20: // SX_OVERLOAD
        case 27: // SX_WEAKREF
        case 28: // SX_WEAKOVERLOAD
            count(sameAsNext);
            m_isValueNext = true;
            return true;
        case 17: { // SX_BLESS
            const quint8 size = m_reader.byte();
            m_package = m_reader.take(size & 0x80 ? readSize() : size);
            m_packages.push_back(m_package);
            m_isValueNext = true;
            return true;
        }
        case 18: { // SX_IX_BLESS
            const quint8 head = m_reader.byte();
            const quint32 index = head & 0x80 ? readSize() : head;
            if (!m_reader.isCutShort() && index >= m_packages.size())
                fail(begin, tr("A package is meant that did not come before."));
            else if (!m_reader.isCutShort())
                m_package = m_packages[index];
            m_isValueNext = true;
            return true;
        }
        default:
            return false;
        }
    }

    bool readText(qsizetype begin, quint8 code)
    {
        const bool isShort = code == 10 || code == 23; // SX_SCALAR, SX_UTF8STR
        if (!isShort && code != 1 && code != 24)       // SX_LSCALAR, SX_LUTF8STR
            return false;
        const QByteArrayView text = m_reader.take(isShort ? m_reader.byte() : readSize());
        addScalar(m_builder.stored(ValueType::Text, begin, m_reader.at(), text));
        return true;
    }

    bool readNumber(qsizetype begin, quint8 code)
    {
        const auto integer = [this, begin](qint64 number) {
            addScalar(m_builder.made(ValueType::Integer, begin, m_reader.at(), QByteArray::number(number)));
        };
        switch (code) {
        case 6: // SX_INTEGER
            integer(m_isBig ? m_reader.big<qint64>() : m_isWide ? m_reader.little<qint64>() : m_reader.little<qint32>());
            return true;
        case 8: // SX_BYTE
            integer(m_reader.byte() - 128);
            return true;
        case 9: // SX_NETINT
            integer(m_reader.big<qint32>());
            return true;
        case 7: { // SX_DOUBLE, never in network order
            const double real = std::bit_cast<double>(m_reader.little<quint64>());
            if (m_reader.isCutShort())
                return true;
            const qint32 node = m_builder.addReal(real, begin, m_reader.at());
            count(node);
            place(node);
            return true;
        }
        default:
            return false;
        }
    }

    ByteReader m_reader;
    TreeBuilder m_builder;
    std::vector<Container> m_open;
    std::vector<qint32> m_tags; ///< what SX_OBJECT can mean, from 0
    std::vector<QByteArrayView> m_packages;
    QByteArrayView m_package;         ///< of the value that comes
    qint32 m_value = ValueTree::none; ///< that was read and is in no container yet
    bool m_isBig = true;
    bool m_isWide = true; ///< whole numbers of Perl took 8 bytes, else 4
    bool m_isValueNext = false;
};

} // namespace

Decoded decodeStorable(QByteArrayView bytes, const DecodeLimits &limits)
{
    return StorableDecoder(bytes, limits).decode();
}
