#include "ui/monitor/statwords.h"

#include "ui/amounttext.h"
#include "ui/escapedtext.h"
#include "ui/monitor/chartwords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>
#include <limits>

namespace {

QString wordTr(const char *text)
{
    return QCoreApplication::translate("StatWords", text);
}

constexpr double mostShown = 9e18; // what fits 64 bits with a sign

QString wholeText(QByteArrayView value)
{
    bool isNumber = false;
    const qulonglong number = value.toByteArray().toULongLong(&isNumber);
    return isNumber ? QLocale().toString(number) : escapedText(value);
}

QString yesNoText(QByteArrayView value)
{
    if (value == "1" || value == "yes" || value == "on")
        return wordTr("yes");
    if (value == "0" || value == "no" || value == "off")
        return wordTr("no");
    return escapedText(value);
}

QString microsecondText(double microseconds)
{
    constexpr double second = 1e6;
    return microseconds < second ? wordTr("%1 ms").arg(QLocale().toString(microseconds / 1'000, 'g', 3))
                                 : durationText(std::llround(microseconds / second));
}

} // namespace

QString statText(QByteArrayView value, StatForm form)
{
    if (form == StatForm::YesNo)
        return yesNoText(value);
    if (form == StatForm::Text || form == StatForm::Number)
        return value == "NULL" || value == "(null)" ? wordTr("none") : escapedText(value);
    const std::optional<double> number = statNumber(value);
    if (!number || *number < 0 || *number > mostShown)
        return escapedText(value);
    switch (form) {
    case StatForm::Bytes:
        return byteText(qint64(*number));
    case StatForm::Seconds:
        return *number < double(std::numeric_limits<quint32>::max()) ? durationText(qint64(*number)) : wordTr("never");
    case StatForm::Microseconds:
        return microsecondText(*number);
    case StatForm::Processor:
        return *number < 60 ? wordTr("%1 s").arg(QLocale().toString(*number, 'f', 3)) : durationText(qint64(*number));
    case StatForm::Time: {
        const QDateTime time = QDateTime::fromSecsSinceEpoch(qint64(*number));
        return time.isValid() && *number < 1e11 ? QLocale().toString(time, QLocale::ShortFormat) : escapedText(value);
    }
    default:
        return wholeText(value);
    }
}

QString statRateText(double perSecond, StatForm form)
{
    switch (form) {
    case StatForm::Bytes:
        return chartText(perSecond, ChartUnit::BytesPerSecond);
    case StatForm::Processor:
        return fineShareText(perSecond);
    case StatForm::Microseconds:
        return fineShareText(perSecond / 1e6);
    default:
        return chartText(perSecond, ChartUnit::PerSecond);
    }
}

QString countText(const std::optional<quint64> &count)
{
    return count ? QLocale().toString(*count) : QStringLiteral("–");
}

QString amountText(const std::optional<quint64> &bytes)
{
    return bytes && *bytes < quint64(std::numeric_limits<qint64>::max()) ? byteText(qint64(*bytes)) : QStringLiteral("–");
}

QString ageText(const std::optional<quint64> &seconds)
{
    return seconds && *seconds < quint64(std::numeric_limits<qint64>::max()) ? durationText(qint64(*seconds)) : QStringLiteral("–");
}
