#include "app/values/treebuilder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace {

template <typename Number> QByteArray shortest(Number value)
{
    std::array<char, 64> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), written.ptr - text.data()};
}

bool isContainer(ValueType type)
{
    return type == ValueType::List || type == ValueType::Map || type == ValueType::Object;
}

} // namespace

TreeBuilder::TreeBuilder(QByteArrayView bytes, const DecodeLimits &limits)
    : m_limits(limits)
    , m_tree(bytes)
{
    // Places are kept in 32 bits; memcached's largest item is 1 GB.
    if (bytes.size() > std::numeric_limits<qint32>::max())
        fail(DecodeFault::tooLarge(0, std::numeric_limits<qint32>::max()));
}

qint32 TreeBuilder::insert(const ValueNode &node)
{
    constexpr size_t looks = 1024; // nodes between two looks at the cancelling
    if (hasFailed())
        return ValueTree::none;
    if (m_tree.m_nodes.size() >= size_t(m_limits.greatestNodes)) {
        fail(DecodeFault::tooMany(node.begin, m_limits.greatestNodes));
        return ValueTree::none;
    }
    if (m_tree.m_nodes.size() % looks == 0 && m_limits.isCancelled()) {
        fail(DecodeFault::stopped(node.begin));
        return ValueTree::none;
    }
    m_tree.m_nodes.push_back(node);
    return qint32(m_tree.m_nodes.size()) - 1;
}

qint32 TreeBuilder::place(qint32 node)
{
    if (node == ValueTree::none)
        return node;
    if (m_frames.empty()) {
        if (m_tree.isEmpty())
            m_tree.m_root = node;
        return node;
    }
    Frame &frame = m_frames.back();
    if (frame.members == Members::Keyed && frame.key == ValueTree::none) {
        frame.key = node;
        return node;
    }
    append(frame.node, node, frame.key);
    frame.key = ValueTree::none;
    if (frame.left)
        --*frame.left;
    return node;
}

void TreeBuilder::settle(qsizetype end)
{
    while (!m_frames.empty() && m_frames.back().left == quint64(0) && m_frames.back().key == ValueTree::none)
        close(end);
}

qint32 TreeBuilder::add(ValueType type, qsizetype begin, qsizetype end)
{
    const qint32 node = place(insert({.type = type, .begin = quint32(begin), .end = quint32(end)}));
    settle(end);
    return node;
}

ValueNode TreeBuilder::stored(ValueType type, qsizetype begin, qsizetype end, QByteArrayView text) const
{
    const auto textBegin = text.isEmpty() ? begin : text.data() - m_tree.m_bytes.data();
    return {.type = type, .begin = quint32(begin), .end = quint32(end), .textBegin = quint32(textBegin), .textSize = quint32(text.size())};
}

ValueNode TreeBuilder::made(ValueType type, qsizetype begin, qsizetype end, QByteArrayView text)
{
    const qsizetype most = std::min<qsizetype>(m_limits.greatestOutput, std::numeric_limits<qint32>::max());
    if (text.size() > most - m_tree.m_pool.size()) {
        fail(DecodeFault::tooLarge(begin, most));
        return {};
    }
    const auto textBegin = quint32(m_tree.m_pool.size());
    m_tree.m_pool.append(text);
    return {.type = type,
            .isPooled = true,
            .begin = quint32(begin),
            .end = quint32(end),
            .textBegin = textBegin,
            .textSize = quint32(text.size())};
}

qint32 TreeBuilder::addStored(ValueType type, qsizetype begin, qsizetype end, QByteArrayView text)
{
    const qint32 node = place(insert(stored(type, begin, end, text)));
    settle(end);
    return node;
}

qint32 TreeBuilder::addMade(ValueType type, qsizetype begin, qsizetype end, QByteArrayView text)
{
    const qint32 node = place(insert(made(type, begin, end, text)));
    settle(end);
    return node;
}

qint32 TreeBuilder::addBoolean(bool value, qsizetype begin, qsizetype end)
{
    return addMade(ValueType::Boolean, begin, end, value ? "true" : "false");
}

qint32 TreeBuilder::addSigned(qint64 value, qsizetype begin, qsizetype end)
{
    return addMade(ValueType::Integer, begin, end, QByteArray::number(value));
}

qint32 TreeBuilder::addUnsigned(quint64 value, qsizetype begin, qsizetype end)
{
    return addMade(ValueType::Integer, begin, end, QByteArray::number(value));
}

qint32 TreeBuilder::addReal(double value, qsizetype begin, qsizetype end)
{
    return addMade(ValueType::Real, begin, end, shortest(value));
}

