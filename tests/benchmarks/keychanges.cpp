#include "connection/text/textchannel.h"
#include "tests/benchmarks/windowbench.h"
#include "tests/keyperson.h"
#include "tests/sampleitems.h"
#include "tests/textasking.h"
#include "ui/keys/keyfilterfield.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

#include <cstdio>

/// All keys that a filter shows are deleted in the real window and put back, a million of them if need be: what that takes, how long the
/// window stands still, and whether the server has all its items again as they were. See README.md.

using namespace std::chrono_literals;

namespace {

/// What a server has, looked at without trace over a connection of its own.
class Witness
{
public:
    explicit Witness(quint16 port)
        : m_channel(options(port))
    {
    }

    [[nodiscard]] qint64 itemCount()
    {
        const auto reply = m_channel.statistics();
        if (errorOf(*reply))
            return -1;
        for (const TextStatistic &one : reply->statistics()) {
            if (one.name == "curr_items")
                return one.value.toLongLong();
        }
        return -1;
    }
    /// Each of the sample's keys with its value, in the same order.
    [[nodiscard]] std::vector<PeekedItem> look(const QList<QByteArray> &keys)
    {
        const auto reply = m_channel.peek(keys);
        return errorOf(*reply) ? std::vector<PeekedItem>() : reply->takeItems();
    }

private:
    static ConnectionOptions options(quint16 port)
    {
        ConnectionOptions options;
        options.address.port = port;
        return options;
    }

    TextChannel m_channel;
};

/// Value and flags are those of before, and the TTL is that of before less what has passed, give or take what is rounded.
bool isSame(const PeekedItem &before, const PeekedItem &after, qint64 passed)
{
    constexpr qint64 rounding = 3; // s
    const qint64 was = before.answer.timeToLive.value_or(MetaAnswer::never);
    const qint64 is = after.answer.timeToLive.value_or(MetaAnswer::never);
    const bool sameTtl = was == MetaAnswer::never ? is == was : is != MetaAnswer::never && std::abs(was - passed - is) <= rounding;
    return after.state == before.state && after.value == before.value && after.answer.flags == before.answer.flags && sameTtl;
}

class ChangeBench
{
public:
    ChangeBench(quint16 port, int count, const QString &filter)
        : m_witness(port)
        , m_filter(filter)
    {
        constexpr int sampleSize = 2'000;
        for (int i = 0; i < sampleSize; ++i)
            m_sample.append(KeySample::key(int(qint64(i) * count / sampleSize)));
        m_person.window().resize(1400, 900);
        m_person.connectTo(QStringLiteral("127.0.0.1:%1").arg(port));
    }

