#include "tests/benchmarks/socketreads.h"
#include "tests/benchmarks/spread.h"
#include "tests/benchmarks/windowbench.h"
#include "tests/person.h"
#include "tests/servers/realserver.h"
#include "ui/results/comparisonmodel.h"
#include "ui/results/resultsmodel.h"
#include "ui/workbench/scripttabs.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QToolButton>

#include <cstdio>

/// A script of a million lines from its opening to the end: opened, checked, run, looked at, compared, cancelled and forgotten in the whole
/// window, while it is scrolled all along. Says what took how long, how long the window stood still, and which goals were reached.

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int lines = 1'000'000;
constexpr int usualRounds = 5;

/// Of ten lines four are written, one counts, five read; keys come in no order that a sort would find ready.
QByteArray script()
{
    const QByteArray value = ' ' + QByteArray(100, 'v') + " ttl=1h\n";
    QByteArray text;
    text.reserve(lines * 80);
    for (int i = 0; i < lines; ++i) {
        const QByteArray key = QByteArray::number((i / 10 * 7919LL + i % 5) % (lines / 2)).rightJustified(12, '0');
        const int kind = i % 10;
        if (kind < 4)
            text.append("SETQ key:").append(key).append(value);
        else if (kind == 4)
            text.append("INCREMENTQ visits:").append(key).append(" 1 initial=1\n");
        else if (kind == 9)
            text.append("GET visits:").append(key).append('\n');
        else
            text.append("GETKQ key:").append(key).append('\n');
    }
    return text;
}

/// The window and its server, and what became of it so far.
class Workbench
{
public:
    Workbench(const RealServer &server, const QString &path)
        : m_server(server)
        , m_path(path)
        , m_tabs(m_person.see<ScriptTabs>("scriptTabs"))
        , m_table(m_person.see<ResultsTable>("results"))
        , m_model(static_cast<ResultsModel *>(m_table->model()))
        , m_runs(m_person.see<QTableView>("runs"))
        , m_cancel(m_person.see<QToolButton>("cancelButton")->defaultAction())
    {
        m_person.window().resize(1400, 900);
    }

    bool connect()
    {
        m_person.connectTo(m_server);
        return m_bench.record([] {}, [this] { return action("runBatch") != nullptr && m_person.page() == QLatin1String("hintReady"); })
            .good;
    }

    void open();
    void run(int rounds);
    void look();
    void compare();
    void copy();
    void cancel();
    void forget();
    void printGoals() const;

private:
    [[nodiscard]] QAction *action(const char *name) const { return m_person.see<QAction>(name); }
    [[nodiscard]] bool isRunning() const { return m_cancel->isEnabled(); }
    [[nodiscard]] QString summary() const { return m_person.see<QLabel>("runSummary")->text(); }
    void find(const char *what, const std::function<void()> &act);
    void filter(const char *what, const QString &text);
    void sort(const char *what, int column);
    [[nodiscard]] double headless() const;
    void note(const WindowBench::Phase &phase);

    const RealServer &m_server;
    QString m_path;
    Person m_person;
    WindowBench m_bench;
    ScriptTabs *m_tabs;
    ResultsTable *m_table;
    ResultsModel *m_model;
    QTableView *m_runs;
    QAction *m_cancel;
    Pauses m_all;     ///< from opening to the last result
    Pauses m_reading; ///< behind it
    double m_opened = 0;
    double m_ratio = 0;
    double m_firstRows = 0;
    double m_cancelled = 0;
    double m_before = 0;
    double m_after = 0;
};

void Workbench::note(const WindowBench::Phase &phase)
{
    m_reading.add(phase.pauses);
}

void Workbench::open()
{
    m_before = WindowBench::residentMegabytes();
    ScriptPage *page = m_tabs->page();
    m_bench.scroll(page->editor());
    const WindowBench::Phase phase = m_bench.phase(
        "open and check", [this] { m_tabs->openFile(m_path); },
        [this] {
            ScriptPage *opened = m_tabs->page();
            return !opened->file()->isLoading() && opened->check()->isFinished() && opened->check()->commandCount() == lines;
        });
    m_bench.scroll(nullptr);
    m_opened = phase.milliseconds / 1000;
    m_all.add(phase.pauses);
}

double Workbench::headless() const
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    QElapsedTimer timer;
    timer.start();
    process.start(QStringLiteral(SLABSCOPE_EXECUTABLE),
                  {QStringLiteral("--connect"), QStringLiteral("127.0.0.1:%1").arg(m_server.port()), QStringLiteral("--execute"), m_path});
    process.waitForFinished(-1);
    return double(timer.nsecsElapsed()) / 1e6;
}

