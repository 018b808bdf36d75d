#include "connection/resultsink.h"

#include <algorithm>
#include <utility>

ResultSink::~ResultSink() = default;

void ResultSink::addSilences(Opcode opcode, qsizetype count)
{
    while (count > 0) {
        if (m_current.size() >= ResultSegment::usualSize)
            startSegment();
        const qsizetype some = std::min(count, ResultSegment::usualSize - m_current.size());
        m_current.appendSilences(opcode, some);
        count -= some;
    }
}

void ResultSink::addWithout(Opcode opcode, Status status, Basis basis, const QString &reason)
{
    if (m_current.size() >= ResultSegment::usualSize)
        startSegment();
    m_current.appendWithout(opcode, status, basis, reason);
}

std::vector<ResultSegment> ResultSink::takeSegments()
{
    if (!m_current.isEmpty())
        startSegment();
    return std::exchange(m_full, {});
}

void ResultSink::startSegment()
{
    m_earlier += m_current.size();
    m_current.squeeze();
    m_full.push_back(std::exchange(m_current, {}));
}
