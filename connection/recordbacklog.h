#pragma once

#include <QtGlobal>

#include <vector>

/// What was written under TLS and may still be on its way to the system: how much of it the system surely has not taken can be told from
/// how many bytes of records it has not, since a record that it has not got whole is of no use to the server.
class RecordBacklog
{
public:
    /// A write of `size` bytes, in records of its own; with it, `encrypted` bytes of records wait.
    void add(qint64 size, qint64 encrypted);
    /// Nothing waits any more.
    void clear() { m_writes.clear(); }
    /// How many of the bytes written last the system has not taken, while `encrypted` bytes of records wait: at least so many.
    [[nodiscard]] qint64 untaken(qint64 encrypted) const;

private:
    std::vector<qint64> m_writes; ///< bytes each
};
