#include "connection/pendingcommands.h"

namespace {

constexpr size_t firstRingSize = 64;

}

PendingCommands::PendingCommands(quint32 firstNumber)
    : m_ends(firstRingSize)
    , m_headNumber(firstNumber)
{
}

quint32 PendingCommands::append(const Run &kind, qint64 size)
{
    Stretch stretch = beginStretch(kind, 1);
    stretch.add(size);
    endStretch(stretch);
    return stretch.m_first;
}

void PendingCommands::endStretch(const Stretch &stretch)
{
    const quint32 count = stretch.count();
    if (count == 0)
        return;
    m_count += count;
    m_bytesSoFar = stretch.m_bytesSoFar;
    const Run &kind = stretch.m_kind;
    Run *const last = m_runs.empty() ? nullptr : &m_runs.back();
    if (last && last->sink == kind.sink && last->opcode == kind.opcode && last->sent == kind.sent && last->mayDesync == kind.mayDesync)
        last->count += count;
    else
        m_runs.emplace_back(kind).count = count;
}

const PendingCommands::Run &PendingCommands::runAt(quint32 distance) const
{
    auto run = m_runs.begin();
    for (; distance >= run->count; ++run)
        distance -= run->count;
    return *run;
}

void PendingCommands::remove(quint32 count)
{
    if (count == 0)
        return;
    m_headBegin = endOf(m_headNumber + count - 1);
    m_headNumber += count;
    m_count -= count;
    Run &run = m_runs.front();
    run.count -= count;
    if (run.count == 0)
        m_runs.pop_front();
}

void PendingCommands::forget(const ResultSink *sink)
{
    for (Run &run : m_runs) {
        if (run.sink == sink)
            run.sink = nullptr;
    }
}

void PendingCommands::growRing()
{
    std::vector<qint64> larger(m_ends.size() * 2);
    const quint32 mask = quint32(larger.size() - 1);
    for (quint32 i = 0; i < quint32(m_count); ++i)
        larger[(m_headNumber + i) & mask] = endOf(m_headNumber + i);
    m_ends = std::move(larger);
}
