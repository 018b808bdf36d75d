#pragma once

#include <QByteArray>
#include <QSet>

class QModelIndex;
class ValueTreeModel;
class ValueTreeRows;

/// Which parts of a value are open in its tree, and which one is current, by what leads to them: a value that is read again is another one.
class OpenParts
{
public:
    /// As `rows` has them now; nothing where they are too many.
    void note(const ValueTreeRows &rows);
    void forget() { *this = {}; }
    [[nodiscard]] bool isEmpty() const { return m_open.isEmpty() && m_current.isEmpty(); }
    /// Opens those that are still there, and no others.
    void restore(ValueTreeRows *rows) const;

private:
    static constexpr int mostRows = 20'000;

    QSet<QByteArray> m_open;
    QByteArray m_current;
};
