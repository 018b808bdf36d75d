#include "app/keyspace/keymatcher.h"
#include "app/keyspace/keystore.h"
#include "tests/keysample.h"
#include "ui/keys/analysis/barchart.h"
#include "ui/keys/analysis/keybars.h"

#include <QFontMetrics>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

ChartBars threeBars()
{
    ChartBars chart;
    chart.bars = {{text("1 KiB to 2 KiB"), 10, 15'000, text("size>=1k size<2k")},
                  {text("2 KiB to 4 KiB"), 0, 0, text("size>=2k size<4k")},
                  {text("4 KiB to 8 KiB"), 1, 5'000, text("size>=4k size<8k")}};
    chart.ticks = {{0, text("1 KiB"), 0}, {1, text("2 KiB"), 1}, {2, text("4 KiB"), 1}, {3, text("8 KiB"), 0}};
    return chart;
}

QPoint middleOf(const BarChart &chart, int bar)
{
    return chart.columnOf(bar).center().toPoint();
}

struct Sample
{
    Sample()
        : store(KeySample::now)
    {
        for (int begin = 0; begin < 50'000; begin += 10'000)
            store.append(KeySample().segment(begin, begin + 10'000));
        for (quint8 slabClass = 1; slabClass < 40; ++slabClass)
            chunks.setChunkSize(slabClass, KeySample::chunkSize(slabClass));
    }
    [[nodiscard]] std::vector<int> shownBy(const QString &filter) const
    {
        return matchingKeys(store.listing(), std::get<KeyFilter>(KeyFilter::parse(filter))).indexes;
    }

    KeyStore store;
    SlabChunks chunks;
};

} // namespace

class TestBarChart : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aClickOnABarAsksForItsKeys()
    {
        BarChart chart(text("Sizes"), text("None"));
        chart.resize(600, 240);
        chart.setBars(threeBars());
        chart.show();
        QSignalSpy asked(&chart, &BarChart::filterRequested);
        QTest::mouseClick(&chart, Qt::LeftButton, {}, middleOf(chart, 2));
        QCOMPARE(asked, QList<QVariantList>{{text("size>=4k size<8k")}});
        QTest::mouseClick(&chart, Qt::LeftButton, {}, middleOf(chart, 1)); // there are no keys to show
        QTest::mouseClick(&chart, Qt::RightButton, {}, middleOf(chart, 0));
        QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(5, 5));
        QCOMPARE(asked.size(), 1);
        QTest::mousePress(&chart, Qt::LeftButton, {}, middleOf(chart, 0));
        QTest::mouseRelease(&chart, Qt::LeftButton, {}, middleOf(chart, 2)); // thought better of it
        QCOMPARE(asked.size(), 1);
    }

    void theKeyboardGetsToEachBarThatHoldsKeys()
    {
        BarChart chart(text("Sizes"), text("None"));
        chart.resize(600, 240);
        chart.setBars(threeBars());
        chart.show();
        chart.activateWindow();
        chart.setFocus();
        QTRY_VERIFY(chart.hasFocus());
        QCOMPARE(chart.currentBar(), 0);
        QCOMPARE(chart.toldText(), text("1 KiB to 2 KiB: 10 keys, 14.6 KiB"));
        QCOMPARE(chart.accessibleDescription(), chart.toldText());
        QTest::keyClick(&chart, Qt::Key_Right);
        QCOMPARE(chart.currentBar(), 2);
        QCOMPARE(chart.toldText(), text("4 KiB to 8 KiB: 1 key, 4.9 KiB"));
        QTest::keyClick(&chart, Qt::Key_Right);
        QCOMPARE(chart.currentBar(), 2);
        QSignalSpy asked(&chart, &BarChart::filterRequested);
        QTest::keyClick(&chart, Qt::Key_Return);
        QTest::keyClick(&chart, Qt::Key_Left);
        QTest::keyClick(&chart, Qt::Key_Enter);
        QCOMPARE(asked, (QList<QVariantList>{{text("size>=4k size<8k")}, {text("size>=1k size<2k")}}));
        QTest::keyClick(&chart, Qt::Key_End);
        QCOMPARE(chart.currentBar(), 2);
        QTest::keyClick(&chart, Qt::Key_Home);
        QCOMPARE(chart.currentBar(), 0);
    }

    void theMouseIsToldWhatABarHolds()
    {
        BarChart chart(text("Sizes"), text("None"));
        chart.resize(600, 240);
        chart.setBars(threeBars());
        chart.show();
        chart.activateWindow();
        QTRY_VERIFY(chart.hasFocus());
        chart.clearFocus();
        QCOMPARE(chart.toldText(), text("11 keys, 19.5 KiB"));
        QTest::mouseMove(&chart, middleOf(chart, 1));
        QTRY_COMPARE(chart.toldText(), text("2 KiB to 4 KiB: 0 keys, 0 B"));
        QTest::mouseMove(&chart, QPoint(3, 3));
        QTRY_COMPARE(chart.toldText(), text("11 keys, 19.5 KiB"));
    }

    void theCurrentBarStaysWhenBarsComeBeforeIt()
    {
        BarChart chart(text("Sizes"), text("None"));
        chart.resize(600, 240);
        chart.setBars(threeBars());
        chart.show();
        chart.activateWindow();
        chart.setFocus();
        QTRY_VERIFY(chart.hasFocus());
        QTest::keyClick(&chart, Qt::Key_End);
        ChartBars more = threeBars();
        more.bars.prepend({text("512 B to 1 KiB"), 4, 3'000, text("size>=512 size<1k")});
        chart.setBars(more);
        QCOMPARE(chart.currentBar(), 3);
        chart.setBars({});
        QCOMPARE(chart.currentBar(), -1);
        QCOMPARE(chart.toldText(), text("None"));
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End, Qt::Key_Return})
            QTest::keyClick(&chart, key);
        QVERIFY(!chart.grab().isNull());
    }

    void namesBelowTheBarsDoNotRunIntoEachOther()
    {
        const Sample sample;
        const std::vector<int> indexes = sample.shownBy({});
        const KeyAnalysis analysis = KeyAnalysis::of(sample.store.listing(), indexes, sample.chunks);
        for (const ChartBars &bars : {sizeBars(analysis, {}), ttlBars(analysis, {}), idleBars(analysis, {}), expiryBars(analysis, {}),
                                      wasteBars(analysis, sample.chunks, {})}) {
            BarChart chart(text("Title"), text("None"));
            chart.setBars(bars);
            qsizetype fewest = 0;
            for (const int width : {200, 320, 640, 1'900}) {
                chart.resize(width, 240);
                const QFontMetrics metrics = chart.fontMetrics();
                const QList<ChartTick> ticks = chart.shownTicks();
                QVERIFY(ticks.size() >= fewest);
                fewest = ticks.size();
                double end = -1e6;
                for (const ChartTick &tick : ticks) {
                    const double center = chart.columnOf(0).left() + tick.position * chart.columnOf(0).width();
                    const double half = metrics.horizontalAdvance(tick.text) / 2.0;
                    QVERIFY(center - half >= end);
                    end = center + half;
                }
                QVERIFY(!chart.grab().isNull());
            }
            QVERIFY(fewest >= 2);
        }
    }

    void theAxisHasRoundValues_data()
    {
        QTest::addColumn<qint64>("highest");
        QTest::addColumn<BarMeasure>("measure");
        QTest::addColumn<QStringList>("texts");
        using enum BarMeasure;
        QTest::newRow("nothing") << qint64(0) << Keys << QStringList();
        QTest::newRow("one key") << qint64(1) << Keys << QStringList{text("1")};
        QTest::newRow("keys") << qint64(8'300) << Keys << QStringList{text("2,000"), text("4,000"), text("6,000"), text("8,000")};
        QTest::newRow("many keys") << qint64(11'000'000) << Keys << QStringList{text("5,000,000"), text("10,000,000")};
        QTest::newRow("bytes") << qint64(700) << Bytes << QStringList{text("256 B"), text("512 B")};
        QTest::newRow("nearly a KB") << qint64(4'000) << Bytes << QStringList{text("1 KiB"), text("2 KiB"), text("3 KiB")};
        QTest::newRow("KB") << qint64(100'000) << Bytes << QStringList{text("20 KiB"), text("40 KiB"), text("60 KiB"), text("80 KiB")};
        QTest::newRow("GB") << (qint64(3) << 30) << Bytes << QStringList{text("1 GiB"), text("2 GiB"), text("3 GiB")};
    }
    void theAxisHasRoundValues()
    {
        QFETCH(qint64, highest);
        QFETCH(BarMeasure, measure);
        QFETCH(QStringList, texts);
        QStringList found;
        const QList<qint64> values = axisValues(highest, measure);
        for (const qint64 value : values)
            found.append(measureText(value, measure));
        QCOMPARE(found, texts);
    }
    void noNumberIsTooLargeForTheAxis()
    {
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        for (const BarMeasure measure : {BarMeasure::Bytes, BarMeasure::Keys}) {
            const QList<qint64> values = axisValues(most, measure);
            QVERIFY(values.size() >= 1 && values.size() <= 4);
            QVERIFY(std::ranges::is_sorted(values) && values.first() > 0);
        }
    }

    /// Each bar's filter shows its keys, no more and no less.
    void theFilterOfABarShowsItsKeys_data()
    {
        QTest::addColumn<QString>("within");
        QTest::newRow("of all") << QString();
        QTest::newRow("of what a filter shows") << text("key:\"page:\" unread");
    }
    void theFilterOfABarShowsItsKeys()
    {
        QFETCH(QString, within);
        const Sample sample;
        const std::vector<int> indexes = sample.shownBy(within);
        const KeyAnalysis analysis = KeyAnalysis::of(sample.store.listing(), indexes, sample.chunks);
        const QList<ChartBars> charts{sizeBars(analysis, within), ttlBars(analysis, within), idleBars(analysis, within),
                                      expiryBars(analysis, within), wasteBars(analysis, sample.chunks, within)};
        for (const ChartBars &chart : charts) {
            QVERIFY(!chart.bars.isEmpty());
            for (const ChartBar &bar : chart.bars)
                QVERIFY2(qint64(sample.shownBy(bar.filter).size()) == bar.keys, qPrintable(bar.filter));
        }
        QCOMPARE(charts.first().total(BarMeasure::Bytes), analysis.all.bytes);
    }

    void barsAreNamedInUnits()
    {
        KeyAnalysis analysis;
        analysis.sizes[KeyAnalysis::barOf(1'024)] = {2, 2'048};
        analysis.ttls[0] = {1, 70};
        analysis.ttls[1] = {1, 70};
        analysis.idles.back() = {1, 70};
        analysis.hours[5] = {1, 70};
        const ChartBars sizes = sizeBars(analysis, {});
        QCOMPARE(sizes.bars, (QList<ChartBar>{{text("1 KiB to 2 KiB"), 2, 2'048, text("size>=1024 size<2048")}}));
        QCOMPARE(sizes.ticks, (QList<ChartTick>{{0, text("1 KiB"), 0}, {1, text("2 KiB"), 3}}));
        QCOMPARE(ttlBars(analysis, {}).bars.at(0).name, text("0 s"));
        QCOMPARE(ttlBars(analysis, {}).bars.at(1).name, text("1 s"));
        QVERIFY(idleBars(analysis, {}).bars.at(0).name.endsWith(text(" or more")));
        QCOMPARE(expiryBars(analysis, {}).bars.at(0).name, text("Within 1 h"));
        QCOMPARE(expiryBars(analysis, {}).bars.at(5).name, text("In 5 to 6 h"));
        QCOMPARE(expiryBars(analysis, {}).bars.last().name, text("After 48 h"));
        QVERIFY(wasteBars(analysis, {}, {}).bars.isEmpty());
    }
};

QTEST_MAIN(TestBarChart)
#include "tst_barchart.moc"
