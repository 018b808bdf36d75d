#include "tests/benchmarks/looppauses.h"
#include "tests/person.h"
#include "tests/servers/realserver.h"
#include "ui/results/resultspanel.h"
#include "ui/workbench/runner.h"
#include "ui/workbench/scripttabs.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QHeaderView>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTimer>
#include <QToolButton>

#include <cstdio>
#include <functional>

#ifdef __GLIBC__
#    include <malloc.h>
#endif

using namespace std::chrono_literals;

namespace {

constexpr int count = 1'000'000;
constexpr auto patience = 120s;

/// The window with its results, driven by timers as a person would drive it by hand.
class Bench
{
public:
    Bench(MainWindow *window)
        : m_window(window)
        , m_table(window->findChild<ResultsTable *>(QStringLiteral("results")))
        , m_model(static_cast<ResultsModel *>(m_table->model()))
    {
        m_scroll.setInterval(16ms);
        QObject::connect(&m_scroll, &QTimer::timeout, m_table, [this] { scrollOn(); });
    }

    [[nodiscard]] ResultsTable *table() const { return m_table; }
    [[nodiscard]] ResultsModel *model() const { return m_model; }

    /// Runs the event loop until `done` says so, while the table is scrolled a page at each frame.
    bool wait(const char *what, const std::function<bool()> &done)
    {
        QElapsedTimer timer;
        timer.start();
        QEventLoop loop;
        QTimer check;
        QObject::connect(&check, &QTimer::timeout, &loop, [&] {
            if (done() || std::chrono::milliseconds(timer.elapsed()) > patience)
                loop.quit();
        });
        check.start(1ms);
        if (!done())
            loop.exec();
        const bool good = done();
        if (!good)
            std::fprintf(stderr, "%s: not within %lld s\n", what, static_cast<long long>(patience.count()));
        return good;
    }
    void rest(std::chrono::milliseconds time)
    {
        QElapsedTimer timer;
        timer.start();
        (void)wait("rest", [&] { return std::chrono::milliseconds(timer.elapsed()) >= time; });
    }

    void startScrolling() { m_scroll.start(); }
    void stopScrolling() { m_scroll.stop(); }

    /// Does `act`, and says how long the first rows of its outcome took to come, and all of them.
    void measure(const char *what, const std::function<void()> &act)
    {
        const auto firstRows = [this](qint64 &first, const QElapsedTimer &timer) {
            return QObject::connect(m_model, &ResultsModel::rearranged, m_table, [&first, &timer] {
                if (first < 0)
                    first = timer.nsecsElapsed();
            });
        };
        QElapsedTimer timer;
        qint64 first = -1;
        const QMetaObject::Connection connection = firstRows(first, timer);
        LoopPauses::start();
        timer.start();
        act();
        (void)wait(what, [&] { return first >= 0 && !m_model->isFinding(); });
        const qint64 all = timer.nsecsElapsed();
        rest(200ms);
        const std::vector<double> pauses = LoopPauses::stop();
        QObject::disconnect(connection);
        std::printf("%-44s first rows %7.1f ms, all %7.1f ms, %8d rows, ", what, double(first) / 1e6, double(all) / 1e6,
                    m_model->rowCount());
        printPauses(pauses);
    }

    static void printPauses(const std::vector<double> &pauses)
    {
        // Waking for nothing is no pause: what counts are stretches that a person could notice.
        std::vector<double> work;
        std::ranges::copy_if(pauses, std::back_inserter(work), [](double ms) { return ms >= 0.05; });
        const double p99 = work.empty() ? 0 : work[work.size() * 99 / 100];
        std::printf("pauses p99 %5.1f, max %5.1f ms (%zu)\n", p99, pauses.empty() ? 0 : pauses.back(), work.size());
    }

private:
    void scrollOn()
    {
        QScrollBar *bar = m_table->verticalScrollBar();
        const int page = bar->pageStep();
        bar->setValue(bar->value() + page <= bar->maximum() ? bar->value() + page : 0);
    }

    MainWindow *m_window;
    ResultsTable *m_table;
    ResultsModel *m_model;
    QTimer m_scroll;
};

double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return double(file.readAll().split(' ').value(1).toLongLong()) * 4096 / (1024 * 1024);
}

QByteArray script(const char *command, const QByteArray &rest)
{
    QByteArray text;
    text.reserve(count * (30 + rest.size()));
    for (int i = 0; i < count; ++i) {
        // Keys in no order that a sort would find ready.
        text += command + QByteArray(" key:") + QByteArray::number((i * 7919LL) % count).rightJustified(12, '0') + rest + '\n';
    }
    return text;
}

} // namespace

int main(int argc, char **argv)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024); // as the program itself does
    mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
    mallopt(M_ARENA_MAX, 1);
