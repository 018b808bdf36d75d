#include "ui/keys/keybrowser.h"
#include "tests/benchmarks/listingworkload.h"
#include "tests/benchmarks/rawlisting.h"
#include "tests/benchmarks/slabscopelisting.h"
#include "tests/benchmarks/windowbench.h"
#include "tests/person.h"
#include "tests/servers/realserver.h"
#include "ui/keys/keytable.h"
#include "ui/keys/keytablemodel.h"
#include "ui/keys/listingstrip.h"
#include "ui/pageviews.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QSettings>

#include <algorithm>
#include <cstdio>

using namespace std::chrono_literals;

/// A million keys listed, shown and scrolled in the window, beside draining the same list raw to nowhere.

namespace {

constexpr int rounds = 7;

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

void printGoal(const char *what, double value, double goal)
{
    std::printf("%s  %-60s %8.2f  goal: <= %.2f\n", value <= goal ? "PASS" : "MISS", what, value, goal);
}

/// Lists the keys in the window once after another, each time beside a raw drain.
class KeyBench
{
public:
    KeyBench(KeyBrowser *browser, quint16 port, int count)
        : m_browser(browser)
        , m_port(port)
        , m_count(count)
    {
    }

    WindowBench &window() { return m_bench; }
    bool listRounds(const char *what, bool scrolled)
    {
        std::vector<double> ratios;
        Pauses pauses;
        for (int round = 0; round < rounds; ++round) {
            Measurement raw{};
            if (!measureRawDroppedListing(m_port, quint32(m_count), &raw))
                return false;
            m_browser->keyspace()->clear();
            m_bench.rest(200ms);
            if (scrolled)
                m_bench.scroll(m_browser->table());
            const WindowBench::Phase phase =
                m_bench.record([this] { m_browser->strip()->listAction()->trigger(); }, [this] { return isShown(); });
            m_bench.scroll(nullptr);
            WindowBench::print(what, phase, QStringLiteral("raw %1 ms").arg(raw.seconds * 1000, 0, 'f', 1));
            if (!phase.good)
                return false;
            ratios.push_back(phase.milliseconds / (raw.seconds * 1000));
            pauses.add(phase.pauses);
        }
        printGoal("time against the raw drain, median of the rounds", median(ratios), 1.2);
        printGoal("pauses meanwhile, 99th percentile, ms", pauses.percentile(0.99), 16);
        printGoal("pauses meanwhile, longest, ms", pauses.longest(), 100);
        return true;
    }
    void sort(const char *what, KeyCell cell)
    {
        m_bench.scroll(m_browser->table());
        KeyView *view = m_browser->view();
        (void)m_bench.phase(
            what, [this, cell] { m_browser->table()->horizontalHeader()->setSortIndicator(int(cell), Qt::DescendingOrder); },
            [view] { return !view->isWorking(); });
        m_bench.scroll(nullptr);
    }
    void filter(const char *what, const QString &text)
    {
        m_bench.scroll(m_browser->table());
        KeyView *view = m_browser->view();
        (void)m_bench.phase(
            what, [this, &text] { m_browser->setFilter(std::get<KeyFilter>(KeyFilter::parse(text))); },
            [view] { return !view->isWorking(); });
        m_bench.scroll(nullptr);
    }
    [[nodiscard]] bool isShown() const
    {
        return m_browser->keyspace()->state() == Keyspace::State::Complete && m_browser->table()->model()->rowCount() == m_count;
    }

private:
    WindowBench m_bench;
    KeyBrowser *m_browser;
    quint16 m_port;
    int m_count;
};

} // namespace

int main(int argc, char **argv)
{
    setUpMemory();
    QApplication application(argc, argv);
    QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    const int count = std::clamp(application.arguments().value(1, QStringLiteral("1000000")).toInt(), 1'000, 10'000'000);
    RealServer server({QStringLiteral("-t"), QStringLiteral("1"), QStringLiteral("-m"), QString::number(256 + count / 4'000)});
    if (!server.start() || !storeListedKeys(server.port(), quint32(count))) {
        std::fprintf(stderr, "No server with keys: %s\n", qPrintable(server.errorString()));
        return 1;
    }
    auto person = std::make_unique<Person>();
    person->connectTo(server);
    auto *browser = person->see<KeyBrowser>("keyBrowser");
    person->see<PageViews>("pageViews")->setView(PageViews::View::Keys);
    KeyBench bench(browser, server.port(), count);
    if (!bench.window().record([] {}, [&person] { return person->state().startsWith(QLatin1String("Connected")); }).good)
        return 1;
    const double before = WindowBench::residentMegabytes();
    std::printf("%d keys of %d bytes in the window\n%-50s %9s   %s\n", count, int(listedKeyLength), "", "ms", "pauses p50 / p99 / max, ms");
    if (!bench.listRounds("listed", false) || !bench.listRounds("listed, scrolled", true))
        return 1;
    const double held = double(browser->keyspace()->store().byteSize()) / count;
    printGoal("bytes a key that are held", held, listedKeyLength + 32);
    bench.sort("sorted by size, scrolled", KeyCell::Size);
    bench.sort("sorted by key, scrolled", KeyCell::Key);
    bench.filter("filtered by a substring, scrolled", QStringLiteral("99"));
    bench.filter("filter taken back, scrolled", {});
    bench.window().scroll(browser->table());
    bench.window().phase(
        "scrolled for 3 s", [] {},
        [timer = std::make_shared<QElapsedTimer>()] {
            if (!timer->isValid())
                timer->start();
            return timer->elapsed() > 3000;
        });
    bench.window().scroll(nullptr);
    const double with = WindowBench::residentMegabytes();
    browser->keyspace()->clear();
    bench.window().rest(500ms);
    std::printf("Resident memory: %.0f MB before, %.0f MB with the keys, %.0f MB once they are gone\n", before, with,
                WindowBench::residentMegabytes());
    return 0;
}
