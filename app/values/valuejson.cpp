#include "app/values/valuejson.h"

#include "app/results/jsontext.h"

#include <algorithm>
#include <array>

namespace {

void appendText(QByteArray &out, QByteArrayView text)
{
    if (isText(text))
        return appendJsonString(out, text);
    // As Latin-1, so that no byte is lost.
    appendJsonString(out, QString::fromLatin1(text.data(), text.size()).toUtf8());
}

/// JSON has no infinities, and some formats write a number as .5 or 1.
bool isJsonNumber(QByteArrayView text)
{
    const auto isDigit = [](char byte) { return byte >= '0' && byte <= '9'; };
    const QByteArrayView unsignedText = text.startsWith('-') ? text.sliced(1) : text;
    if (unsignedText.isEmpty() || !isDigit(unsignedText.front()) || !isDigit(unsignedText.back()))
        return false;
    if (unsignedText.size() > 1 && unsignedText.front() == '0' && isDigit(unsignedText[1]))
        return false;
    const auto belongs = [&](char byte) {
        return isDigit(byte) || byte == '.' || byte == 'e' || byte == 'E' || byte == '-' || byte == '+';
    };
    const qsizetype point = unsignedText.indexOf('.');
    return std::all_of(unsignedText.begin(), unsignedText.end(), belongs) && (point < 0 || isDigit(unsignedText[point + 1]));
}

class JsonWriter
{
public:
    JsonWriter(const ValueTree &tree, JsonLayout layout, const DecodeLimits &limits)
        : m_tree(tree)
        , m_limits(limits)
        , m_layout(layout)
    {
    }

    QByteArray write(qint32 top)
    {
        begin(top);
        while (!m_open.empty() && m_out.size() <= m_limits.greatestOutput && !m_limits.isCancelled()) {
            Frame &frame = m_open.back();
            const qint32 member = frame.next;
            if (member == ValueTree::none) {
                const Frame closed = frame;
                m_open.pop_back();
                if (!closed.isFirst)
                    breakLine();
                m_out += closed.end;
                continue;
            }
            if (!std::exchange(frame.isFirst, false))
                m_out += ',';
            frame.next = m_tree.at(member).next;
            breakLine();
            if (frame.end == '}')
                appendKey(member);
            begin(member);
        }
        return std::move(m_out);
    }

private:
    struct Frame
    {
        qint32 next = ValueTree::none;
        char end = ']';
        bool isFirst = true;
    };

    void breakLine()
    {
        constexpr qsizetype deepest = 64; // levels that are indented, as the text grows with their square
        if (m_layout == JsonLayout::Indented)
            m_out += '\n' + QByteArray(2 * std::min<qsizetype>(qsizetype(m_open.size()), deepest), ' ');
    }

    void appendKey(qint32 member)
    {
        const qint32 key = m_tree.at(member).key;
        if (key == ValueTree::none)
            appendJsonString(m_out, QByteArray::number(m_positions++));
        else if (m_tree.firstMember(key) != ValueTree::none)
            appendKeyWithMembers(key); // which JSON has none of
        else
            appendText(m_out, m_tree.at(key).type == ValueType::Null ? QByteArrayView("null") : m_tree.text(key));
        m_out += m_layout == JsonLayout::Indented ? ": " : ":";
    }

    /// As its own JSON in a string; a key within that is only named, as escapes of escapes grow with every level.
    void appendKeyWithMembers(qint32 key)
    {
        if (m_isKey)
            return appendJsonString(m_out, m_tree.path(key));
        JsonWriter writer(m_tree, JsonLayout::Compact, m_limits);
        writer.m_isKey = true;
        appendJsonString(m_out, writer.write(key));
    }

    /// Writes a scalar, or the begin of a container.
    void begin(qint32 node)
    {
        const ValueNode &value = m_tree.at(node);
        const QByteArrayView text = m_tree.text(node);
        switch (value.type) {
        case ValueType::Null:
            m_out += "null";
            return;
        case ValueType::Boolean:
            m_out += text;
            return;
        case ValueType::Integer:
        case ValueType::Real:
            if (isJsonNumber(text))
                m_out += text;
            else
                appendText(m_out, text);
            return;
        case ValueType::Text:
        case ValueType::Bytes:
        case ValueType::Time:
            return appendText(m_out, text);
        case ValueType::Unknown:
            return appendText(m_out, text.isEmpty() ? m_tree.stored(node) : text);
        case ValueType::Reference:
            m_out += "{\"$ref\":";
            appendText(m_out, m_tree.target(node) == ValueTree::none ? QByteArray("?") : m_tree.path(m_tree.target(node)));
            m_out += '}';
            return;
        case ValueType::List:
            return open(node, '[', ']');
        case ValueType::Map:
            return open(node, '{', '}');
        case ValueType::Object:
            break;
        }
        const qint32 first = value.firstMember;
        if (first == ValueTree::none && value.textSize > 0)
            return appendText(m_out, text);
        if (first != ValueTree::none && m_tree.at(first).key == ValueTree::none && m_tree.at(value.lastMember).key == ValueTree::none)
            return open(node, '[', ']');
        open(node, '{', '}');
    }

    void open(qint32 node, char begin, char end)
    {
        m_out += begin;
        m_positions = 0;
        m_open.push_back({m_tree.at(node).firstMember, end});
    }

    const ValueTree &m_tree;
    const DecodeLimits &m_limits;
    const JsonLayout m_layout;
    QByteArray m_out;
    std::vector<Frame> m_open;
    bool m_isKey = false; ///< what is written is a key
    int m_positions = 0;  ///< of members that have no key where others have
};

} // namespace

QByteArray jsonText(const ValueTree &tree, qint32 top, JsonLayout layout, const DecodeLimits &limits)
{
    return top == ValueTree::none ? QByteArray() : JsonWriter(tree, layout, limits).write(top);
}