    [[nodiscard]] bool run()
    {
        if (!m_bench.record([] {}, [this] { return m_person.state().startsWith(QLatin1String("Connected")); }).good)
            return false;
        m_person.press(Qt::Key_2, Qt::ControlModifier);
        m_person.browser()->setFocus();
        phase(
            "list", [this] { m_person.press(Qt::Key_F5); },
            [this] { return m_person.browser()->keyspace()->state() == Keyspace::State::Complete && m_person.keys() > 0; });
        filter();
        m_shown = m_person.keys();
        m_itemsBefore = m_witness.itemCount();
        m_before = m_witness.look(m_sample);
        m_clock.start();
        if (!deleteShown() || !undo())
            return false;
        phase(
            "list again", [this] { m_person.press(Qt::Key_F5); },
            [this] {
                return m_person.browser()->keyspace()->state() == Keyspace::State::Complete && !m_person.browser()->view()->isWorking();
            });
        judge();
        return m_good;
    }

private:
    void filter()
    {
        if (m_filter.isEmpty())
            return;
        phase(
            "filter",
            [this] {
                auto *field = m_person.see<KeyFilterField>("keyFilter");
                field->setText(m_filter);
                QTest::keyClick(field, Qt::Key_Return);
            },
            [this] { return !m_person.browser()->view()->isWorking(); });
    }
    bool deleteShown()
    {
        const auto button = [this](const char *name) { return m_person.see<QPushButton>(name); };
        phase(
            "dry run", [this] { m_person.action("deleteShownKeys")->trigger(); },
            [button] { return button("keyChangeConsent") && button("keyChangeConsent")->isEnabled(); });
        auto *limit = m_person.see<QSpinBox>("keyChangeLimit");
        phase(
            "more room for undo", [limit] { limit->setValue(limit->maximum()); },
            [button] { return button("keyChangeConsent")->isEnabled(); });
        std::printf("      %s; %s\n", qPrintable(m_person.text("keyChangeSize")), qPrintable(m_person.text("keyChangeUndoText")));
        const bool good = runToItsReport("delete", "keyChangeConsent");
        m_bench.rest(300ms);
        m_itemsWithout = m_witness.itemCount();
        m_without = m_witness.look(m_sample);
        m_left = m_person.keys();
        return good;
    }
    bool undo()
    {
        const bool good = runToItsReport("undo", "keyRunUndo");
        phase(
            "close the report", [this] { m_person.click("keyRunClose"); }, [this] { return !m_person.see<QWidget>("keyRunDialog"); });
        return good;
    }
    /// What a click on `button` begins.
    bool runToItsReport(const char *what, const char *button)
    {
        const auto isOver = [this] {
            noteProgress();
            return m_person.see<QWidget>("keyRunReport")->isVisible();
        };
        const double seconds = phase(
                                   what, [this, button] { m_person.click(button); }, isOver)
            / 1000;
        std::printf("      %s: %.0f keys a second; %s\n", qPrintable(m_person.text("keyReportTitle")), m_shown / seconds,
                    qPrintable(m_latency));
        return isOver();
    }
    /// The last that was said while it ran.
    void noteProgress()
    {
        if (const auto *latency = m_person.see<QLabel>("keyRunLatency"); latency && latency->isVisible())
            m_latency = latency->text();
    }
    double phase(const char *what, const std::function<void()> &act, const std::function<bool()> &done)
    {
        const WindowBench::Phase phase = m_bench.record(act, done);
        WindowBench::print(
            what, phase,
            QStringLiteral("own work %1 / %2").arg(phase.work.percentile(0.99), 0, 'f', 1).arg(phase.work.longest(), 0, 'f', 1));
        m_pauses.add(phase.pauses);
        m_good = m_good && phase.good;
        return phase.milliseconds;
    }
    void judge()
    {
        const std::vector<PeekedItem> after = m_witness.look(m_sample);
        const qint64 passed = m_clock.elapsed() / 1000;
        int deleted = 0;
        int same = 0;
        for (size_t i = 0; i < m_before.size() && i < after.size() && i < m_without.size(); ++i) {
            deleted += m_without[i].state == PeekedItem::State::Miss ? 1 : 0;
            same += isSame(m_before[i], after[i], passed) ? 1 : 0;
        }
        const qint64 items = m_witness.itemCount();
        std::printf("\nitems of the server: %lld, without the deleted %lld, put back %lld\n", static_cast<long long>(m_itemsBefore),
                    static_cast<long long>(m_itemsWithout), static_cast<long long>(items));
        std::printf("of %d keys of a sample %d were gone, and in the end %d had the value, flags and TTL of before\n", int(m_sample.size()),
                    deleted, same);
        std::printf("rows shown before: %d, behind the deletion: %d\n", m_shown, m_left);
        std::printf("pauses: p99 %.1f ms, longest %.1f ms\n", m_pauses.percentile(0.99), m_pauses.longest());
        m_good = m_good && items == m_itemsBefore && m_itemsWithout == m_itemsBefore - m_shown && same == int(m_sample.size());
        std::printf("%s\n", m_good ? "PASS  everything is as it was" : "MISS  something is not as it was");
    }

    KeyPerson m_person;
    WindowBench m_bench;
    Witness m_witness;
    QString m_filter;
    QString m_latency;
    QList<QByteArray> m_sample;
    std::vector<PeekedItem> m_before;
    std::vector<PeekedItem> m_without;
    Pauses m_pauses;
    QElapsedTimer m_clock;
    qint64 m_itemsBefore = 0;
    qint64 m_itemsWithout = 0;
    int m_shown = 0;
    int m_left = 0;
    bool m_good = true;
};

} // namespace

int main(int argc, char **argv)
{
    setUpMemory();
    const QApplication application(argc, argv);
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    QCommandLineParser arguments;
    const QCommandLineOption filter(QStringLiteral("filter"), QStringLiteral("What is deleted, all unless told."), QStringLiteral("text"));
    arguments.addOption(filter);
    arguments.addHelpOption();
    arguments.addPositionalArgument(QStringLiteral("count"), QStringLiteral("Keys of the server, a million unless told."),
                                    QStringLiteral("[count]"));
    arguments.process(application);
    const int count = std::clamp(arguments.positionalArguments().value(0, QStringLiteral("1000000")).toInt(), 1'000, 10'000'000);
    RealServer server({QStringLiteral("-t"), QStringLiteral("1"), QStringLiteral("-m"), QString::number(256 + count / 1'500)});
    if (!server.start() || !fillServer(server.port(), count))
        return 1;
    return ChangeBench(server.port(), count, arguments.value(filter)).run() ? 0 : 1;
}
