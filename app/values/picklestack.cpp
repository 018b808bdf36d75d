#include "app/values/picklestack.h"

void PickleStack::fail(const QString &what, qsizetype at)
{
    m_builder.fail(DecodeFault::malformed(at, what));
}

void PickleStack::setPlace(qint32 node, Place place)
{
    if (size_t(node) >= m_places.size())
        m_places.resize(size_t(node) + 1, Place::Loose);
    m_places[size_t(node)] = place;
}

void PickleStack::push(qint32 node)
{
    if (node == ValueTree::none)
        return; // there is a fault
    setPlace(node, Place::OnStack);
    m_items.push_back({node, m_builder.tree().at(node).begin});
}

void PickleStack::mark(qsizetype at)
{
    m_items.push_back({ValueTree::none, at});
}

qint32 PickleStack::top()
{
    if (!m_items.empty() && m_items.back().node != ValueTree::none)
        return m_items.back().node;
    fail(tr("The pickle uses something that is not there."), m_items.empty() ? 0 : m_items.back().at);
    return ValueTree::none;
}

qint32 PickleStack::pop()
{
    const qint32 node = top();
    if (node != ValueTree::none) {
        m_items.pop_back();
        setPlace(node, Place::Loose);
    }
    return node;
}

std::vector<qint32> PickleStack::popToMark(qsizetype &begin)
{
    size_t at = m_items.size();
    while (at > 0 && m_items[at - 1].node != ValueTree::none)
        --at;
    if (at == 0) {
        fail(tr("The pickle ends something that it did not begin."), begin);
        return {};
    }
    begin = m_items[at - 1].at;
    std::vector<qint32> nodes;
    nodes.reserve(m_items.size() - at);
    for (size_t index = at; index < m_items.size(); ++index) {
        nodes.push_back(m_items[index].node);
        setPlace(nodes.back(), Place::Loose);
    }
    m_items.resize(at - 1);
    return nodes;
}

void PickleStack::drop()
{
    if (m_items.empty())
        return fail(tr("The pickle uses something that is not there."), 0);
    if (m_items.back().node != ValueTree::none)
        setPlace(m_items.back().node, Place::Loose);
    m_items.pop_back();
}

void PickleStack::memoize(quint32 index)
{
    const qint32 node = top();
    if (node != ValueTree::none)
        m_memo.insert(index, node);
}

void PickleStack::refer(qint32 node, qsizetype begin, qsizetype end)
{
    push(m_builder.addReference(meant(node), begin, end));
}

void PickleStack::recall(quint32 index, qsizetype begin, qsizetype end)
{
    const auto found = m_memo.constFind(index);
    if (found == m_memo.constEnd())
        return fail(tr("The pickle recalls something that it did not keep."), begin);
    const ValueType type = m_builder.tree().at(*found).type;
    const bool isContainer = type == ValueType::List || type == ValueType::Map || type == ValueType::Object;
    if (isContainer && placeOf(*found) == Place::Loose)
        push(*found); // it was taken off only to be recalled
    else
        refer(*found, begin, end);
}

void PickleStack::duplicate(qsizetype begin, qsizetype end)
{
    const qint32 node = top();
    if (node != ValueTree::none)
        refer(node, begin, end);
}

qint32 PickleStack::meant(qint32 node) const
{
    if (node == ValueTree::none || m_builder.tree().at(node).type != ValueType::Reference)
        return node;
    return m_builder.tree().target(node); // which is never a reference itself
}

bool PickleStack::isInside(qint32 node, qint32 top)
{
    constexpr qint64 most = 20'000'000; // a hostile pickle could ask for the square of its size
    for (; node != ValueTree::none && node != top; node = m_builder.tree().at(node).parent) {
        if (++m_steps > most) {
            m_builder.fail(DecodeFault::tooMany(m_builder.tree().at(top).begin, m_builder.limits().greatestNodes));
            return true;
        }
    }
    return node == top;
}

/// The node, or a reference to it where the container is inside of it.
qint32 PickleStack::unlessAround(qint32 container, qint32 node)
{
    if (!isInside(container, node)) {
        setPlace(node, Place::InTree);
        return node;
    }
    const ValueNode &around = m_builder.tree().at(node);
    return m_builder.addReference(meant(node), around.begin, around.end);
}

void PickleStack::attach(qint32 container, qint32 member, qint32 key)
{
    if (container == ValueTree::none || member == ValueTree::none)
        return;
    const qint32 target = meant(container);
    const ValueType type = target == ValueTree::none ? ValueType::Null : m_builder.tree().at(target).type;
    if (type != ValueType::List && type != ValueType::Map && type != ValueType::Object)
        return fail(tr("The pickle adds a member to what has none."), m_builder.tree().at(member).begin);
    if (key != ValueTree::none)
        key = unlessAround(target, key);
    member = unlessAround(target, member);
    m_builder.append(target, member, key);
}

bool PickleStack::absorb(qint32 container, qint32 from)
{
    const qint32 target = meant(container);
    if (from == ValueTree::none || target == ValueTree::none || m_builder.tree().at(from).type == ValueType::Reference
        || m_builder.tree().at(from).isShared || isInside(target, from))
        return false;
    m_builder.moveMembers(from, target);
    return true;
}
