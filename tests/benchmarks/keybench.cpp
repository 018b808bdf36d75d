#include "tests/benchmarks/keybench.h"

#include "tests/benchmarks/rawlisting.h"
#include "tests/benchmarks/socketreads.h"
#include "tests/benchmarks/spread.h"
#include "tests/keysample.h"
#include "ui/keys/keyfilterfield.h"
#include "ui/keys/listingstrip.h"

#include <QComboBox>
#include <QHeaderView>
#include <QProcess>

#include <array>
#include <cstdio>

using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;
enum Form { Table, Tree, Analysis };

/// When a widget was painted first.
class FirstPaint : public QObject
{
public:
    explicit FirstPaint(QWidget *widget) { widget->installEventFilter(this); }
    [[nodiscard]] std::optional<Clock::time_point> at() const { return m_at; }

protected:
    bool eventFilter(QObject * /*watched*/, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_at && !std::exchange(m_isComing, true))
            QMetaObject::invokeMethod(
                this, [this] { m_at = Clock::now(); }, Qt::QueuedConnection); // behind it
        return false;
    }

private:
    std::optional<Clock::time_point> m_at;
    bool m_isComing = false;
};

double milliseconds(Clock::duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

} // namespace

KeyBench::KeyBench(quint16 port, int count, int rounds)
    : m_port(port)
    , m_count(count)
    , m_rounds(rounds)
{
    m_person.window().resize(1400, 900);
}

bool KeyBench::connectTo(quint16 port)
{
    if (m_person.window().isStartShown())
        m_person.see<QAction>("newPage")->trigger();
    m_person.connectTo(QStringLiteral("127.0.0.1:%1").arg(port));
    if (!m_bench.record([] {}, [this] { return m_person.state().startsWith(QLatin1String("Connected")); }).good)
        return false;
    press(Qt::Key_2, Qt::ControlModifier);
    m_bench.rest(300ms);
    return true;
}

bool KeyBench::warmUp(quint16 smallPort)
{
    if (!connectTo(smallPort) || !m_bench.record([this] { press(Qt::Key_F5); }, [this] { return isListed() && isStill(); }).good)
        return false;
    table()->selectRow(0);
    m_bench.rest(500ms);
    for (const Form form : {Tree, Analysis, Table}) {
        browser()->setForm(form);
        m_bench.rest(500ms);
    }
    close();
    m_medians.clear();
    m_looking = m_lookingWork = {};
    m_before = WindowBench::residentMegabytes();
    return connectTo(m_port);
}

bool KeyBench::list()
{
    for (int round = 0; round < 2 * m_rounds; ++round) {
        if (!listOnce(round, round < m_rounds ? nullptr : table()))
            return false;
    }
    m_listed = browser()->keyspace()->listing().size();
    m_bytesBesideKey = double(browser()->keyspace()->store().byteSize() - browser()->keyspace()->listing().keyBytes()) / m_count;
    return true;
}

/// The raw drain comes first in every second round.
bool KeyBench::listOnce(int round, QAbstractScrollArea *scrolled)
{
    Measurement raw{};
    const auto drain = [this, &raw] { return measureRawDroppedListing(m_port, quint32(m_count), &raw) != 0; };
    browser()->keyspace()->clear();
    m_bench.rest(500ms);
    if (round % 2 == 0 && !drain())
        return false;
    m_bench.scroll(scrolled);
    forgetListedRead();
    const FirstPaint painted(table()->viewport());
    const WindowBench::Phase phase = m_bench.record([this] { press(Qt::Key_F5); }, [this] { return isListed(); });
    m_bench.scroll(nullptr);
    if (!phase.good || (round % 2 != 0 && !drain()))
        return false;
    std::vector<double> &ratios = scrolled ? m_scrolledRatios : m_ratios;
    ratios.push_back(phase.milliseconds / (raw.seconds * 1000));
    if (painted.at() && firstListedRead())
        m_firstRows.push_back(milliseconds(*painted.at() - *firstListedRead()));
    note(scrolled ? "list, scrolled" : "list", phase, m_listing, m_listingWork,
         QStringLiteral("raw %1 ms, ratio %2").arg(raw.seconds * 1000, 0, 'f', 0).arg(ratios.back(), 0, 'f', 2));
    return true;
}

