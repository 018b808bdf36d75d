#pragma once

#include "app/run/runsegment.h"

#include <QByteArray>

#include <array>

/// Writes the results of a run as text: for people, as JSON Lines, or as CSV (RFC 4180) with the same fields. All of it is UTF-8 in
/// English; fields that do not apply are left out (in CSV: empty without quotes, where a present but empty one is `""`).
class ResultWriter
{
public:
    enum class Format { Text, JsonLines, Csv };

    explicit ResultWriter(Format format);

    /// Appends what comes before the first result: the header line of CSV.
    void writeHeader(QByteArray &out) const;
    /// Appends the results of `segment` from `index` on, until `out` holds `enough` bytes or more or the segment ends; returns the index of
    /// the next result to write, segment.results.size() at its end.
    [[nodiscard]] qsizetype write(QByteArray &out, const RunSegment &segment, qsizetype index, qsizetype enough);

private:
    void writeText(QByteArray &out, qint64 line, QByteArrayView key, const Outcome &outcome);
    void writeJson(QByteArray &out, qint64 line, QByteArrayView key, const Outcome &outcome);
    void writeCsv(QByteArray &out, qint64 line, QByteArrayView key, const Outcome &outcome);
    [[nodiscard]] const QByteArray &commandName(Opcode opcode);
    [[nodiscard]] const QByteArray &nameOf(Status status);

    Format m_format;
    std::array<QByteArray, 256> m_commandNames; ///< by opcode, filled as they come
    Status m_status = Status::Success;
    QByteArray m_statusName; ///< of m_status
};
