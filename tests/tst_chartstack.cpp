#include "ui/monitor/chartcolors.h"
#include "ui/monitor/chartstack.h"
#include "ui/monitor/hiddenseries.h"

#include <QBuffer>
#include <QImage>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QTest>

#include <array>

namespace {

constexpr qint64 second = 1'000; // milliseconds
constexpr qint64 minute = 60 * second;
constexpr qint64 end = 1'800'000'000'000;

/// By the second, up and down: hits between 100 and 300, misses between 200 and 400.
StatHistory history(qint64 length, qint64 gapBegin = 0, qint64 gapEnd = 0)
{
    StatHistory history;
    for (qint64 time = end - length; time < end; time += second) {
        if (time >= gapBegin && time < gapEnd)
            continue;
        StatInterval interval{.begin = time, .end = time + second};
        const bool isHigh = time / second % 2 == 0;
        interval.amounts[indexOf(Metric::GetHits)] = isHigh ? 300 : 100;
        interval.amounts[indexOf(Metric::GetMisses)] = isHigh ? 400 : 200;
        history.append(interval);
    }
    return history;
}

QList<Chart> oneChart()
{
    return {{.title = QStringLiteral("Gets"),
             .unit = ChartUnit::PerSecond,
             .series = {{.metric = Metric::GetHits, .name = QStringLiteral("Hits")},
                        {.metric = Metric::GetMisses, .name = QStringLiteral("Misses")}}}};
}

/// How the ground of a line looks on what is behind it.
QColor ground(const QColor &line, const QColor &behind)
{
    const auto mixed = [](int above, int below) { return (above * 50 + below * 205 + 127) / 255; };
    return {mixed(line.red(), behind.red()), mixed(line.green(), behind.green()), mixed(line.blue(), behind.blue())};
}

/// How often a colour is in a column of pixels.
int countOf(const QImage &image, int x, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        count += image.pixelColor(x, y) == color ? 1 : 0;
    return count;
}

} // namespace

