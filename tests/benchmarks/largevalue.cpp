#include "tests/benchmarks/socketreads.h"
#include "tests/benchmarks/spread.h"
#include "tests/benchmarks/windowbench.h"
#include "tests/person.h"
#include "tests/servers/realserver.h"
#include "ui/results/hexview.h"
#include "ui/results/longtext.h"
#include "ui/results/resultsmodel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>

#include <cstdio>

/// Gets values of 100 MB and looks at them as a person would: says how long the first screen takes behind the last byte, and how long the
/// window stands still while they are scrolled, searched and copied.

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr qsizetype size = 100'000'000;

/// Tells how long after the last byte of a value a view first showed more than fits into it.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QAbstractScrollArea *view)
        : QObject(view)
        , m_view(view)
    {
        view->viewport()->installEventFilter(this);
    }
    void look() { m_painted.reset(); }
    [[nodiscard]] std::optional<Clock::duration> painted() const { return m_painted; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_inside) {
            m_inside = true;
            QCoreApplication::sendEvent(watched, event);
            m_inside = false;
            if (!m_painted && m_view->verticalScrollBar()->maximum() > 0)
                m_painted = Clock::now() - lastLongRead();
            return true;
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QAbstractScrollArea *m_view;
    std::optional<Clock::duration> m_painted;
    bool m_inside = false;
};

struct Value
{
    const char *name;
    QByteArray bytes;
    QString sought; ///< what is in it now and then
};

QList<Value> values()
{
    QByteArray lines;
    lines.reserve(size + 200);
    for (int i = 0; lines.size() < size; ++i)
        lines.append("{\"id\": ").append(QByteArray::number(i)).append(", \"name\": \"somebody \xc3\xa4\", \"tags\": [\"a\", \"b\"]}\n");
    QByteArray oneLine = lines;
    oneLine.replace('\n', ' ');
    QByteArray binary(size, '\0');
    quint32 random = 4711;
    for (char &byte : binary) {
        random = random * 1'664'525 + 1'013'904'223;
        byte = char(random >> 24);
    }
    return {{"lines of text", lines, QStringLiteral("\"id\": 7777")},
            {"one line", oneLine, QStringLiteral("\"id\": 7777")},
            {"any bytes", binary, QStringLiteral("abc")}};
}

class LargeValue
{
public:
    explicit LargeValue(const RealServer &server)
        : m_text(m_person.see<LongText>("valueText"))
        , m_hex(m_person.see<HexView>("valueHex"))
        , m_tabs(m_person.see<QTabWidget>("valueTabs"))
        , m_cancel(m_person.see<QToolButton>("cancelButton")->defaultAction())
        , m_textPaint(m_text)
        , m_hexPaint(m_hex)
    {
        m_person.window().resize(1400, 900);
        m_person.connectTo(server);
    }

    [[nodiscard]] bool isReady()
    {
        return m_bench.record([] {}, [this] { return m_person.page() == QLatin1String("hintReady"); }).good;
    }
    bool look(const Value &value, const QString &folder);
    void printGoals() const;

private:
    [[nodiscard]] bool isIdle() const { return !m_cancel->isEnabled(); }
    [[nodiscard]] bool store(const QString &key, QByteArrayView bytes, const QString &folder);
    void get(const char *what, PaintWatch &paint, QAbstractScrollArea *view);
    void phase(const char *what, const std::function<void()> &act, const std::function<bool()> &done);
    void scroll(QAbstractScrollArea *view);
    void search(const QString &text);
    void copy();
    /// Its form is the page of the tabs.
    void show(const QWidget *view);

    Person m_person;
    WindowBench m_bench;
    LongText *m_text;
    HexView *m_hex;
    QTabWidget *m_tabs;
    QAction *m_cancel;
    PaintWatch m_textPaint;
    PaintWatch m_hexPaint;
    Pauses m_pauses; ///< while it is looked at
    Pauses m_coming; ///< while it comes
    double m_firstScreen = 0;
};

void LargeValue::show(const QWidget *view)
{
    for (int index = 0; index < m_tabs->count(); ++index) {
        if (m_tabs->widget(index)->isAncestorOf(view))
            m_tabs->setCurrentIndex(index);
    }
}

void LargeValue::phase(const char *what, const std::function<void()> &act, const std::function<bool()> &done)
{
    m_pauses.add(m_bench.phase(what, act, done).pauses);
}

void LargeValue::get(const char *what, PaintWatch &paint, QAbstractScrollArea *view)
{
    // The same value again would stay as it is; and the form is remembered for values of its kind.
    show(view);
    (void)m_bench.record([this] { m_person.command(QStringLiteral("GET small")); },
                         [this, view] { return isIdle() && view->verticalScrollBar()->maximum() == 0; });
    show(view);
    paint.look();
    const WindowBench::Phase got =
        m_bench.record([this] { m_person.command(QStringLiteral("GET k")); }, [&] { return isIdle() && paint.painted(); });
    m_bench.rest(300ms);
    const double first = std::chrono::duration<double, std::milli>(paint.painted().value_or(0ns)).count();
    m_firstScreen = std::max(m_firstScreen, first);
    WindowBench::print(what, got, QStringLiteral("first screen %1 ms behind the last byte").arg(first, 0, 'f', 1));
    m_coming.add(got.pauses);
    view->setFocus();
}

