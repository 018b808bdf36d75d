#include "app/values/phpdecoder.h"

#include "app/values/bytereader.h"

#include <optional>

namespace {

class PhpDecoder
{
    Q_DECLARE_TR_FUNCTIONS(PhpDecoder)

public:
    PhpDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_bytes(bytes)
        , m_reader(bytes)
        , m_builder(bytes, limits)
    {
    }

    Decoded decode()
    {
        do {
            step();
        } while (!m_builder.isWhole() && !m_builder.hasFailed());
        if (!m_builder.hasFailed() && !m_reader.atEnd())
            m_builder.fail(DecodeFault::trailing(m_reader.at(), m_reader.left()));
        return m_builder.finish(m_reader.at());
    }

    Decoded decodeSession()
    {
        m_builder.open(ValueType::Map, 0, TreeBuilder::Members::Keyed);
        while (!m_reader.atEnd() && !m_builder.hasFailed()) {
            const qsizetype begin = m_reader.at();
            const QByteArrayView name = m_reader.takeUntil('|');
            if (m_reader.isCutShort())
                m_builder.fail(DecodeFault::cutShort(begin));
            m_builder.addStored(ValueType::Text, begin, m_reader.at(), name);
            do {
                step();
            } while (m_builder.openCount() > 1 && !m_builder.hasFailed());
        }
        if (!m_builder.hasFailed())
            m_builder.close(m_reader.at());
        return m_builder.finish(m_reader.at());
    }

private:
    void fail(qsizetype at, const QString &what)
    {
        if (m_reader.isCutShort())
            m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        else
            m_builder.fail(DecodeFault::malformed(at, what));
    }

    void step()
    {
        if (!m_containers.empty() && !m_builder.wantsKey()) {
            // A member whose key was read.
        } else if (!m_containers.empty()) {
            if (m_containers.back() == 0)
                return close();
            --m_containers.back();
        }
        readValue();
    }

    void close()
    {
        const qsizetype at = m_reader.at();
        if (m_reader.atEnd())
            return m_builder.fail(DecodeFault::cutShort(at));
        if (!m_reader.skipIf('}'))
            return fail(at, tr("An array or object has more in it than its count says."));
        m_containers.pop_back();
        m_builder.listSequence(m_builder.innermost());
        m_builder.close(m_reader.at());
    }

    /// Digits up to `end`.
    std::optional<quint64> readCount(char end)
    {
        const qsizetype at = m_reader.at();
        const QByteArrayView digits = takeShort(end);
        bool isNumber = false;
        const quint64 count = digits.toByteArray().toULongLong(&isNumber);
        if (isNumber && digits.front() >= '0' && digits.front() <= '9')
            return count;
        fail(at, tr("A length is not a number."));
        return std::nullopt;
    }

    /// A number's text: there is no need to look for its end through a megabyte.
    QByteArrayView takeShort(char end)
    {
        constexpr qsizetype longest = 400;
        const qsizetype at = m_reader.at();
        const QByteArrayView ahead = m_bytes.sliced(at, std::min(longest, m_reader.left()));
        const qsizetype size = ahead.indexOf(end);
        if (size >= 0) {
            m_reader.skip(quint64(size) + 1);
            return ahead.first(size);
        }
        if (ahead.size() < longest)
            m_reader.skip(quint64(longest)); // past the end, which is remembered
        else
            m_builder.fail(DecodeFault::malformed(at, tr("A number has no end.")));
        return {};
    }

    bool expect(char wanted)
    {
        if (m_reader.skipIf(wanted))
            return true;
        if (m_reader.atEnd())
            m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        else
            fail(m_reader.at(), tr("There is no %1 where one has to be.").arg(QLatin1Char(wanted)));
        return false;
    }

    /// "text" with its length before it, both quotes read.
    std::optional<QByteArrayView> readQuoted()
    {
        const std::optional<quint64> size = readCount(':');
        if (!size || !expect('"'))
            return std::nullopt;
        const QByteArrayView text = m_reader.take(*size);
        if (m_reader.isCutShort()) {
            m_builder.fail(DecodeFault::cutShort(m_bytes.size()));
            return std::nullopt;
        }
        if (!expect('"'))
            return std::nullopt;
        return text;
    }

    /// References count what is a value: no keys, and no R.
    void count(qint32 node, bool isKey)
    {
        if (!isKey && node != ValueTree::none)
            m_values.push_back(node);
    }

    void readValue()
    {
        const bool isKey = m_builder.wantsKey();
        const qsizetype begin = m_reader.at();
        const char type = char(m_reader.byte());
        if (m_reader.isCutShort())
            return m_builder.fail(DecodeFault::cutShort(begin));
        if (isKey && type != 'i' && type != 's' && type != 'S')
            return fail(begin, tr("A key is neither a number nor a text."));
        if (type == 'N') {
            if (expect(';'))
                count(m_builder.add(ValueType::Null, begin, m_reader.at()), isKey);
            return;
        }
        if (QByteArrayView("ibdsSaOCErR").indexOf(type) < 0)
            return fail(begin, tr("No type of PHP is written like this."));
        if (!expect(':'))
            return;
        switch (type) {
        case 's':
        case 'S':
            return readText(begin, type, isKey);
        case 'a':
        case 'O':
            return readContainer(begin, type);
        case 'C':
            return readCustom(begin);
        case 'E':
            return readEnum(begin);
        default:
            readScalar(begin, type, isKey);
        }
    }

