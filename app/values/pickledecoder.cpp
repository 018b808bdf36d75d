#include "app/values/pickledecoder.h"

#include "app/results/jsontext.h"
#include "app/values/bytereader.h"
#include "app/values/pickletext.h"
#include "app/values/pickletypes.h"
#include "app/values/wholenumber.h"

#include <bit>

namespace {

class PickleDecoder
{
    Q_DECLARE_TR_FUNCTIONS(PickleDecoder)

public:
    PickleDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_reader(bytes)
        , m_builder(bytes, limits)
        , m_stack(m_builder)
        , m_types(m_builder, m_stack)
    {
    }

    Decoded decode()
    {
        while (!m_isEnd && !m_builder.hasFailed()) {
            m_begin = m_reader.at();
            const auto opcode = char(m_reader.byte());
            if (!m_reader.isCutShort() && !scalarOpcode(opcode) && !containerOpcode(opcode) && !stackOpcode(opcode)
                && !objectOpcode(opcode))
                m_stack.fail(tr("No opcode of a pickle is written like this."), m_begin);
            if (m_reader.isCutShort())
                m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        }
        if (!m_builder.hasFailed() && !m_reader.atEnd())
            m_builder.fail(DecodeFault::trailing(m_reader.at(), m_reader.left()));
        return m_builder.finish(m_reader.at());
    }

private:
    qsizetype end() const { return m_reader.at(); }

    void pushStored(ValueType type, QByteArrayView text)
    {
        if (!m_reader.isCutShort())
            m_stack.push(m_builder.stored(type, m_begin, end(), text));
    }
    void pushMade(ValueType type, QByteArrayView text)
    {
        if (!m_reader.isCutShort())
            m_stack.push(m_builder.made(type, m_begin, end(), text));
    }
    /// A str of Python 2 is text or not.
    void pushOldText(QByteArrayView text) { pushStored(isText(text) ? ValueType::Text : ValueType::Bytes, text); }

    bool scalarOpcode(char opcode)
    {
        switch (opcode) {
        case 'N':
            pushStored(ValueType::Null, {});
            return true;
        case '\x88':
        case '\x89':
            pushMade(ValueType::Boolean, opcode == '\x88' ? "true" : "false");
            return true;
        case 'I':
        case 'L':
        case 'F':
            pushNumber(opcode, m_reader.takeUntil('\n'));
            return true;
        case 'J':
            pushMade(ValueType::Integer, QByteArray::number(m_reader.little<qint32>()));
            return true;
        case 'K':
            pushMade(ValueType::Integer, QByteArray::number(m_reader.byte()));
            return true;
        case 'M':
            pushMade(ValueType::Integer, QByteArray::number(m_reader.little<quint16>()));
            return true;
        case '\x8a':
            pushMade(ValueType::Integer, signedNumberText(m_reader.take(m_reader.byte())));
            return true;
        case '\x8b':
            pushMade(ValueType::Integer, signedNumberText(m_reader.take(m_reader.little<quint32>())));
            return true;
        case 'G':
            if (const auto bits = m_reader.big<quint64>(); !m_reader.isCutShort())
                m_stack.push(m_builder.addReal(std::bit_cast<double>(bits), m_begin, end()));
            return true;
        default:
            return textOpcode(opcode);
        }
    }

    void pushNumber(char opcode, QByteArrayView text)
    {
        if (opcode == 'I' && (text == "00" || text == "01"))
            return pushMade(ValueType::Boolean, text == "01" ? "true" : "false");
        if (opcode == 'L' && text.endsWith('L'))
            text.chop(1);
        pushStored(opcode == 'F' ? ValueType::Real : ValueType::Integer, text);
    }

    bool textOpcode(char opcode)
    {
        switch (opcode) {
        case 'S': {
            const std::optional<QByteArray> text = unquotedPython(m_reader.takeUntil('\n'));
            if (!text && !m_reader.isCutShort())
                m_stack.fail(tr("A text is not in quotes."), m_begin);
            else if (text)
                pushMade(isText(*text) ? ValueType::Text : ValueType::Bytes, *text);
            return true;
        }
        case 'T':
            pushOldText(m_reader.take(m_reader.little<quint32>()));
            return true;
        case 'U':
            pushOldText(m_reader.take(m_reader.byte()));
            return true;
        case 'B':
            pushStored(ValueType::Bytes, m_reader.take(m_reader.little<quint32>()));
            return true;
        case 'C':
            pushStored(ValueType::Bytes, m_reader.take(m_reader.byte()));
            return true;
        case '\x8e':
        case '\x96':
            pushStored(ValueType::Bytes, m_reader.take(m_reader.little<quint64>()));
            return true;
        case 'V':
            pushMade(ValueType::Text, unescapedUnicode(m_reader.takeUntil('\n')));
            return true;
        case 'X':
            pushStored(ValueType::Text, m_reader.take(m_reader.little<quint32>()));
            return true;
        case '\x8c':
            pushStored(ValueType::Text, m_reader.take(m_reader.byte()));
            return true;
        case '\x8d':
            pushStored(ValueType::Text, m_reader.take(m_reader.little<quint64>()));
            return true;
        default:
            return false;
        }
    }