void LargeValue::scroll(QAbstractScrollArea *view)
{
    QElapsedTimer timer;
    const auto within = [&timer](int ms) { return timer.elapsed() >= ms; };
    timer.start();
    m_bench.scroll(view);
    phase(
        "  wheel", [] {}, [&] { return within(1000); });
    m_bench.scroll(nullptr);
    QTimer keys;
    for (const int key : {Qt::Key_PageDown, Qt::Key_PageUp}) {
        keys.disconnect();
        QObject::connect(&keys, &QTimer::timeout, view, [view, key] { QTest::keyClick(view, Qt::Key(key)); });
        keys.start(16ms);
        timer.restart();
        phase(
            key == Qt::Key_PageDown ? "  Page Down" : "  Page Up", [] {}, [&] { return within(1000); });
    }
    keys.disconnect();
    QScrollBar *bar = view->verticalScrollBar();
    int step = 0;
    QObject::connect(&keys, &QTimer::timeout, view, [bar, &step] { bar->setSliderPosition(int(bar->maximum() / 60.0 * (++step % 60))); });
    timer.restart();
    phase(
        "  scroll bar dragged from end to end", [] {}, [&] { return within(1000); });
    keys.stop();
    phase(
        "  to the end and to the start",
        [view] {
            QTest::keyClick(view, Qt::Key_End, Qt::ControlModifier);
            QTest::keyClick(view, Qt::Key_Home, Qt::ControlModifier);
        },
        [] { return true; });
}

void LargeValue::search(const QString &text)
{
    QTest::keyClick(m_tabs->currentWidget(), Qt::Key_F, Qt::ControlModifier);
    auto *field = m_person.see<QLineEdit>("valueFindText");
    auto *count = m_person.see<ElidedLabel>("valueFindCount");
    field->clear();
    phase(
        "  search for a text", [&] { QTest::keyClicks(field, text); }, [count] { return count->text().contains(QLatin1String(" of ")); });
    std::printf("      %s\n", qPrintable(count->text()));
    QElapsedTimer timer;
    timer.start();
    QTimer keys;
    QObject::connect(&keys, &QTimer::timeout, field, [field] { QTest::keyClick(field, Qt::Key_F3); });
    keys.start(16ms);
    phase(
        "  from one to the next", [] {}, [&timer] { return timer.elapsed() > 1000; });
    keys.stop();
    phase(
        "  search for what is not there",
        [&] {
            field->selectAll();
            QTest::keyClicks(field, QStringLiteral("nowhere to be found"));
        },
        [count] { return count->text() == QLatin1String("No match"); });
    QTest::keyClick(field, Qt::Key_Escape);
}

void LargeValue::copy()
{
    bool told = false;
    int times = 0;
    const auto connection = QObject::connect(m_text, &LongText::told, m_text, [&] { told = ++times > 1; });
    phase(
        "  select all, and copy the first 16 MiB",
        [this] {
            QTest::keyClick(m_text, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClick(m_text, Qt::Key_C, Qt::ControlModifier);
        },
        [&told] { return told; });
    QObject::disconnect(connection);
}

bool LargeValue::store(const QString &key, QByteArrayView bytes, const QString &folder)
{
    QFile file(folder + QStringLiteral("/value"));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), bytes.size()) != bytes.size() || !file.flush())
        return false;
    const WindowBench::Phase set = m_bench.record([&] { m_person.command(QStringLiteral("SET %1 file:%2").arg(key, file.fileName())); },
                                                  [&] {
                                                      return isIdle() && m_person.rows() == 1 && m_person.cell(0, 1) == QLatin1String("SET")
                                                          && m_person.cell(0, ResultsModel::KeyColumn) == key;
                                                  });
    if (!set.good || m_person.cell(0, ResultsModel::OutcomeColumn) != QLatin1String("Success")) {
        std::printf("not stored: %s\n", qPrintable(m_person.cell(0, ResultsModel::OutcomeColumn)));
        return false;
    }
    return true;
}

bool LargeValue::look(const Value &value, const QString &folder)
{
    std::printf("%s, %.1f MB\n", value.name, double(value.bytes.size()) / 1e6);
    if (!store(QStringLiteral("small"), QByteArrayView(value.bytes).first(40), folder) || !store(QStringLiteral("k"), value.bytes, folder))
        return false;
    get("  got, as text", m_textPaint, m_text);
    scroll(m_text);
    search(value.sought);
    copy();
    get("  got, in hexadecimal", m_hexPaint, m_hex);
    scroll(m_hex);
    search(value.sought);
    return true;
}

void LargeValue::printGoals() const
{
    std::printf("\n");
    printGoal("first screen behind the last byte, slowest, ms", m_firstScreen, "<=", 200);
    printGoal("longest pause while it is scrolled, searched and copied, ms", m_pauses.longest(), "<=", 50);
    printComparison("99th percentile of these, ms", m_pauses.percentile(0.99));
    printComparison("longest pause while it comes, ms", m_coming.longest());
}

} // namespace

int main(int argc, char **argv)
{
    setUpMemory();
    QApplication application(argc, argv);
    QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    RealServer server({QStringLiteral("-I"), QStringLiteral("128m"), QStringLiteral("-m"), QStringLiteral("1024")});
    if (!server.start()) {
        std::fprintf(stderr, "%s\n", qPrintable(server.errorString()));
        return 1;
    }
    LargeValue bench(server);
    if (!bench.isReady()) {
        std::fprintf(stderr, "no connection\n");
        return 1;
    }
    std::printf("%-50s %9s   pauses of the loop, ms\n%-50s %9s   %6s /%6s /%6s\n", "", "total, ms", "", "", "p50", "p99", "max");
    const QList<Value> all = values();
    for (const Value &value : all) {
        if (!bench.look(value, folder.path()))
            return 1;
    }
    bench.printGoals();
    return 0;
}
