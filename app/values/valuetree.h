#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <vector>

enum class ValueType : quint8 {
    Null,
    Boolean, ///< its text is true or false
    Integer, ///< its text is decimal, in full
    Real,    ///< its text is as stored where that is text, else the shortest decimal that means the same
    Text,
    Bytes,
    Time,      ///< its text is as in ISO 8601
    List,      ///< members by position
    Map,       ///< members by key
    Object,    ///< members by key or position; its type name says of what
    Reference, ///< to a node that is elsewhere in the tree, or nowhere
    Unknown,   ///< a type that is not known: its bytes only
};

/// One part of a decoded value. Compact on purpose: a value can have millions.
struct ValueNode
{
    ValueType type = ValueType::Null;
    bool isPooled = false; ///< its text is in the tree's own pool, not in the decoded bytes
    bool isShared = false; ///< something refers to it, so changing it changes more than is seen here
    quint16 name = 0;      ///< type name; 0: none
    quint32 begin = 0;     ///< in the decoded bytes, all that it takes there: type, length, members, end
    quint32 end = 0;
    quint32 textBegin = 0;
    quint32 textSize = 0;
    qint32 parent = -1;
    qint32 key = -1;         ///< a node of its own, which is not among the parent's members; -1: by position
    qint32 firstMember = -1; ///< of a Reference: what it refers to
    qint32 lastMember = -1;
    qint32 next = -1; ///< the parent's next member
    qint32 memberCount = 0;
    qint32 position = 0; ///< among the parent's members
};

/// A decoded value: nodes in one array, linked by index. Its texts are bytes in the format's own encoding, unescaped; those that are in the
/// decoded bytes as they are point there, so these must outlive it.
class ValueTree
{
public:
    static constexpr qint32 none = -1;

    explicit ValueTree(QByteArrayView bytes = {})
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] QByteArrayView bytes() const { return m_bytes; }
    [[nodiscard]] bool isEmpty() const { return m_root == none; }
    [[nodiscard]] qint32 root() const { return m_root; }
    /// Keys and what is not reached from the root among them.
    [[nodiscard]] qint32 nodeCount() const { return qint32(m_nodes.size()); }
    [[nodiscard]] const ValueNode &at(qint32 node) const { return m_nodes[size_t(node)]; }
    /// What a scalar says, and where the format has one, a name of an object: for a function or class that is a value itself.
    [[nodiscard]] QByteArrayView text(qint32 node) const;
    /// The type as the format names it, as "App\User" or "datetime.datetime"; empty where ValueType says all.
    [[nodiscard]] QByteArrayView typeName(qint32 node) const { return m_names.at(at(node).name); }
    /// All the bytes that a node takes.
    [[nodiscard]] QByteArrayView stored(qint32 node) const;
    /// Whether it is a key and not a member. A node that is in nothing is neither.
    [[nodiscard]] bool isKey(qint32 node) const;
    [[nodiscard]] qint32 target(qint32 reference) const { return at(reference).firstMember; }
    /// Members have a position or a key; a reference has none of its own.
    [[nodiscard]] qint32 firstMember(qint32 node) const { return at(node).type == ValueType::Reference ? none : at(node).firstMember; }
    /// The node after this one in the order of a reader who goes into each container, or none after the last below `top`.
    [[nodiscard]] qint32 following(qint32 node, qint32 top) const;
    /// Whether a reader who goes into each container comes to `node` before `other`, both reached from the root.
    [[nodiscard]] bool comesBefore(qint32 node, qint32 other) const;
    /// Where a node is, as $.users[0].name; names that need it in quotes, as $["a b"].
    [[nodiscard]] QByteArray path(qint32 node) const;
    /// Makes a node the root, so that nothing leads to what was around it any more. The numbers of the nodes stay.
    void narrowTo(qint32 node);
    /// Makes the root null, for a format that writes an empty list for it.
    void nullRoot();

private:
    friend class TreeBuilder;

    QByteArrayView m_bytes;
    QByteArray m_pool;
    std::vector<ValueNode> m_nodes;
    QList<QByteArray> m_names{QByteArray()};
    qint32 m_root = none;
};
