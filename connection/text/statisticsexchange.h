#pragma once

#include "connection/text/textexchange.h"
#include "connection/text/textstatistics.h"

/// One `stats [group]`.
class StatisticsExchange : public TextExchange
{
public:
    explicit StatisticsExchange(const QByteArray &group)
        : m_group(group)
    {
    }

    [[nodiscard]] QByteArray nextPortion() override;
    [[nodiscard]] qsizetype take(QByteArrayView bytes) override;
    [[nodiscard]] const TextStatistics &statistics() const { return m_statistics; }

private:
    void takeLine(QByteArrayView line);

    QByteArray m_group;
    TextStatistics m_statistics;
    qsizetype m_size = 0; ///< bytes of the statistics
    bool m_written = false;
};
