#pragma once

#include "app/values/treebuilder.h"

#include <QHash>

/// A pickle's stack and memo over a tree. A node is at one place at most: what a pickle uses again is a Reference to it, so that neither
/// cycles nor shared parts, which may stand for 2^1000 nodes, cost anything.
class PickleStack
{
    Q_DECLARE_TR_FUNCTIONS(PickleStack)

public:
    explicit PickleStack(TreeBuilder &builder)
        : m_builder(builder)
    {
    }

    void push(qint32 node);
    void push(const ValueNode &node) { push(m_builder.addLoose(node)); }
    void mark(qsizetype at);
    /// The topmost node, taken off; none, with a fault, where there is none above the last mark.
    [[nodiscard]] qint32 pop();
    /// The topmost node, without taking it off.
    [[nodiscard]] qint32 top();
    /// What is above the last mark, taken off with it; `begin` is where the mark was.
    [[nodiscard]] std::vector<qint32> popToMark(qsizetype &begin);
    /// POP takes a mark as well.
    void drop();
    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }

    void memoize(quint32 index);
    void memoizeNext() { memoize(quint32(m_memo.size())); }
    void recall(quint32 index, qsizetype begin, qsizetype end);
    void duplicate(qsizetype begin, qsizetype end);

    /// What a node stands for.
    [[nodiscard]] qint32 meant(qint32 node) const;
    /// Puts a node that was taken off into a container, which can be a reference.
    void attach(qint32 container, qint32 member, qint32 key = ValueTree::none);
    /// Gives a container what another has that was taken off and is nowhere else; false where it is not so.
    [[nodiscard]] bool absorb(qint32 container, qint32 from);
    void fail(const QString &what, qsizetype at);

private:
    struct Item
    {
        qint32 node = ValueTree::none; ///< none: a mark
        qsizetype at = 0;
    };
    enum class Place : quint8 { Loose, OnStack, InTree };

    [[nodiscard]] Place placeOf(qint32 node) const { return size_t(node) < m_places.size() ? m_places[size_t(node)] : Place::Loose; }
    void setPlace(qint32 node, Place place);
    [[nodiscard]] bool isInside(qint32 node, qint32 top);
    [[nodiscard]] qint32 unlessAround(qint32 container, qint32 node);
    void refer(qint32 node, qsizetype begin, qsizetype end);

    TreeBuilder &m_builder;
    std::vector<Item> m_items;
    QHash<quint32, qint32> m_memo;
    std::vector<Place> m_places;
    qint64 m_steps = 0; ///< up the tree, in all
};