void KeyBench::listBesideOthers()
{
    Keyspace *keyspace = browser()->keyspace();
    const auto isWhole = [this, keyspace] { return isListed() && keyspace->listing().size() >= m_count; };
    keyspace->clear();
    m_bench.scroll(table());
    const WindowBench::Phase stopped = m_bench.record([this] { press(Qt::Key_F5); },
                                                      [this, keyspace] {
                                                          if (keyspace->cameCount() > m_count / 2)
                                                              browser()->strip()->stopAction()->trigger();
                                                          return keyspace->state() == Keyspace::State::Stopped && isStill();
                                                      });
    note("list, stopped half-way", stopped, m_listing, m_listingWork, QStringLiteral("%L1 keys").arg(table()->model()->rowCount()));
    const WindowBench::Phase anew = m_bench.record([this] { press(Qt::Key_F5); }, isWhole);
    note("list anew behind it", anew, m_listing, m_listingWork, QStringLiteral("%L1 keys").arg(keyspace->listing().size()));
    keyspace->clear();
    constexpr int writerCount = 10;
    std::array<QProcess, writerCount> writers;
    for (QProcess &writer : writers) {
        writer.setStandardOutputFile(QProcess::nullDevice());
        writer.start(QCoreApplication::applicationDirPath() + QStringLiteral("/fillserver"),
                     {QString::number(m_port), QString::number(m_count), QStringLiteral("--onto"), QStringLiteral("--least-ttl"),
                      QStringLiteral("86400")});
        (void)writer.waitForStarted();
    }
    const WindowBench::Phase phase = m_bench.record([this] { press(Qt::Key_F5); }, isWhole);
    const auto writing = std::ranges::count(writers, QProcess::Running, &QProcess::state);
    m_bench.scroll(nullptr);
    note("list, while ten others write", phase, m_listing, m_listingWork,
         QStringLiteral("%L1 keys, %2 still wrote").arg(keyspace->listing().size()).arg(writing));
    for (QProcess &writer : writers) {
        writer.kill();
        (void)writer.waitForFinished();
    }
    m_bench.rest(500ms);
}

void KeyBench::filter()
{
    for (const char *text : {"item-777", "session:", "e", "nowhere"})
        measure((std::string("filter ") + text).c_str(), [&] { setFilter(QString::fromLatin1(text)); }, [this] { return isStill(); },
                [this] { setFilter({}); });
    for (const char *text : {"/profile$/", "/[0-9a-f]{12}77/", "size>10k ttl<1h unread", "user:*:profile"})
        measure((std::string("filter ") + text).c_str(), [&] { setFilter(QString::fromLatin1(text)); }, [this] { return isStill(); },
                [this] { setFilter({}); });
    setFilter(QStringLiteral("e"));
    m_bench.rest(200ms);
    measure(
        "filter taken back", [this] { setFilter({}); }, [this] { return isStill(); }, [this] { setFilter(QStringLiteral("e")); });
    setFilter({});
}

void KeyBench::sort()
{
    const auto unsort = [this] { table()->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); };
    const auto by = [&](const char *name, KeyCell cell) {
        measure(
            name, [this, cell] { clickHeader(cell); }, [this] { return isStill(); }, unsort);
    };
    by("sort by size", KeyCell::Size);
    by("sort by TTL", KeyCell::Ttl);
    by("sort by idle time", KeyCell::Idle);
    by("sort by waste", KeyCell::Waste);
    by("sort by key", KeyCell::Key);
    clickHeader(KeyCell::Key);
    m_bench.rest(1s);
    measure(
        "filter while sorted by key", [this] { setFilter(QStringLiteral("session:")); }, [this] { return isStill(); },
        [this] { setFilter({}); });
    unsort();
    m_bench.rest(500ms);
}

void KeyBench::select()
{
    table()->setFocus();
    measure(
        "select all", [this] { press(Qt::Key_A, Qt::ControlModifier); }, [this] { return table()->selectedCount() == m_count; },
        [this] { table()->clearSelection(); });
    press(Qt::Key_A, Qt::ControlModifier);
    const auto unsort = [this] { table()->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); };
    measure(
        "sort by size, all selected", [this] { clickHeader(KeyCell::Size); }, [this] { return isStill(); }, unsort);
    measure(
        "filter, all selected", [this] { setFilter(QStringLiteral("session:")); }, [this] { return isStill(); }, [this] { setFilter({}); });
    table()->clearSelection();
    setFilter(QStringLiteral("session:"));
    m_bench.rest(500ms);
    table()->selectAll();
    measure(
        "filter taken back, its keys selected", [this] { setFilter({}); }, [this] { return isStill(); },
        [this] { setFilter(QStringLiteral("session:")); });
    setFilter({});
    m_bench.rest(500ms);
    table()->clearSelection();
}

