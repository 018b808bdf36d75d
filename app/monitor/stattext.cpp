#include "app/monitor/stattext.h"

#include <QDateTime>
#include <QTimeZone>

namespace {

QByteArray timeText(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

QByteArray eventWord(StatEvent event)
{
    return event == StatEvent::Restart ? QByteArrayLiteral("restart") : QByteArrayLiteral("reset");
}

QByteArray numberText(double number)
{
    constexpr int digits = 12;
    return QByteArray::number(number, 'g', digits);
}

void appendJsonNumbers(QByteArray &out, const StatStretch &stretch, Metric metric)
{
    const MetricStretch &values = stretch.metrics[indexOf(metric)];
    out += ",\"" + metricWord(metric).toByteArray() + "\":{\"mean\":" + numberText(*stretch.mean(metric))
        + ",\"least\":" + numberText(values.least) + ",\"most\":" + numberText(values.most) + '}';
}

} // namespace

QByteArray statHeader(StatFormat format)
{
    if (format != StatFormat::Csv)
        return {};
    QByteArray out("begin,end,event");
    for (size_t i = 0; i < metricCount; ++i) {
        for (const char *part : {"_mean", "_least", "_most"})
            out += ',' + metricWord(Metric(i)).toByteArray() + part;
    }
    return out + "\r\n";
}

void appendStretch(QByteArray &out, StatFormat format, const StatStretch &stretch)
{
    const bool isCsv = format == StatFormat::Csv;
    if (isCsv)
        out += timeText(stretch.begin) + ',' + timeText(stretch.end) + ',';
    else
        out += "{\"begin\":\"" + timeText(stretch.begin) + "\",\"end\":\"" + timeText(stretch.end) + '"';
    for (size_t i = 0; i < metricCount; ++i) {
        const MetricStretch &values = stretch.metrics[i];
        if (!values.isKnown())
            out += isCsv ? ",,," : "";
        else if (isCsv)
            out += ',' + numberText(*stretch.mean(Metric(i))) + ',' + numberText(values.least) + ',' + numberText(values.most);
        else
            appendJsonNumbers(out, stretch, Metric(i));
    }
    out += isCsv ? "\r\n" : "}\n";
}

void appendMark(QByteArray &out, StatFormat format, const StatMark &mark)
{
    if (format == StatFormat::Csv)
        out += timeText(mark.time) + ',' + timeText(mark.time) + ',' + eventWord(mark.event) + QByteArray(3 * metricCount, ',') + "\r\n";
    else
        out += "{\"time\":\"" + timeText(mark.time) + "\",\"event\":\"" + eventWord(mark.event) + "\"}\n";
}
