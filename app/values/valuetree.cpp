#include "app/values/valuetree.h"

#include "app/results/jsontext.h"

#include <algorithm>

namespace {

bool isPlainName(QByteArrayView text)
{
    const auto isPlain = [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_' || byte == '@';
    };
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isPlain) && !(text.front() >= '0' && text.front() <= '9');
}

} // namespace

QByteArrayView ValueTree::text(qint32 node) const
{
    const ValueNode &wanted = at(node);
    const QByteArrayView all = wanted.isPooled ? QByteArrayView(m_pool) : m_bytes;
    return all.sliced(wanted.textBegin, wanted.textSize);
}

QByteArrayView ValueTree::stored(qint32 node) const
{
    return m_bytes.sliced(at(node).begin, at(node).end - at(node).begin);
}

bool ValueTree::isKey(qint32 node) const
{
    const qint32 around = at(node).parent;
    const qint32 first = around == none ? none : firstMember(around);
    return first != none && at(node).key == none && at(first).key != none;
}

qint32 ValueTree::following(qint32 node, qint32 top) const
{
    if (firstMember(node) != none)
        return firstMember(node);
    while (node != top && node != none) {
        if (at(node).next != none)
            return at(node).next;
        node = at(node).parent;
    }
    return none;
}

bool ValueTree::comesBefore(qint32 node, qint32 other) const
{
    const auto depth = [this](qint32 of) {
        int levels = 0;
        for (; at(of).parent != none; of = at(of).parent)
            ++levels;
        return levels;
    };
    int nodeDepth = depth(node);
    int otherDepth = depth(other);
    const bool isHigher = nodeDepth < otherDepth; // where one is in the other, the outer comes first
    for (; nodeDepth > otherDepth; --nodeDepth)
        node = at(node).parent;
    for (; otherDepth > nodeDepth; --otherDepth)
        other = at(other).parent;
    if (node == other)
        return isHigher;
    while (at(node).parent != at(other).parent) {
        node = at(node).parent;
        other = at(other).parent;
    }
    return at(node).position < at(other).position;
}

QByteArray ValueTree::path(qint32 node) const
{
    std::vector<qint32> way;
    for (; node != none && at(node).parent != none; node = at(node).parent)
        way.push_back(node);
    if (node != m_root)
        return "?";
    QByteArray path = "$";
    for (auto step = way.rbegin(); step != way.rend(); ++step) {
        const qint32 key = at(*step).key;
        if (key == none) {
            path += '[' + QByteArray::number(at(*step).position) + ']';
        } else if (at(key).type == ValueType::Text && isPlainName(text(key))) {
            path += '.' + text(key).toByteArray();
        } else if (at(key).type == ValueType::Integer) {
            path += '[' + text(key).toByteArray() + ']';
        } else {
            path += '[';
            appendJsonString(path, isText(text(key)) ? text(key) : QByteArrayView("?"));
            path += ']';
        }
    }
    return path;
}

void ValueTree::narrowTo(qint32 node)
{
    ValueNode &root = m_nodes[size_t(node)];
    root.parent = none;
    root.key = none;
    root.next = none;
    root.position = 0;
    m_root = node;
}

void ValueTree::nullRoot()
{
    ValueNode &root = m_nodes[size_t(m_root)];
    root.type = ValueType::Null;
    root.firstMember = none;
    root.lastMember = none;
    root.memberCount = 0;
}
