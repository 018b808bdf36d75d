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
    double work = 0; ///< of the median, what this thread worked: on a busy computer the rest was the turn of others
};

double secondsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// Milliseconds of `paint`, which paints all of it anew.
template <typename Paint> Times timesOf(const Paint &paint)
{
    std::vector<double> times;
    std::vector<double> work;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        const double before = secondsOf(CLOCK_THREAD_CPUTIME_ID);
        paint();
        work.push_back((secondsOf(CLOCK_THREAD_CPUTIME_ID) - before) * 1'000);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::ranges::sort(work);
    return {times[times.size() / 2], times[times.size() * 99 / 100], work[work.size() / 2]};
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

/// Sees that the plot was painted on the screen.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QObject *watched) { watched->installEventFilter(this); }
    [[nodiscard]] int count() const { return m_count; }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        m_count += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }

private:
    int m_count = 0;
};

Times ownTimes(const StatHistory &history, WindowBench &bench)
{
    HistoryView view(&history);
    view.charts()->setParent(nullptr);
    view.charts()->resize(screen);
    view.charts()->show();
    view.time()->setWindow(day);
    view.time()->follow();
    const PaintWatch paints(view.charts()->findChild<QCustomPlot *>());
    (void)bench.record([] {}, [&paints] { return paints.count() > 0; });
    return timesOf([&] {
        const int before = paints.count();
        (void)bench.record([&view] { view.charts()->refresh(); }, [&] { return paints.count() > before; });
    });
}

/// The share of one core that the program works, over some time in which nobody does anything.
double idleShare(WindowBench &bench)
{
    constexpr std::chrono::seconds time(20);
    bench.rest(std::chrono::seconds(2));
    const double before = secondsOf(CLOCK_PROCESS_CPUTIME_ID);
    bench.rest(time);
    return (secondsOf(CLOCK_PROCESS_CPUTIME_ID) - before) / double(time.count());
}

void measureIdle(WindowBench &bench)
{
    RealServer server;
    if (!server.start())
        qFatal("no memcached");
    Person person;
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
    WindowBench bench;
    const Times own = ownTimes(history, bench);
    std::printf("a day in all charts at 1920x1080, painted anew %d times\n", rounds);
    const auto print = [](const char *what, const Times &times) {
        std::printf("%-34s p50 %7.2f ms  p99 %7.2f ms  own work %7.2f ms\n", what, times.median, times.most99, times.work);
    };
    print("plain QCustomPlot, every point", plain);
    print("the charts, history to screen", own);
    std::printf("ratio of the work: %.2f\n", own.work / plain.work);
    printGoal("replot p99, ms", own.most99, "<=", 16);
    std::fflush(stdout);
    measureIdle(bench);
    return 0;
}