void Workbench::run(int rounds)
{
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        const bool before = round % 2 == 0; // so that neither always has the warm server
        double alone = before ? headless() : 0;
        m_bench.scroll(m_table);
        const WindowBench::Phase phase =
            m_bench.record([this] { action("runBatch")->trigger(); }, [this] { return !isRunning() && m_model->rowCount() == lines; });
        m_bench.rest(300ms);
        m_bench.scroll(nullptr);
        if (!before)
            alone = headless();
        ratios.push_back(alone / phase.milliseconds);
        WindowBench::print("run as a batch", phase,
                           QStringLiteral("without a window %1 ms: ratio %2").arg(alone, 0, 'f', 0).arg(ratios.back(), 0, 'f', 2));
        m_all.add(phase.pauses);
    }
    m_ratio = spreadOf(ratios).median;
}

void Workbench::find(const char *what, const std::function<void()> &act)
{
    QElapsedTimer timer;
    double first = -1;
    const QMetaObject::Connection connection = QObject::connect(m_model, &ResultsModel::rearranged, m_table, [&] {
        if (first < 0)
            first = double(timer.nsecsElapsed()) / 1e6;
    });
    timer.start();
    const WindowBench::Phase phase = m_bench.record(act, [&] { return first >= 0 && !m_model->isFinding(); });
    QObject::disconnect(connection);
    m_firstRows = std::max(m_firstRows, first);
    WindowBench::print(what, phase, QStringLiteral("first rows %1 ms, rows %2").arg(first, 0, 'f', 1).arg(m_model->rowCount()));
    note(phase);
}

void Workbench::filter(const char *what, const QString &text)
{
    auto *field = m_person.see<QLineEdit>("filterText");
    // All but the last key come before: every one of them begins a search that the next one supersedes.
    field->selectAll();
    if (text.size() > 1)
        QTest::keyClicks(field, text.chopped(1));
    find(what, [field, &text] {
        if (text.isEmpty())
            QTest::keyClick(field, Qt::Key_Delete);
        else
            QTest::keyClicks(field, text.last(1));
    });
}

void Workbench::sort(const char *what, int column)
{
    QHeaderView *header = m_table->horizontalHeader();
    find(what, [header, column] {
        const int left = header->sectionViewportPosition(column);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier,
                          {left + header->sectionSize(column) / 2, header->height() / 2});
    });
}

void Workbench::look()
{
    m_bench.scroll(m_table);
    QElapsedTimer timer;
    timer.start();
    note(m_bench.phase(
        "wheel, 2 s", [] {}, [&timer] { return timer.elapsed() > 2000; }));
    m_bench.scroll(nullptr);
    timer.restart();
    QTimer page;
    QObject::connect(&page, &QTimer::timeout, m_table, [this] { QTest::keyClick(m_table, Qt::Key_PageDown); });
    page.start(16ms);
    note(m_bench.phase(
        "Page Down, 2 s", [] {}, [&timer] { return timer.elapsed() > 2000; }));
    page.stop();
    m_bench.scroll(m_table);
    filter("filter: a key", QStringLiteral("key:000000450000"));
    filter("filter: what many rows have, in any case", QStringLiteral("VVV"));
    filter("filter: nothing has it", QStringLiteral("nowhere"));
    filter("filter: cleared", {});
    sort("sort: key", ResultsModel::KeyColumn);
    sort("sort: key, descending", ResultsModel::KeyColumn);
    sort("sort: cleared", ResultsModel::KeyColumn);
    sort("sort: value", ResultsModel::ValueColumn);
    sort("sort: outcome", ResultsModel::OutcomeColumn);
    find("filter while it is sorted", [this] { QTest::keyClicks(m_person.see<QLineEdit>("filterText"), QStringLiteral("visits")); });
    find("both cleared", [this] {
        m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
        action("clearFilter")->trigger();
    });
    m_bench.scroll(nullptr);
}