    void pushContainer(ValueType type, QByteArrayView name, qsizetype begin, const std::vector<qint32> &members)
    {
        const qint32 node = m_builder.addLoose({.type = type, .begin = quint32(begin), .end = quint32(end())});
        m_builder.setName(node, name);
        if (type == ValueType::Map)
            attachPairs(node, members);
        else
            for (const qint32 member : members)
                m_stack.attach(node, member);
        m_stack.push(node);
    }

    void attachPairs(qint32 node, const std::vector<qint32> &members)
    {
        if (members.size() % 2 != 0)
            return m_stack.fail(tr("A key has no value."), m_begin);
        for (size_t at = 0; at < members.size() && !m_builder.hasFailed(); at += 2)
            m_stack.attach(node, members[at + 1], members[at]);
    }

    std::vector<qint32> popSome(int count)
    {
        std::vector<qint32> nodes(size_t(count), ValueTree::none);
        for (; count > 0; --count)
            nodes[size_t(count) - 1] = m_stack.pop();
        return nodes;
    }

    bool containerOpcode(char opcode)
    {
        qsizetype begin = m_begin;
        switch (opcode) {
        case ']':
            pushContainer(ValueType::List, {}, begin, {});
            return true;
        case ')':
            pushContainer(ValueType::List, "tuple", begin, {});
            return true;
        case '}':
            pushContainer(ValueType::Map, {}, begin, {});
            return true;
        case '\x8f':
            pushContainer(ValueType::List, "set", begin, {});
            return true;
        case 'l':
        case 't':
        case 'd':
        case '\x91': {
            const std::vector<qint32> members = m_stack.popToMark(begin);
            pushContainer(opcode == 'd' ? ValueType::Map : ValueType::List,
                          opcode == 't'          ? "tuple"
                              : opcode == '\x91' ? "frozenset"
                                                 : "",
                          begin, members);
            return true;
        }
        case '\x85':
        case '\x86':
        case '\x87': {
            const std::vector<qint32> members = popSome(quint8(opcode) - 0x84);
            if (!m_builder.hasFailed())
                pushContainer(ValueType::List, "tuple", m_builder.tree().at(members.front()).begin, members);
            return true;
        }
        default:
            return memberOpcode(opcode);
        }
    }

    bool memberOpcode(char opcode)
    {
        qsizetype begin = m_begin;
        std::vector<qint32> members;
        if (opcode == 'a')
            members = popSome(1);
        else if (opcode == 's')
            members = popSome(2);
        else if (opcode == 'e' || opcode == 'u' || opcode == '\x90')
            members = m_stack.popToMark(begin);
        else
            return false;
        const qint32 container = m_builder.hasFailed() ? ValueTree::none : m_stack.top();
        if (container == ValueTree::none)
            return true;
        if (opcode == 's' || opcode == 'u')
            attachPairs(container, members);
        else
            for (const qint32 member : members)
                m_stack.attach(container, member);
        m_builder.setEnd(m_stack.meant(container), end());
        return true;
    }

    bool stackOpcode(char opcode)
    {
        switch (opcode) {
        case '\x80':
            if (m_reader.byte() > 5)
                m_stack.fail(tr("The pickle is of a newer protocol than 5."), m_begin);
            return true;
        case '\x95':
            m_reader.skip(8); // a frame's size, which only helps to read from a file
            return true;
        case '.':
            stop();
            return true;
        case '(':
            m_stack.mark(m_begin);
            return true;
        case '0':
            m_stack.drop();
            return true;
        case '1': {
            qsizetype begin = m_begin;
            (void)m_stack.popToMark(begin);
            return true;
        }
        case '2':
            m_stack.duplicate(m_begin, end());
            return true;
        case 'g':
        case 'p': {
            bool isNumber = false;
            const quint32 index = m_reader.takeUntil('\n').toByteArray().toUInt(&isNumber);
            if (!isNumber && !m_reader.isCutShort())
                m_stack.fail(tr("A number cannot be read."), m_begin);
            else if (isNumber)
                memo(opcode == 'g', index);
            return true;
        }
        case 'h':
        case 'q':
            memo(opcode == 'h', m_reader.byte());
            return true;
        case 'j':
        case 'r':
            memo(opcode == 'j', m_reader.little<quint32>());
            return true;
        case '\x94':
            m_stack.memoizeNext();
            return true;
        default:
            return false;
        }
    }