qint32 TreeBuilder::addReal(float value, qsizetype begin, qsizetype end)
{
    return addMade(ValueType::Real, begin, end, shortest(value));
}

qint32 TreeBuilder::addReference(qint32 target, qsizetype begin, qsizetype end)
{
    ValueNode node{.type = ValueType::Reference};
    if (target != ValueTree::none) {
        m_tree.m_nodes[size_t(target)].isShared = true;
        const ValueNode &meant = m_tree.at(target);
        if (!isContainer(meant.type))
            node = meant;
        else
            node.firstMember = target;
    }
    node.parent = node.key = node.next = ValueTree::none;
    node.begin = quint32(begin);
    node.end = quint32(end);
    const qint32 added = place(insert(node));
    settle(end);
    return added;
}

qint32 TreeBuilder::open(ValueType type, qsizetype begin, Members members)
{
    if (m_frames.size() >= size_t(m_limits.greatestDepth)) {
        fail(DecodeFault::tooDeep(begin, m_limits.greatestDepth));
        return ValueTree::none;
    }
    const qint32 node = place(insert({.type = type, .begin = quint32(begin), .end = quint32(begin)}));
    if (node != ValueTree::none)
        m_frames.push_back({.node = node, .members = members});
    return node;
}

qint32 TreeBuilder::open(ValueType type, qsizetype begin, Members members, quint64 count, qsizetype end)
{
    const qint32 node = open(type, begin, members);
    if (node != ValueTree::none) {
        m_frames.back().left = count;
        settle(end);
    }
    return node;
}

void TreeBuilder::openAside(Members members)
{
    if (m_frames.size() >= size_t(m_limits.greatestDepth))
        return fail(DecodeFault::tooDeep(0, m_limits.greatestDepth));
    if (const qint32 node = insert({.type = ValueType::List}); node != ValueTree::none)
        m_frames.push_back({.node = node, .members = members});
}

void TreeBuilder::reopen(qint32 node, Members members)
{
    if (m_frames.size() >= size_t(m_limits.greatestDepth))
        fail(DecodeFault::tooDeep(node == ValueTree::none ? 0 : m_tree.at(node).begin, m_limits.greatestDepth));
    if (node != ValueTree::none && !hasFailed())
        m_frames.push_back({.node = node, .members = members});
}

void TreeBuilder::close(qsizetype end)
{
    if (m_frames.empty())
        return;
    setEnd(m_frames.back().node, end);
    const bool closedByItself = m_frames.back().left.has_value();
    m_frames.pop_back();
    if (!closedByItself)
        settle(end);
}

void TreeBuilder::setName(qint32 node, QByteArrayView name)
{
    constexpr qsizetype longest = 512; // bytes; a name is for a reader
    if (node == ValueTree::none || hasFailed())
        return;
    const QByteArray wanted = name.first(std::min(name.size(), longest)).toByteArray();
    if (!m_names.contains(wanted)) {
        if (m_tree.m_names.size() > std::numeric_limits<quint16>::max())
            return;
        m_names.insert(wanted, quint16(m_tree.m_names.size()));
        m_tree.m_names.append(wanted);
    }
    m_tree.m_nodes[size_t(node)].name = m_names.value(wanted);
}

void TreeBuilder::setText(qint32 node, QByteArrayView text)
{
    if (node == ValueTree::none || hasFailed())
        return;
    const ValueNode with = made(ValueType::Text, 0, 0, text);
    ValueNode &changed = m_tree.m_nodes[size_t(node)];
    changed.isPooled = with.isPooled;
    changed.textBegin = with.textBegin;
    changed.textSize = with.textSize;
}

void TreeBuilder::setType(qint32 node, ValueType type)
{
    if (node != ValueTree::none)
        m_tree.m_nodes[size_t(node)].type = type;
}

void TreeBuilder::setEnd(qint32 node, qsizetype end)
{
    if (node != ValueTree::none)
        m_tree.m_nodes[size_t(node)].end = quint32(end);
}

void TreeBuilder::listSequence(qint32 map)
{
    if (map == ValueTree::none || m_tree.at(map).type != ValueType::Map)
        return;
    int position = 0;
    for (qint32 member = m_tree.at(map).firstMember; member != ValueTree::none; member = m_tree.at(member).next) {
        const qint32 key = m_tree.at(member).key;
        if (m_tree.at(key).type != ValueType::Integer || m_tree.text(key) != QByteArray::number(position))
            return;
        ++position;
    }
    setType(map, ValueType::List);
}

void TreeBuilder::fail(const DecodeFault &fault)
{
    if (!m_fault)
        m_fault = fault;
}
