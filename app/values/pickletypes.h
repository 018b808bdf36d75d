#pragma once

#include "app/values/picklestack.h"

/// What a pickle's calls mean: objects with the names of what would be called, and a few types of the standard library whose meaning is
/// plain (bytes, sets, times, decimals).
class PickleTypes
{
public:
    PickleTypes(TreeBuilder &builder, PickleStack &stack)
        : m_builder(builder)
        , m_stack(stack)
    {
    }

    /// A class or a function by its name.
    [[nodiscard]] qint32 global(QByteArrayView module, QByteArrayView name, qsizetype begin, qsizetype end);
    /// What calling `callable` with the members of `arguments` would make.
    [[nodiscard]] qint32 call(qint32 callable, qint32 arguments, qsizetype end);
    /// Gives an object its attributes, or what else it keeps.
    void build(qint32 object, qint32 state, qsizetype end);

private:
    [[nodiscard]] QByteArray nameOf(qint32 callable) const;
    [[nodiscard]] qint32 knownType(const QByteArray &name, qint32 arguments, qsizetype begin, qsizetype end);
    [[nodiscard]] qint32 scalar(ValueType type, const QByteArray &name, QByteArrayView text, qsizetype begin, qsizetype end);

    TreeBuilder &m_builder;
    PickleStack &m_stack;
};