/// What is painted of a history.
class TestChartStack : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init()
    {
        m_time = std::make_unique<ChartTime>();
        m_time->stopAt(end);
        m_hidden = std::make_unique<HiddenSeries>();
    }

    /// Also where it was never painted before.
    void timesAreToldBelowTheChart()
    {
        static const QRegularExpression time(QStringLiteral(">\\d\\d:\\d\\d<"));
        const QString text = drawing(50 * minute, QStringLiteral("Day"));
        QVERIFY2(text.count(time) >= 3, qPrintable(text));
    }

    void timesAreEvenlySpacedAsTheyAreTold_data()
    {
        QTest::addColumn<qint64>("window");
        QTest::addColumn<QString>("format");
        QTest::newRow("seconds") << 10 * second << QStringLiteral("HH:mm:ss");
        QTest::newRow("minutes") << 12 * minute << QStringLiteral("HH:mm");
    }
    void timesAreEvenlySpacedAsTheyAreTold()
    {
        QFETCH(const qint64, window);
        QFETCH(const QString, format);
        static const QRegularExpression told(QStringLiteral(">(\\d\\d:\\d\\d(:\\d\\d)?)<"));
        QList<QTime> times;
        const QString text = drawing(window);
        for (QRegularExpressionMatchIterator matches = told.globalMatch(text); matches.hasNext();)
            times.append(QTime::fromString(matches.next().captured(1), format));
        QVERIFY2(times.size() >= 3, qPrintable(text));
        for (qsizetype i = 2; i < times.size(); ++i)
            QCOMPARE(times.at(i - 1).secsTo(times.at(i)), times.at(0).secsTo(times.at(1)));
    }

    /// No ground hides another: where they overlap both are seen.
    void groundsAreSeenThroughEachOther()
    {
        const StatHistory some = history(10 * minute);
        m_time->setWindow(10 * minute);
        ChartStack stack(&some, oneChart(), m_time.get(), m_hidden.get());
        stack.resize(700, 240);
        stack.show();
        const QColor base = stack.palette().color(QPalette::Base);
        const QColor hits = ground(seriesColor(0, stack.palette()), base);
        const QColor misses = ground(seriesColor(1, stack.palette()), base);
        const QColor both = ground(seriesColor(1, stack.palette()), hits);
        QImage image = stack.grab().toImage();
        // From the zero upwards 100 of nothing, then of each 100, and of both.
        const int part = countOf(image, 401, hits);
        QVERIFY(part > 10);
        for (const QColor &color : {misses, both})
            QVERIFY2(qAbs(countOf(image, 401, color) - part) < 5, qPrintable(color.name()));
        const QList<Chart> charts = oneChart();
        m_hidden->toggle(charts.first().series.last().word());
        image = stack.grab().toImage();
        QVERIFY(countOf(image, 401, hits) > 2 * part - 5);
        QCOMPARE(countOf(image, 401, misses), 0);
        QCOMPARE(countOf(image, 401, both), 0);
    }

    void whereNothingWasMeasuredNothingIsDrawn()
    {
        const StatHistory some = history(10 * minute, end - 6 * minute, end - 4 * minute);
        m_time->setWindow(10 * minute);
        ChartStack stack(&some, oneChart(), m_time.get(), m_hidden.get());
        stack.resize(700, 240);
        stack.show();
        const QImage image = stack.grab().toImage();
        const QColor hits = ground(seriesColor(0, stack.palette()), stack.palette().color(QPalette::Base));
        QVERIFY(countOf(image, 200, hits) > 10);
        QVERIFY(countOf(image, 600, hits) > 10);
        for (int x = 370; x < 380; ++x) {
            QCOMPARE(countOf(image, x, hits), 0);
            QCOMPARE(countOf(image, x, seriesColor(0, stack.palette())), 0);
        }
    }

    /// Not behind the axis, which is there.
    void whatIsZeroIsALineToo()
    {
        StatHistory some;
        for (qint64 time = end - minute; time < end; time += second) {
            StatInterval interval{.begin = time, .end = time + second};
            interval.amounts[indexOf(Metric::GetHits)] = 0;
            interval.amounts[indexOf(Metric::GetMisses)] = 500;
            some.append(interval);
        }
        m_time->setWindow(minute);
        for (const int height : {150, 240, 500}) {
            ChartStack stack(&some, oneChart(), m_time.get(), m_hidden.get());
            stack.resize(700, height);
            stack.show();
            const QImage image = stack.grab().toImage();
            QCOMPARE(countOf(image, 401, seriesColor(0, stack.palette())), 1);
        }
    }

    /// As a page that is scrolled shows it: piece by piece it is the same as at once.
    void whatIsPaintedInPiecesIsTheSame()
    {
        const StatHistory some = history(10 * minute);
        m_time->setWindow(10 * minute);
        ChartStack stack(&some, serverCharts(), m_time.get(), m_hidden.get());
        stack.resize(1'000, stack.sizeHint().height());
        stack.show();
        const QImage whole = stack.grab().toImage();
        QImage pieces(whole.size(), whole.format());
        pieces.fill(Qt::red);
        for (int y = 0; y < stack.height(); y += 61)
            stack.render(&pieces, {0, y}, QRegion(0, y, stack.width(), 61));
        QVERIFY(pieces == whole);
    }

private:
    /// A chart of `length`, as SVG.
    [[nodiscard]] QString drawing(qint64 length, const QString &title = {}) const
    {
        const StatHistory some = history(length);
        m_time->setWindow(length);
        ChartStack stack(&some, oneChart(), m_time.get(), m_hidden.get());
        stack.resize(700, 200);
        stack.show();
        QBuffer buffer;
        QSvgGenerator picture;
        picture.setOutputDevice(&buffer);
        picture.setSize({700, 200});
        stack.paintOn(&picture, {700, 200}, title);
        return QString::fromUtf8(buffer.data());
    }

    std::unique_ptr<ChartTime> m_time;
    std::unique_ptr<HiddenSeries> m_hidden;
};

QTEST_MAIN(TestChartStack)
#include "tst_chartstack.moc"