#endif
    QApplication application(argc, argv);
    QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    RealServer server({QStringLiteral("-t"), QStringLiteral("1"), QStringLiteral("-m"), QStringLiteral("1024")});
    if (!server.start()) {
        std::fprintf(stderr, "%s\n", qPrintable(server.errorString()));
        return 1;
    }
    Workspace workspace;
    MainWindow &window = *workspace.restore();
    Bench bench(&window);
    window.page()->connectTo(QStringLiteral("127.0.0.1:%1").arg(server.port()));
    auto *state = window.findChild<ElidedLabel *>(QStringLiteral("connectionState"));
    if (!bench.wait("connect", [state] { return state->text().startsWith(QLatin1String("Connected")); }))
        return 1;

    // The run itself, started where the editor starts one: how the editor takes a million lines is measured elsewhere.
    auto *batch = window.findChild<ScriptTabs *>();
    const auto run = [&](const QByteArray &text, bool scrolls) {
        QElapsedTimer timer;
        if (scrolls)
            bench.startScrolling();
        LoopPauses::start();
        timer.start();
        emit batch->runRequested(
            {.text = text, .folder = folder.path(), .commandCount = count, .origin = {.name = {}, .scriptId = QStringLiteral("script")}});
        (void)bench.wait("run", [&] { return bench.model()->results().size() == count && !bench.model()->isReplacing(); });
        const double seconds = double(timer.elapsed()) / 1000;
        bench.stopScrolling();
        const std::vector<double> pauses = LoopPauses::stop();
        std::printf("%-44s %.2f s, %.0f thousand a second, ",
                    text.startsWith("SET") ? "run of a million SETQ" : "run of a million GET, scrolled", seconds, count / seconds / 1000);
        Bench::printPauses(pauses);
    };
    std::printf("%-44s %.0f MB\n", "window before any run: resident memory", residentMegabytes());
    run(script("SETQ", ' ' + QByteArray(100, 'v')), false);
    bench.rest(300ms);
    const QByteArray reads = script("GET", {});
    run(reads, true);
    bench.rest(300ms);

    LoopPauses::start();
    bench.startScrolling();
    bench.rest(3000ms);
    bench.stopScrolling();
    std::printf("%-44s ", "a page each frame, 3 s");
    Bench::printPauses(LoopPauses::stop());

    bench.startScrolling();
    const auto filter = [&](const QByteArray &text) { bench.model()->setFilter({.kinds = RowFilter::allKinds, .text = text}); };
    bench.measure("filter: a key", [&] { filter("key:000000999999"); });
    bench.measure("filter: about half of the rows", [&] { filter("7"); });
    bench.measure("filter: what all rows have", [&] { filter("VVV"); });
    bench.measure("filter: nothing", [&] { filter("nowhere"); });
    bench.measure("filter: cleared", [&] { filter({}); });
    bench.measure("filter: superseded by another", [&] {
        filter("VVV");
        filter("12345");
    });
    bench.measure("filter: cleared", [&] { filter({}); });
    const auto sort = [&](ResultsModel::Column column, Qt::SortOrder order) {
        bench.table()->horizontalHeader()->setSortIndicator(column, order);
    };
    bench.measure("sort: key", [&] { sort(ResultsModel::KeyColumn, Qt::AscendingOrder); });
    bench.measure("sort: value (all the same)", [&] { sort(ResultsModel::ValueColumn, Qt::AscendingOrder); });
    bench.measure("sort: CAS, descending", [&] { sort(ResultsModel::CasColumn, Qt::DescendingOrder); });
    bench.measure("sort: outcome", [&] { sort(ResultsModel::OutcomeColumn, Qt::AscendingOrder); });
    bench.table()->selectAll();
    bench.measure("sort: key, with a million rows selected", [&] { sort(ResultsModel::KeyColumn, Qt::DescendingOrder); });
    bench.measure("sort: cleared", [&] { bench.table()->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); });
    bench.stopScrolling();

    auto *runs = window.findChild<QTableView *>(QStringLiteral("runs"));
    const double before = residentMegabytes();
    LoopPauses::start();
    runs->selectAll();
    window.findChild<QAction *>(QStringLiteral("forgetRuns"))->trigger();
    QElapsedTimer timer;
    timer.start();
    (void)bench.wait("drop", [] { return QThreadPool::globalInstance()->activeThreadCount() == 0; });
    const qint64 dropped = timer.elapsed();
    bench.rest(300ms);
    std::printf("%-44s %.0f MB before, %.0f MB after, %lld ms, ", "both runs forgotten: resident memory", before, residentMegabytes(),
                static_cast<long long>(dropped));
    Bench::printPauses(LoopPauses::stop());
    return 0;
}
