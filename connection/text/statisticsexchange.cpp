#include "connection/text/statisticsexchange.h"

#include "connection/text/textline.h"
#include "connection/text/textrefusal.h"

#include <QCoreApplication>

#include <utility>

namespace {

/// Bytes: a hundred thousand connections are a fifth of this.
constexpr qsizetype mostStatistics = 128 * 1024 * 1024;

} // namespace

QByteArray StatisticsExchange::nextPortion()
{
    if (std::exchange(m_written, true))
        return {};
    return m_group.isEmpty() ? QByteArrayLiteral("stats\r\n") : "stats " + m_group + "\r\n";
}

qsizetype StatisticsExchange::take(QByteArrayView bytes)
{
    qsizetype taken = 0;
    qsizetype length = 0;
    QByteArrayView line;
    while (progress() == Progress::Open && cutLine(bytes.sliced(taken), line, length) == ParseState::Complete) {
        taken += length;
        takeLine(line);
    }
    return taken;
}

void StatisticsExchange::takeLine(QByteArrayView line)
{
    if (m_statistics.isEmpty() && refusalIn(line)) {
        refuseLine(line);
        return;
    }
    const TextStatisticLine parsed = parseStatistic(line);
    if (parsed.kind == TextStatisticLine::Kind::End) {
        setProgress(Progress::Complete);
        return;
    }
    m_size += line.size() + qsizetype(sizeof(TextStatistic));
    if (m_size > mostStatistics)
        fail({Error::Code::TooLarge, QCoreApplication::translate("StatisticsExchange", "The server's statistics do not end.")});
    else if (!isAbandoned())
        m_statistics.append(parsed.statistic);
}
