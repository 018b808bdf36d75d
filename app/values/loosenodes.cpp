#include "app/values/treebuilder.h"

// TreeBuilder's other half: nodes that are made before their containers, and the end.

qint32 TreeBuilder::addLoose(const ValueNode &node)
{
    m_hasLooseNodes = true;
    return insert(node);
}

void TreeBuilder::append(qint32 parent, qint32 member, qint32 key)
{
    if (parent == ValueTree::none || member == ValueTree::none)
        return;
    ValueNode &container = m_tree.m_nodes[size_t(parent)];
    ValueNode &added = m_tree.m_nodes[size_t(member)];
    added.parent = parent;
    added.key = key;
    added.next = ValueTree::none;
    added.position = container.memberCount;
    if (key != ValueTree::none)
        m_tree.m_nodes[size_t(key)].parent = parent;
    if (container.lastMember == ValueTree::none)
        container.firstMember = member;
    else
        m_tree.m_nodes[size_t(container.lastMember)].next = member;
    container.lastMember = member;
    ++container.memberCount;
}

void TreeBuilder::moveMembers(qint32 from, qint32 to)
{
    ValueNode &source = m_tree.m_nodes[size_t(from)];
    qint32 member = source.firstMember;
    source.firstMember = source.lastMember = ValueTree::none;
    source.memberCount = 0;
    while (member != ValueTree::none) {
        const qint32 next = m_tree.at(member).next;
        append(to, member, m_tree.at(member).key);
        member = next;
    }
}

void TreeBuilder::setRoot(qint32 node)
{
    m_tree.m_root = node;
}

/// Of a tree that was made from its members up: keys and members are looked at with the depth of their container.
void TreeBuilder::checkDepth()
{
    std::vector<std::pair<qint32, int>> toLookAt;
    if (!m_tree.isEmpty())
        toLookAt.emplace_back(m_tree.root(), 0);
    while (!toLookAt.empty()) {
        const auto [node, depth] = toLookAt.back();
        toLookAt.pop_back();
        if (depth > m_limits.greatestDepth) {
            fail(DecodeFault::tooDeep(m_tree.at(node).begin, m_limits.greatestDepth));
            m_tree.m_root = ValueTree::none; // whoever reads the tree relies on the limit
            return;
        }
        for (qint32 member = m_tree.firstMember(node); member != ValueTree::none; member = m_tree.at(member).next) {
            toLookAt.emplace_back(member, depth + 1);
            if (m_tree.at(member).key != ValueTree::none)
                toLookAt.emplace_back(m_tree.at(member).key, depth + 1);
        }
    }
}

Decoded TreeBuilder::finish(qsizetype end)
{
    // What is still open after a fault reaches as far as was read.
    while (!m_frames.empty()) {
        setEnd(m_frames.back().node, end);
        m_frames.pop_back();
    }
    if (m_hasLooseNodes)
        checkDepth();
    return {std::move(m_tree), std::move(m_fault)};
}