void KeyBench::refresh()
{
    const auto refreshed = [this] { return isListed() && isStill() && !browser()->keyspace()->isBusy(); };
    measure(
        "refresh", [this] { press(Qt::Key_F5); }, refreshed);
    table()->setFocus();
    table()->selectAll();
    measure(
        "refresh, sorted by key and all selected", [this] { press(Qt::Key_F5); }, refreshed);
    table()->clearSelection();
    browser()->setForm(Tree);
    measure(
        "refresh in the tree", [this] { press(Qt::Key_F5); }, [this, refreshed] { return refreshed() && isFormThere(); });
    browser()->setForm(Table);
}

void KeyBench::showForms()
{
    const auto show = [this](const char *name, Form form) {
        measure(
            name, [this, form] { m_person.showForm(form); }, [this] { return isFormThere(); }, [this] { m_person.showForm(Table); });
    };
    show("to the tree", Tree);
    m_bytesOfTree = double(static_cast<const KeyTreeModel *>(m_person.tree()->model())->tree()->byteSize()) / m_count;
    show("to the analysis", Analysis);
    m_person.showForm(Tree);
    m_bench.rest(1s);
    auto *order = m_person.see<QComboBox>("keyTreeOrder");
    const auto choose = [order](int entry) {
        order->setCurrentIndex(entry);
        emit order->activated(entry);
    };
    measure(
        "tree by name", [&] { choose(0); }, [this] { return isFormThere(); }, [&] { choose(1); });
    measure(
        "filter in the tree", [this] { setFilter(QStringLiteral("session:")); }, [this] { return isStill() && isFormThere(); },
        [this] { setFilter({}); });
    m_person.showForm(Table);
    m_bench.rest(500ms);
}

void KeyBench::openWideFolders()
{
    openWide("open a folder of as many keys, by name", 0, {});
    openWide("open a folder of as many keys, by size", 1, {});
    openWide("open a folder of as many folders, by name", 0, ":x");
    openWide("open a folder of as many folders, by size", 1, ":x");
}