    void readScalar(qsizetype begin, char type, bool isKey)
    {
        const QByteArrayView text = takeShort(';');
        bool isNumber = false;
        if (type == 'd') {
            (void)text.toByteArray().toDouble(&isNumber);
            isNumber = isNumber || text == "INF" || text == "-INF" || text == "NAN";
        } else {
            (void)text.toByteArray().toLongLong(&isNumber);
        }
        if (m_reader.isCutShort() || !isNumber || (type == 'b' && text != "0" && text != "1"))
            return fail(begin, tr("A number cannot be read."));
        if (type == 'b')
            return count(m_builder.addBoolean(text == "1", begin, m_reader.at()), isKey);
        if (type == 'i' || type == 'd')
            return count(m_builder.addStored(type == 'i' ? ValueType::Integer : ValueType::Real, begin, m_reader.at(), text), isKey);
        const qlonglong number = text.toByteArray().toLongLong();
        if (number < 1 || number > qlonglong(m_values.size()))
            return fail(begin, tr("A reference leads nowhere."));
        const qint32 added = m_builder.addReference(m_values[size_t(number) - 1], begin, m_reader.at());
        count(added, type == 'R');
    }

    void readText(qsizetype begin, char type, bool isKey)
    {
        if (type == 'S')
            return readEscaped(begin, isKey);
        const std::optional<QByteArrayView> text = readQuoted();
        if (!text || !expect(';'))
            return;
        // A property that is not public: \0*\0name or \0Class\0name.
        const qsizetype nameEnd = isKey && text->startsWith('\0') ? text->indexOf('\0', 1) : -1;
        if (nameEnd < 0)
            return count(m_builder.addStored(ValueType::Text, begin, m_reader.at(), *text), isKey);
        const QByteArrayView owner = text->sliced(1, nameEnd - 1);
        const qint32 key = m_builder.addStored(ValueType::Text, begin, m_reader.at(), text->sliced(nameEnd + 1));
        m_builder.setName(key, owner == "*" ? QByteArray("protected") : "private of " + owner.toByteArray());
    }

    /// S: \XX for bytes that are not ASCII; its length counts what it means.
    void readEscaped(qsizetype begin, bool isKey)
    {
        const std::optional<quint64> size = readCount(':');
        if (!size || !expect('"'))
            return;
        QByteArray text;
        for (quint64 done = 0; done < *size && !m_reader.isCutShort(); ++done) {
            const char byte = char(m_reader.byte());
            if (byte != '\\') {
                text += byte;
                continue;
            }
            bool isHex = false;
            text += char(m_reader.take(2).toByteArray().toUShort(&isHex, 16));
            if (!isHex)
                return fail(m_reader.at(), tr("An escape is not hexadecimal."));
        }
        if (m_reader.isCutShort())
            return m_builder.fail(DecodeFault::cutShort(m_bytes.size()));
        if (expect('"') && expect(';'))
            count(m_builder.addMade(ValueType::Text, begin, m_reader.at(), text), isKey);
    }

    void readContainer(qsizetype begin, char type)
    {
        std::optional<QByteArrayView> name;
        if (type == 'O' && (!(name = readQuoted()) || !expect(':')))
            return;
        const std::optional<quint64> members = readCount(':');
        if (!members || !expect('{'))
            return;
        const qint32 node = m_builder.open(type == 'a' ? ValueType::Map : ValueType::Object, begin, TreeBuilder::Members::Keyed);
        if (name)
            m_builder.setName(node, *name);
        count(node, false);
        m_containers.push_back(*members);
    }

    /// A class that writes its own bytes.
    void readCustom(qsizetype begin)
    {
        const std::optional<QByteArrayView> name = readQuoted();
        if (!name || !expect(':'))
            return;
        const std::optional<quint64> size = readCount(':');
        if (!size || !expect('{'))
            return;
        const QByteArrayView text = m_reader.take(*size);
        if (m_reader.isCutShort())
            return m_builder.fail(DecodeFault::cutShort(m_bytes.size()));
        if (!expect('}'))
            return;
        const qint32 node = m_builder.addStored(ValueType::Unknown, begin, m_reader.at(), text);
        m_builder.setName(node, *name);
        count(node, false);
    }

    /// Class:Case.
    void readEnum(qsizetype begin)
    {
        const std::optional<QByteArrayView> text = readQuoted();
        if (!text || !expect(';'))
            return;
        const qint32 node = m_builder.addStored(ValueType::Object, begin, m_reader.at(), text->sliced(text->lastIndexOf(':') + 1));
        m_builder.setName(node, text->first(std::max<qsizetype>(0, text->lastIndexOf(':'))));
        count(node, false);
    }

    QByteArrayView m_bytes;
    ByteReader m_reader;
    TreeBuilder m_builder;
    std::vector<quint64> m_containers; ///< that are open: members to come
    std::vector<qint32> m_values;      ///< that a reference can mean, from 1
};

} // namespace

Decoded decodePhp(QByteArrayView bytes, const DecodeLimits &limits)
{
    return PhpDecoder(bytes, limits).decode();
}

Decoded decodePhpSession(QByteArrayView bytes, const DecodeLimits &limits)
{
    return PhpDecoder(bytes, limits).decodeSession();
}
