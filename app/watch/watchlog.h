#pragma once

#include "connection/text/watchedline.h"

#include <QtGlobal>

#include <memory>
#include <vector>

/// The newest watched lines, in immutable segments in the order they came: a copy shares them, so that it costs next to nothing and can be
/// looked through in any thread. A line is told by its number, from 0, which it keeps while those before it are dropped.
class WatchLog
{
public:
    /// Bytes of memory that the lines of a watch may take: some 650,000 of them.
    static constexpr qint64 usualMost = 64 * 1024 * 1024;

    struct Part
    {
        std::shared_ptr<const WatchSegment> segment;
        qint64 first = 0; ///< the number of its first line

        [[nodiscard]] qint64 end() const { return first + qint64(segment->size()); }
    };

    explicit WatchLog(qint64 mostBytes = usualMost)
        : m_mostBytes(mostBytes)
    {
    }

    /// The number of the oldest line that is kept; so many were dropped.
    [[nodiscard]] qint64 begin() const { return m_parts.empty() ? m_end : m_parts.front().first; }
    [[nodiscard]] qint64 end() const { return m_end; }
    [[nodiscard]] qint64 size() const { return m_end - begin(); }
    [[nodiscard]] bool isEmpty() const { return m_parts.empty(); }
    [[nodiscard]] qint64 byteSize() const { return m_bytes; }
    [[nodiscard]] qint64 mostBytes() const { return m_mostBytes; }
    /// In order, none of them empty.
    [[nodiscard]] const std::vector<Part> &parts() const { return m_parts; }
    /// The part with the line of this number, which is kept.
    [[nodiscard]] const Part &partOf(qint64 number) const;
    [[nodiscard]] QByteArrayView text(qint64 number) const;

    /// Adds lines and drops the oldest where there are too many.
    void append(WatchSegment &&segment);
    /// Drops all lines; the numbers go on.
    void clear();

private:
    void add(std::shared_ptr<const WatchSegment> segment);

    std::vector<Part> m_parts;
    qint64 m_end = 0;
    qint64 m_bytes = 0;
    qint64 m_mostBytes;
};