/// `order`: its number among those that are offered. Each time it is another folder, since one that was opened stays ready.
void KeyBench::openWide(const char *what, int order, const QByteArray &behind)
{
    const QByteArray folder = QByteArray(what).replace(' ', '_') + ':';
    KeyStore store(KeySample::now);
    for (int begin = 0; begin < m_count; begin += int(KeySegment::usualSize)) {
        KeySegment segment;
        for (int i = begin; i < std::min(begin + int(KeySegment::usualSize), m_count); ++i)
            KeySample::append(segment, folder + QByteArray::number(quint32(i) * 2'654'435'761U) + behind, {.size = quint32(70 + i % 999)});
        segment.squeeze();
        store.append(std::move(segment));
    }
    store.append(KeySample::segmentOf({"other:1"}));
    browser()->setForm(Tree);
    auto *orders = m_person.see<QComboBox>("keyTreeOrder");
    orders->setCurrentIndex(order);
    emit orders->activated(order);
    browser()->keyspace()->setStore(std::move(store));
    (void)m_bench.record([] {}, [&] { return isStill() && isFormThere() && m_person.treeRow(folder).isValid(); });
    m_bench.rest(200ms);
    QTreeView *tree = m_person.tree();
    const QModelIndex row = m_person.treeRow(folder);
    tree->setCurrentIndex(row);
    if (tree->model()->rowCount(row) > 0)
        std::printf("The folder was open already.\n");
    note(what, m_bench.record([tree] { QTest::keyClick(tree, Qt::Key_Right); }, [&] { return tree->model()->rowCount(row) >= 1'000; }),
         m_looking, m_lookingWork);
    browser()->setForm(Table);
}

void KeyBench::close()
{
    m_with = WindowBench::residentMegabytes();
    const QPointer<KeyBrowser> closed(browser());
    note("close the tab", m_bench.record([this] { m_person.see<QAction>("closePage")->trigger(); }, [&closed] { return closed.isNull(); }),
         m_looking, m_lookingWork);
    m_bench.rest(2s);
    m_after = WindowBench::residentMegabytes();
}

void KeyBench::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *focus = m_person.window().focusWidget();
    QTest::keyClick(focus ? focus : &m_person.window(), key, modifiers);
}

/// As typed and confirmed, without the wait for more to be typed.
void KeyBench::setFilter(const QString &text)
{
    auto *field = m_person.see<KeyFilterField>("keyFilter");
    field->setText(text);
    QTest::keyClick(field, Qt::Key_Return);
}

void KeyBench::clickHeader(KeyCell cell)
{
    QHeaderView *header = table()->horizontalHeader();
    const QPoint place(header->sectionViewportPosition(int(cell)) + header->sectionSize(int(cell)) / 2, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
}

bool KeyBench::isListed() const
{
    return browser()->keyspace()->state() == Keyspace::State::Complete && table()->model()->rowCount() > 0
        && table()->model()->rowCount() == browser()->keyspace()->listing().size();
}

bool KeyBench::isFormThere() const
{
    switch (browser()->form()) {
    case Tree:
        return !m_person.see<KeyTreeView>("keyTreeView")->isBuilding() && m_person.tree()->model()->rowCount() > 0;
    case Analysis:
        return m_person.see<QWidget>("analysisFull")->isVisible();
    default:
        return table()->isVisible();
    }
}

void KeyBench::measure(const char *name, const std::function<void()> &act, const std::function<bool()> &done,
                       const std::function<void()> &undo)
{
    std::vector<double> times;
    for (int round = 0; round < m_rounds; ++round) {
        const int form = browser()->form();
        m_bench.scroll(form == Table ? static_cast<QAbstractScrollArea *>(table()) : form == Tree ? m_person.tree() : nullptr);
        const WindowBench::Phase phase = m_bench.record(act, done);
        const WindowBench::Phase behind = m_bench.record([] {}, [timer = QDeadlineTimer(100ms)] { return timer.hasExpired(); });
        m_bench.scroll(nullptr);
        times.push_back(phase.milliseconds);
        m_looking.add(behind.pauses);
        m_lookingWork.add(behind.work);
        note(round + 1 == m_rounds ? name : "", phase, m_looking, m_lookingWork);
        const WindowBench::Phase back = m_bench.record(
            undo ? undo : [] {}, [this] { return isStill() && isFormThere(); });
        m_looking.add(back.pauses);
        m_lookingWork.add(back.work);
        m_bench.rest(150ms);
    }
    m_medians[name] = spreadOf(times).median;
}

void KeyBench::note(const char *what, const WindowBench::Phase &phase, Pauses &pauses, Pauses &work, const QString &remark)
{
    const QString own = QStringLiteral("own work %1 / %2").arg(phase.work.percentile(0.99), 0, 'f', 1).arg(phase.work.longest(), 0, 'f', 1);
    WindowBench::print(what, phase, remark.isEmpty() ? own : own + QStringLiteral("; ") + remark);
    pauses.add(phase.pauses);
    work.add(phase.work);
    m_medians[what] = phase.milliseconds;
}

void KeyBench::printGoals() const
{
    const auto median = [this](const char *name, double goal) {
        const auto found = m_medians.find(name);
        if (found != m_medians.end())
            printGoal((std::string(name) + ", ms").c_str(), found->second, "<=", goal);
    };
    std::printf("\n");
    std::printf("%s  %d keys listed of %d\n", m_listed == m_count ? "PASS" : "MISS", m_listed, m_count);
    printGoal("listed, indexed and shown, against the raw drain", spreadOf(m_ratios).median, "<=", 1.2);
    printGoal("first rows behind the first byte of the list, slowest, ms", spreadOf(m_firstRows).most, "<=", 50);
    printGoal("bytes held beside each key", m_bytesBesideKey, "<=", 32);
    printGoal("bytes of the tree for each key", m_bytesOfTree, "<=", 16);
    for (const char *name : {"filter item-777", "filter session:", "filter e", "filter nowhere"})
        median(name, 20);
    for (const char *name : {"filter /profile$/", "filter /[0-9a-f]{12}77/"})
        median(name, 250);
    for (const char *name : {"sort by size", "sort by TTL", "sort by idle time", "sort by waste"})
        median(name, 200);
    median("sort by key", 500);
    for (const char *name : {"open a folder of as many keys, by name", "open a folder of as many keys, by size",
                             "open a folder of as many folders, by name", "open a folder of as many folders, by size"})
        median(name, 100);
    printGoal("99th percentile of pauses while listing, ms", m_listing.percentile(0.99), "<=", 16);
    printGoal("longest pause while listing, ms", m_listing.longest(), "<=", 100);
    printGoal("99th percentile of pauses behind that, ms", m_looking.percentile(0.99), "<=", 16);
    printGoal("longest pause behind that, ms", m_looking.longest(), "<=", 100);
    printComparison("of these, own work while listing, 99th percentile, ms", m_listingWork.percentile(0.99));
    printComparison("of these, own work while listing, longest, ms", m_listingWork.longest());
    printComparison("of these, own work behind that, 99th percentile, ms", m_lookingWork.percentile(0.99));
    printComparison("of these, own work behind that, longest, ms", m_lookingWork.longest());
    printComparison("listed and scrolled meanwhile, against the raw drain", spreadOf(m_scrolledRatios).median);
    printComparison("resident memory before, MB", m_before);
    printComparison("resident memory with the keys, MB", m_with);
    printGoal("resident memory once the tab is closed, against before", m_after / m_before, "<=", 1.1);
}
