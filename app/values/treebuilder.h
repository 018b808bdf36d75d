#pragma once

#include "app/values/decodefault.h"
#include "app/values/decodelimits.h"
#include "app/values/valuetree.h"

#include <QHash>

#include <optional>

/// What a decoder makes: the tree, and why it ends where it does. With a fault it holds what was decoded before it.
struct Decoded
{
    ValueTree tree;
    DecodeFault fault;
};

/// Makes a ValueTree within limits. A node that is added goes into the innermost container that is open: into one by key alternately as key
/// and as member. After a fault it takes nothing more, and answers ValueTree::none.
class TreeBuilder
{
public:
    enum class Members : quint8 { Listed, Keyed };

    /// `bytes` outlive the tree.
    TreeBuilder(QByteArrayView bytes, const DecodeLimits &limits);

    /// A scalar that says nothing more than its type.
    qint32 add(ValueType type, qsizetype begin, qsizetype end);
    /// One whose text is in the bytes as it is.
    qint32 addStored(ValueType type, qsizetype begin, qsizetype end, QByteArrayView text);
    /// One whose text is made.
    qint32 addMade(ValueType type, qsizetype begin, qsizetype end, QByteArrayView text);
    qint32 addBoolean(bool value, qsizetype begin, qsizetype end);
    qint32 addSigned(qint64 value, qsizetype begin, qsizetype end);
    qint32 addUnsigned(quint64 value, qsizetype begin, qsizetype end);
    qint32 addReal(double value, qsizetype begin, qsizetype end);
    qint32 addReal(float value, qsizetype begin, qsizetype end);
    /// What `target` is, once more: a scalar as a copy, a container as a Reference. none: a reference to nothing.
    qint32 addReference(qint32 target, qsizetype begin, qsizetype end);

    /// Opens a container with so many members (pairs, by key), which closes by itself after the last.
    qint32 open(ValueType type, qsizetype begin, Members members, quint64 count, qsizetype end);
    /// Opens one that close() closes.
    qint32 open(ValueType type, qsizetype begin, Members members);
    /// Opens one that is kept out of the tree, for what has to be read and is not shown.
    void openAside(Members members);
    /// Opens a node once more, for members that come behind it.
    void reopen(qint32 node, Members members);
    void close(qsizetype end);
    void setName(qint32 node, QByteArrayView name);
    void setText(qint32 node, QByteArrayView text);
    void setType(qint32 node, ValueType type);
    void setEnd(qint32 node, qsizetype end);
    /// A map whose keys are 0, 1, 2 … becomes a list, as PHP has one type for both. Its keys stay.
    void listSequence(qint32 map);

    // For decoders that make members before their container: a node outside of any, and its place later. The depth is checked by finish().
    qint32 addLoose(const ValueNode &node);
    void append(qint32 parent, qint32 member, qint32 key = ValueTree::none);
    /// Gives all members of one node to another.
    void moveMembers(qint32 from, qint32 to);
    void setRoot(qint32 node);
    [[nodiscard]] ValueNode stored(ValueType type, qsizetype begin, qsizetype end, QByteArrayView text) const;
    [[nodiscard]] ValueNode made(ValueType type, qsizetype begin, qsizetype end, QByteArrayView text);

    [[nodiscard]] const ValueTree &tree() const { return m_tree; }
    [[nodiscard]] qsizetype openCount() const { return qsizetype(m_frames.size()); }
    [[nodiscard]] qint32 innermost() const { return m_frames.empty() ? ValueTree::none : m_frames.back().node; }
    [[nodiscard]] bool wantsKey() const
    {
        return !m_frames.empty() && m_frames.back().members == Members::Keyed && m_frames.back().key < 0;
    }
    /// The value is whole.
    [[nodiscard]] bool isWhole() const { return m_frames.empty() && !m_tree.isEmpty(); }
    [[nodiscard]] bool hasFailed() const { return bool(m_fault); }
    /// The first fault is kept.
    void fail(const DecodeFault &fault);
    [[nodiscard]] const DecodeLimits &limits() const { return m_limits; }

    /// Ends it: what came before a fault, or the whole.
    [[nodiscard]] Decoded finish(qsizetype end);

private:
    struct Frame
    {
        qint32 node = ValueTree::none;
        qint32 key = ValueTree::none; ///< that waits for its member
        Members members = Members::Listed;
        std::optional<quint64> left{}; ///< members to come
    };

    qint32 insert(const ValueNode &node);
    qint32 place(qint32 node);
    void settle(qsizetype end);
    void checkDepth();

    const DecodeLimits m_limits;
    ValueTree m_tree;
    DecodeFault m_fault;
    std::vector<Frame> m_frames;
    bool m_hasLooseNodes = false;
    QHash<QByteArray, quint16> m_names;
};
