#include "app/watch/watchlog.h"

#include <algorithm>

namespace {

/// Lines up to which segments are put together: those of a quiet server come one by one.
constexpr qsizetype shortPart = 2'048;
/// So much is dropped at a time, of all: each time costs whoever shows the lines.
constexpr int dropShare = 8;

} // namespace

const WatchLog::Part &WatchLog::partOf(qint64 number) const
{
    const auto after = std::ranges::upper_bound(m_parts, number, {}, &Part::first);
    return *std::prev(after);
}

QByteArrayView WatchLog::text(qint64 number) const
{
    const Part &part = partOf(number);
    return part.segment->text(qsizetype(number - part.first));
}

void WatchLog::append(WatchSegment &&segment)
{
    if (segment.isEmpty())
        return;
    if (!m_parts.empty() && m_parts.back().segment->size() + segment.size() <= shortPart) {
        const Part last = m_parts.back();
        m_parts.pop_back();
        m_bytes -= last.segment->byteSize();
        m_end = last.first;
        WatchSegment joined;
        for (const WatchSegment *one : {last.segment.get(), static_cast<const WatchSegment *>(&segment)}) {
            for (qsizetype i = 0; i < one->size(); ++i)
                joined.append(one->text(i));
        }
        add(std::make_shared<const WatchSegment>(std::move(joined)));
    } else {
        segment.squeeze();
        add(std::make_shared<const WatchSegment>(std::move(segment)));
    }
    if (m_bytes <= m_mostBytes)
        return;
    auto kept = m_parts.begin();
    for (; kept + 1 < m_parts.end() && m_bytes > m_mostBytes - m_mostBytes / dropShare; ++kept)
        m_bytes -= kept->segment->byteSize();
    m_parts.erase(m_parts.begin(), kept);
}

void WatchLog::add(std::shared_ptr<const WatchSegment> segment)
{
    m_bytes += segment->byteSize();
    m_parts.push_back({std::move(segment), m_end});
    m_end = m_parts.back().end();
}

void WatchLog::clear()
{
    m_parts.clear();
    m_bytes = 0;
}
