#pragma once

#include "connection/resultsegment.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <memory>
#include <vector>

/// The requests of a segment of results, in the same order, in compact columns: the line in the script and the key of each.
class RequestColumns
{
public:
    void reserve(qsizetype count, qsizetype keyBytes);
    /// `line` counts from 1; one above 4294967295 is kept as that. `key` is that of the Command: of a STAT its group.
    void append(qint64 line, QByteArrayView key);

    [[nodiscard]] qsizetype size() const { return qsizetype(m_lines.size()); }
    [[nodiscard]] qint64 line(qsizetype index) const { return m_lines[size_t(index)]; }
    [[nodiscard]] QByteArrayView key(qsizetype index) const;
    /// All keys one after the other, and where in them that of `index` ends.
    [[nodiscard]] QByteArrayView keys() const { return m_keys; }
    [[nodiscard]] qsizetype keyEnd(qsizetype index) const { return m_keyEnds[size_t(index)]; }
    /// Bytes held.
    [[nodiscard]] qsizetype byteSize() const;

private:
    std::vector<quint32> m_lines;
    std::vector<quint32> m_keyEnds;
    QByteArray m_keys;
};

/// A finished stretch of a run: immutable once handed out, shared between those who show and those who search it.
struct RunSegment
{
    RequestColumns requests;
    ResultSegment results; ///< as many as requests
    /// When its outcomes were taken up, since the start of the run: kept once for all of them, which came within some milliseconds.
    std::chrono::milliseconds arrived{0};
};

using SegmentList = QList<std::shared_ptr<const RunSegment>>;