    void memo(bool isRecall, quint32 index)
    {
        if (m_reader.isCutShort())
            return;
        if (isRecall)
            m_stack.recall(index, m_begin, end());
        else
            m_stack.memoize(index);
    }

    void stop()
    {
        m_isEnd = true;
        qint32 result = m_stack.meant(m_stack.pop());
        // A value that contains itself can end as a reference into itself.
        while (result != ValueTree::none && m_builder.tree().at(result).parent != ValueTree::none)
            result = m_builder.tree().at(result).parent;
        m_builder.setRoot(result);
    }

    bool objectOpcode(char opcode)
    {
        qsizetype begin = m_begin;
        switch (opcode) {
        case 'c':
        case 'i': {
            const QByteArrayView module = m_reader.takeUntil('\n');
            const QByteArrayView name = m_reader.takeUntil('\n');
            if (m_reader.isCutShort())
                return true;
            const qint32 global = m_types.global(module, name, m_begin, end());
            if (opcode == 'c') {
                m_stack.push(global);
                return true;
            }
            const std::vector<qint32> arguments = m_stack.popToMark(begin);
            pushContainer(ValueType::List, "tuple", begin, arguments);
            pushCall(global, m_stack.pop());
            return true;
        }
        case '\x93': {
            const std::vector<qint32> names = popSome(2);
            if (m_builder.hasFailed())
                return true;
            const ValueTree &tree = m_builder.tree();
            m_stack.push(
                m_types.global(tree.text(names[0]).toByteArray(), tree.text(names[1]).toByteArray(), tree.at(names[0]).begin, end()));
            return true;
        }
        case 'R':
        case '\x81': {
            const std::vector<qint32> both = popSome(2);
            pushCall(both[0], both[1]);
            return true;
        }
        case '\x92': {
            const std::vector<qint32> all = popSome(3);
            pushCall(all[0], all[1]);
            if (!m_builder.hasFailed() && m_builder.tree().at(all[2]).memberCount > 0)
                m_types.build(m_stack.top(), all[2], end());
            return true;
        }
        case 'o': {
            std::vector<qint32> arguments = m_stack.popToMark(begin);
            if (arguments.empty()) {
                m_stack.fail(tr("The pickle uses something that is not there."), m_begin);
                return true;
            }
            const qint32 callable = arguments.front();
            arguments.erase(arguments.begin());
            pushContainer(ValueType::List, "tuple", begin, arguments);
            pushCall(callable, m_stack.pop());
            return true;
        }
        case 'b': {
            const qint32 state = m_stack.pop();
            m_types.build(m_stack.top(), state, end());
            return true;
        }
        default:
            return foreignOpcode(opcode);
        }
    }

    void pushCall(qint32 callable, qint32 arguments)
    {
        if (!m_builder.hasFailed())
            m_stack.push(m_types.call(callable, arguments, end()));
    }

    /// What is only a number or a name for something that is not in the pickle.
    bool foreignOpcode(char opcode)
    {
        switch (opcode) {
        case '\x82':
            return pushForeign("extension", QByteArray::number(m_reader.byte()));
        case '\x83':
            return pushForeign("extension", QByteArray::number(m_reader.little<quint16>()));
        case '\x84':
            return pushForeign("extension", QByteArray::number(m_reader.little<quint32>()));
        case 'P':
            return pushForeign("persistent id", m_reader.takeUntil('\n').toByteArray());
        case 'Q': {
            const qint32 id = m_stack.pop();
            return id == ValueTree::none || pushForeign("persistent id", m_builder.tree().text(id).toByteArray());
        }
        case '\x97':
            return pushForeign("buffer", {});
        case '\x98':
            return true; // makes the buffer read-only
        default:
            return false;
        }
    }

    bool pushForeign(QByteArrayView type, const QByteArray &text)
    {
        if (m_reader.isCutShort())
            return true;
        const qint32 node = m_builder.addLoose(m_builder.made(ValueType::Unknown, m_begin, end(), text));
        m_builder.setName(node, type);
        m_stack.push(node);
        return true;
    }

    ByteReader m_reader;
    TreeBuilder m_builder;
    PickleStack m_stack;
    PickleTypes m_types;
    qsizetype m_begin = 0; ///< of the opcode
    bool m_isEnd = false;
};

} // namespace

Decoded decodePickle(QByteArrayView bytes, const DecodeLimits &limits)
{
    return PickleDecoder(bytes, limits).decode();
}
