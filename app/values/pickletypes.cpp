#include "app/values/pickletypes.h"

#include <QString>

#include <array>

namespace {

quint8 byteAt(QByteArrayView bytes, qsizetype at)
{
    return quint8(bytes[at]);
}

QByteArray digits(int number, int width)
{
    return QByteArray::number(number).rightJustified(width, '0');
}

QByteArray clockText(QByteArrayView bytes)
{
    const int micros = byteAt(bytes, 3) << 16 | byteAt(bytes, 4) << 8 | byteAt(bytes, 5);
    const QByteArray text = digits(byteAt(bytes, 0) & 0x7f, 2) + ':' + digits(byteAt(bytes, 1), 2) + ':' + digits(byteAt(bytes, 2), 2);
    return micros == 0 ? text : text + '.' + digits(micros, 6);
}

/// datetime's own state: two bytes of year, month, day, then hour, minute, second, three bytes of microseconds (Lib/datetime.py,
/// _getstate).
QByteArray dateTimeText(const QByteArray &name, QByteArrayView bytes)
{
    const auto day = [&] {
        return digits(byteAt(bytes, 0) << 8 | byteAt(bytes, 1), 4) + '-' + digits(byteAt(bytes, 2) & 0x7f, 2) + '-'
            + digits(byteAt(bytes, 3), 2);
    };
    if (name == "datetime.datetime" && bytes.size() == 10)
        return day() + 'T' + clockText(bytes.sliced(4));
    if (name == "datetime.date" && bytes.size() == 4)
        return day();
    if (name == "datetime.time" && bytes.size() == 6)
        return clockText(bytes);
    return {};
}

} // namespace

qint32 PickleTypes::global(QByteArrayView module, QByteArrayView name, qsizetype begin, qsizetype end)
{
    const ValueNode node = m_builder.made(ValueType::Object, begin, end, module.toByteArray() + '.' + name.toByteArray());
    const qint32 added = m_builder.addLoose(node);
    m_builder.setName(added, "global");
    return added;
}

QByteArray PickleTypes::nameOf(qint32 callable) const
{
    const qint32 target = m_stack.meant(callable);
    const QByteArrayView name = target == ValueTree::none ? QByteArrayView() : m_builder.tree().text(target);
    return name.isEmpty() ? QByteArray("call") : name.toByteArray().replace("__builtin__.", "builtins.").replace("copy_reg.", "copyreg.");
}

qint32 PickleTypes::scalar(ValueType type, const QByteArray &name, QByteArrayView text, qsizetype begin, qsizetype end)
{
    const qint32 node = m_builder.addLoose(m_builder.made(type, begin, end, text));
    m_builder.setName(node, name);
    return node;
}

/// none: not one of these, or not with the arguments that it has.
qint32 PickleTypes::knownType(const QByteArray &name, qint32 arguments, qsizetype begin, qsizetype end)
{
    const ValueTree &tree = m_builder.tree();
    const qint32 first = tree.firstMember(arguments);
    const int count = tree.at(arguments).memberCount;
    if (first == ValueTree::none)
        return name == "builtins.bytes" ? scalar(ValueType::Bytes, {}, {}, begin, end) : ValueTree::none;
    const ValueType type = tree.at(first).type;
    const QByteArray text = tree.text(first).toByteArray(); // scalars only have one
    if (type == ValueType::Text || type == ValueType::Bytes) {
        if (const QByteArray time = dateTimeText(name, text); !time.isEmpty() && count == 1)
            return scalar(ValueType::Time, name, time, begin, end);
        if (name == "decimal.Decimal" && count == 1)
            return scalar(ValueType::Real, name, text, begin, end);
        // How protocols before 3 write bytes: as Latin-1.
        if ((name == "_codecs.encode" || name == "builtins.bytearray") && count == 2)
            return scalar(ValueType::Bytes, name == "_codecs.encode" ? QByteArray() : QByteArray("bytearray"),
                          QString::fromUtf8(text).toLatin1(), begin, end);
        if (name == "builtins.bytearray" && count == 1)
            return scalar(ValueType::Bytes, "bytearray", text, begin, end);
    }
    if ((name == "builtins.set" || name == "builtins.frozenset") && type == ValueType::List && count == 1) {
        const qint32 set = m_builder.addLoose({.type = ValueType::List, .begin = quint32(begin), .end = quint32(end)});
        m_builder.setName(set, name.mid(qsizetype(sizeof("builtins"))));
        if (set != ValueTree::none && m_stack.absorb(set, first))
            return set;
    }
    return ValueTree::none;
}

qint32 PickleTypes::call(qint32 callable, qint32 arguments, qsizetype end)
{
    if (callable == ValueTree::none || arguments == ValueTree::none)
        return ValueTree::none;
    const qsizetype begin = m_builder.tree().at(callable).begin;
    QByteArray name = nameOf(callable);
    if (const qint32 known = knownType(name, arguments, begin, end); known != ValueTree::none)
        return known;
    const qint32 object = m_builder.addLoose({.type = ValueType::Object, .begin = quint32(begin), .end = quint32(end)});
    if (object == ValueTree::none)
        return object;
    // How protocols before 2 write an object: its class, a class below it, and what that keeps.
    const qint32 first = m_builder.tree().firstMember(arguments);
    if (name == "copyreg._reconstructor" && first != ValueTree::none) {
        name = nameOf(first);
        const qint32 kept = m_builder.tree().at(arguments).lastMember;
        if (m_builder.tree().at(kept).type == ValueType::Null) {
            m_builder.setName(object, name);
            return object;
        }
    }
    m_builder.setName(object, name);
    if (m_builder.tree().at(arguments).type != ValueType::List || !m_stack.absorb(object, arguments))
        m_stack.attach(object, arguments);
    return object;
}

void PickleTypes::build(qint32 object, qint32 state, qsizetype end)
{
    if (object == ValueTree::none || state == ValueTree::none)
        return;
    const ValueTree &tree = m_builder.tree();
    const qint32 target = m_stack.meant(object);
    m_builder.setEnd(target, end);
    if (tree.at(state).type == ValueType::Map && target != ValueTree::none && tree.at(target).type == ValueType::Object
        && m_stack.absorb(object, state))
        return;
    const qint32 key = m_builder.addLoose(m_builder.made(ValueType::Text, tree.at(state).begin, tree.at(state).begin, "__state__"));
    if (key != ValueTree::none)
        m_stack.attach(object, state, key);
}
