#include "connection/resultsink.h"

#include <utility>

ResultSink::~ResultSink() = default;

void ResultSink::addAnswer(Opcode opcode, quint16 status, const std::shared_ptr<const ReadBlock> &block, const char *bytes, quint32 length)
{
    if (m_current.size() >= ResultSegment::usualSize || !m_current.takes(block))
        startSegment();
    m_current.appendAnswer(opcode, status, block, bytes, length);
    ++m_outcomeCount;
}

void ResultSink::addSilence(Opcode opcode)
{
    if (m_current.size() >= ResultSegment::usualSize)
        startSegment();
    m_current.appendSilence(opcode);
    ++m_outcomeCount;
}

void ResultSink::addWithout(Opcode opcode, Status status, Basis basis, const QString &reason)
{
    if (m_current.size() >= ResultSegment::usualSize)
        startSegment();
    m_current.appendWithout(opcode, status, basis, reason);
    ++m_outcomeCount;
}

std::vector<ResultSegment> ResultSink::takeSegments()
{
    if (!m_current.isEmpty())
        startSegment();
    return std::exchange(m_full, {});
}

void ResultSink::startSegment()
{
    m_full.push_back(std::exchange(m_current, {}));
}