void Workbench::compare()
{
    action("earlierRuns")->setChecked(true);
    m_runs->selectionModel()->select(m_runs->model()->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_runs->selectionModel()->select(m_runs->model()->index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    auto *table = m_person.see<QTableView>("differences");
    auto *model = static_cast<ComparisonModel *>(table->model());
    const auto done = [model] { return !model->isWorking(); };
    note(m_bench.phase(
        "compare two runs", [this] { action("compareRuns")->trigger(); }, done));
    note(m_bench.phase(
        "filter the differences",
        [this, model] {
            QSignalSpy worked(model, &ComparisonModel::worked);
            QTest::keyClicks(m_person.see<QLineEdit>("comparisonText"), QStringLiteral("9"));
            (void)worked.wait(1000);
        },
        done));
    note(m_bench.phase(
        "back to the results", [this] { QTest::mouseClick(m_person.see<QWidget>("closeComparison"), Qt::LeftButton); },
        [] { return QThreadPool::globalInstance()->activeThreadCount() == 0; }));
}

void Workbench::copy()
{
    bool told = false;
    int times = 0;
    const QMetaObject::Connection connection = QObject::connect(m_table, &ResultsTable::told, m_table, [&] { told = ++times > 1; });
    m_table->setFocus();
    note(m_bench.phase(
        "select all, and copy the rows",
        [this] {
            QTest::keyClick(m_table, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);
        },
        [&told] { return told; }));
    QObject::disconnect(connection);
}

void Workbench::cancel()
{
    qint64 kept = 0;
    m_bench.scroll(m_table);
    const WindowBench::Phase phase = m_bench.record(
        [this] {
            action("runBatch")->trigger();
            (void)QTest::qWaitFor([this] { return m_model->rowCount() > 200'000 && m_model->rowCount() < lines; }, 20'000);
            m_cancel->trigger();
        },
        [this] { return !isRunning(); });
    m_cancelled = std::chrono::duration<double, std::milli>(Clock::now() - lastSocketRead()).count();
    m_bench.scroll(nullptr);
    kept = m_model->count(OutcomeKind::Success) + m_model->count(OutcomeKind::Miss);
    WindowBench::print("run and cancel", phase,
                       QStringLiteral("%1 ms behind the last answer, %2 outcomes of %3 known, “%4”")
                           .arg(m_cancelled, 0, 'f', 1)
                           .arg(kept)
                           .arg(m_model->rowCount())
                           .arg(summary().left(12)));
    if (kept == 0 || m_model->rowCount() != lines || !summary().startsWith(QLatin1String("Cancelled")))
        m_cancelled = 1e9; // it was not what it should be
    note(phase);
}

void Workbench::forget()
{
    const double most = WindowBench::residentMegabytes();
    m_runs->selectAll();
    note(m_bench.phase(
        "forget all runs", [this] { action("forgetRuns")->trigger(); },
        [] { return QThreadPool::globalInstance()->activeThreadCount() == 0; }));
    m_bench.rest(300ms);
    m_after = WindowBench::residentMegabytes();
    std::printf("%-50s %.0f MB with runs, %.0f MB without\n", "resident memory", most, m_after);
}

void Workbench::printGoals() const
{
    std::printf("\n");
    printGoal("open and check, s", m_opened, "<=", 2);
    printGoal("99th percentile of pauses, opening to the last result, ms", m_all.percentile(0.99), "<=", 16);
    printGoal("longest pause, opening to the last result, ms", m_all.longest(), "<=", 100);
    printGoal("throughput against the run without a window", m_ratio, ">=", 0.8);
    printGoal("first rows of a filter or an order, slowest, ms", m_firstRows, "<=", 100);
    printGoal("99th percentile of pauses behind that, ms", m_reading.percentile(0.99), "<=", 16);
    printGoal("longest pause behind that, ms", m_reading.longest(), "<=", 100);
    printGoal("cancelled, behind the last answer, ms", m_cancelled, "<=", 100);
    printComparison("resident memory before, MB", m_before);
    printComparison("resident memory with the script, its runs forgotten, MB", m_after);
}

} // namespace

int main(int argc, char **argv)
{
    setUpMemory();
    QApplication application(argc, argv);
    QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    const int rounds = argc > 2 && QByteArrayView(argv[1]) == "--rounds" ? std::max(2, atoi(argv[2])) : usualRounds;
    RealServer server({QStringLiteral("-t"), QStringLiteral("1"), QStringLiteral("-m"), QStringLiteral("1024")});
    if (!server.start()) {
        std::fprintf(stderr, "%s\n", qPrintable(server.errorString()));
        return 1;
    }
    QFile file(folder.filePath(QStringLiteral("million.mcb")));
    QByteArray text = script();
    const double megabytes = double(text.size()) / 1e6;
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush())
        return 1;
    text = {};
    Workbench bench(server, file.fileName());
    if (!bench.connect()) {
        std::fprintf(stderr, "no connection\n");
        return 1;
    }
    std::printf("%d lines, %.1f MB\n\n%-50s %9s   pauses of the loop, ms\n%-50s %9s   %6s /%6s /%6s\n", lines, megabytes, "", "total, ms",
                "", "", "p50", "p99", "max");
    bench.open();
    bench.run(rounds);
    bench.look();
    bench.compare();
    bench.copy();
    bench.cancel();
    bench.forget();
    bench.printGoals();
    return 0;
}
