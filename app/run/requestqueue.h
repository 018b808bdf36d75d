#pragma once

#include "app/run/runsegment.h"

/// The commands of a run that have no outcome yet, first in first out: the line and the key of each, without an allocation a command.
class RequestQueue
{
public:
    void append(qint64 line, QByteArrayView key);
    [[nodiscard]] qsizetype size() const { return qsizetype(m_entries.size() - m_first); }
    /// Takes the oldest `count` (at most size()) out.
    [[nodiscard]] RequestColumns take(qsizetype count);

private:
    struct Entry
    {
        qint64 line = 0;
        qsizetype keyLength = 0;
    };

    std::vector<Entry> m_entries;
    QByteArray m_keys;
    size_t m_first = 0;       ///< what is before it has been taken
    qsizetype m_keyFirst = 0; ///< bytes
};
