#include "app/monitor/stathistory.h"
#include "tests/benchmarks/spread.h"
#include "tests/benchmarks/windowbench.h"
#include "tests/person.h"
#include "tests/servers/realserver.h"
#include "ui/monitor/historyview.h"
#include "ui/monitor/monitorpage.h"
#include "ui/pageviews.h"

#include <qcustomplot.h>

#include <QApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

/// Charts of a full day, how long they take to be painted beside plain QCustomPlot with the same points; and what the monitor costs while
/// nobody does anything.

namespace {

constexpr int rounds = 200;
constexpr QSize screen(1'920, 1'080);
constexpr qint64 day = ChartTime::longestWindow;

/// A day, the last hour by the second.
StatHistory fullHistory(qint64 end)
{
    constexpr qint64 hour = 3'600'000;
    StatHistory history;
    const auto add = [&history](qint64 begin, qint64 length) {
        StatInterval interval{.begin = begin, .end = begin + length};
        for (size_t i = 0; i < metricCount; ++i)
            interval.amounts[i] =
                quint64(double(length) * (2 + std::sin(double(begin) / 1e6 + double(i)) + double(begin / 1'000 * 7'919 % 97) / 97));
        history.append(interval);
    };
    for (qint64 time = end - day; time < end - hour; time += 60'000)
        add(time, 60'000);
    for (qint64 time = end - hour; time < end; time += 1'000)
        add(time, 1'000);
    return history;
}

struct Times
{
    double median = 0;
    double most99 = 0;
};

/// Wall-clock milliseconds of `paint`, which paints all of it anew.
template <typename Paint> Times timesOf(const Paint &paint)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        paint();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

Times plainTimes(const StatHistory &history)
{
    QCustomPlot plot;
    plot.resize(screen);
    plot.plotLayout()->clear();
    const QList<Chart> charts = serverCharts();
    for (int i = 0; i < charts.size(); ++i) {
        auto *rect = new QCPAxisRect(&plot);
        plot.plotLayout()->addElement(i / 2, i % 2, rect);
        for (const ChartSeries &series : charts[i].series) {
            QCPGraph *graph = plot.addGraph(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
            for (const std::deque<StatStretch> *part : {&history.minutes(), &history.fine()}) {
                for (const StatStretch &stretch : *part)
                    graph->addData(double(stretch.begin) / 1'000, series.mean(stretch).value_or(0));
            }
            graph->rescaleAxes();
        }
    }
    plot.show();
    return timesOf([&plot] { plot.replot(QCustomPlot::rpImmediateRefresh); });
}

Times ownTimes(const StatHistory &history)
{
    HistoryView view(&history);
    view.charts()->setParent(nullptr);
    view.charts()->resize(screen);
    view.charts()->show();
    view.time()->setWindow(day);
    view.time()->follow();
    return timesOf([&view] {
        view.charts()->refresh();
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    });
}

double processorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// The share of one core that the program works, over some time in which nobody does anything.
double idleShare(WindowBench &bench)
{
    constexpr std::chrono::seconds time(20);
    bench.rest(std::chrono::seconds(2));
    const double before = processorSeconds();
    bench.rest(time);
    return (processorSeconds() - before) / double(time.count());
}

void measureIdle()
{
    RealServer server;
    if (!server.start())
        qFatal("no memcached");
    Person person;
    WindowBench bench;
    person.connectTo(server);
    const auto isReady = [&person] { return person.state().startsWith(QStringLiteral("Connected")); };
    (void)bench.record([] {}, isReady);
    auto *views = person.see<PageViews>("pageViews");
    const double without = idleShare(bench);
    views->setView(PageViews::View::Monitor);
    person.see<MonitorPage>("monitorPage")->poll()->setInterval(StatPoll::shortestInterval);
    const double shown = idleShare(bench);
    views->setView(PageViews::View::Workbench);
    const double hidden = idleShare(bench);
    std::printf("processor of one core while nobody does anything: without the monitor %.2f %%, shown %.2f %%, hidden %.2f %%\n",
                without * 100, shown * 100, hidden * 100);
    printGoal("hidden, per cent of a core", hidden * 100, "<=", 1);
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const StatHistory history = fullHistory(QDateTime::currentMSecsSinceEpoch());
    const Times plain = plainTimes(history);
    const Times own = ownTimes(history);
    std::printf("a day in all charts at 1920x1080, painted anew %d times\n", rounds);
    std::printf("plain QCustomPlot, every point    p50 %6.2f ms  p99 %6.2f ms\n", plain.median, plain.most99);
    std::printf("the charts, history to screen     p50 %6.2f ms  p99 %6.2f ms  ratio of p50 %.2f\n", own.median, own.most99,
                own.median / plain.median);
    printGoal("replot p99, ms", own.most99, "<=", 16);
    measureIdle();
    return 0;
}
