#include "tests/benchmarks/windowbench.h"
#include "tests/person.h"
#include "ui/monitor/monitorpage.h"
#include "ui/watch/watchpage.h"
#include "ui/watch/watchtable.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QProcess>
#include <QSettings>
#include <QTabWidget>

#include <cstdio>

/// Watched lines in the real window: how long it stands still while a replayed stream of 200,000 lines a second comes, whether all arrive
/// in bounded memory, and whether a server under full load leaves out no more for it than for a raw drain beside it. See README.md.

using namespace std::chrono_literals;

namespace {

ConnectionOptions optionsOf(quint16 port)
{
    ConnectionOptions options;
    options.address.port = port;
    return options;
}

/// Of the server, whose risk is agreed to: it is ours.
QByteArray versionOf(quint16 port)
{
    TextChannel channel(optionsOf(port));
    const auto reply = channel.version();
    (void)QTest::qWaitFor([&reply] { return reply->isFinished(); });
    return reply->version();
}

class WatchBench
{
public:
    WatchBench()
    {
        m_person.window().resize(1400, 900);
        QTest::keyClick(&m_person.window(), Qt::Key_3, Qt::ControlModifier);
        m_person.see<MonitorPage>("monitorPage")->setTab("watchTab");
        m_page = m_person.see<WatchPage>("watchPage");
        m_bench.rest(500ms);
    }

    void replay(int rate, int seconds)
    {
        const double before = WindowBench::residentMegabytes();
        follow(QStringLiteral("%1 lines a second, following").arg(rate), rate, seconds, [] {});
        goal("99th percentile of the loop's pauses, ms", m_pauses.percentile(0.99), 8);
        goal("longest pause, ms", m_pauses.longest(), 50);
        follow(QStringLiteral("the same, scrolled through"), rate, seconds, [this] {
            m_page->table()->setFollowing(false);
            m_bench.scroll(m_page->table());
        });
        m_bench.scroll(nullptr);
        m_page->table()->setFollowing(true);
        follow(QStringLiteral("the same, filtered for one line in four"), rate, seconds,
               [this] { setFilter(QStringLiteral("session:*")); });
        setFilter({});
        std::printf("memory: %.0f MB before, %.0f MB now; lines take %.0f MB of at most %.0f\n", before, WindowBench::residentMegabytes(),
                    double(m_page->watch()->log().byteSize()) / 1e6, double(m_page->watch()->log().mostBytes()) / 1e6);
        goal("memory more than before, MB", WindowBench::residentMegabytes() - before, 400);
    }

    void live(quint16 port, int seconds)
    {
        QProcess drain;
        QProcess one;
        QProcess other;
        drain.start(tool(), {QStringLiteral("drain"), QString::number(port), QString::number(seconds)});
        m_page->watch()->start(optionsOf(port), {"fetchers", "mutations"}, versionOf(port));
        m_bench.rest(300ms);
        for (QProcess *load : {&one, &other})
            load->start(tool(), {QStringLiteral("load"), QString::number(port), QString::number(seconds - 1)});
        const WindowBench::Phase phase = m_bench.record([] {}, [&] { return drain.state() == QProcess::NotRunning; });
        m_page->watch()->stop();
        m_bench.rest(500ms);
        WindowBench::print("a server under full load, beside a raw drain", phase);
        const QList<QByteArray> drained = drain.readAllStandardOutput().simplified().split(' ');
        const WatchFigures &figures = m_page->watch()->figures();
        quint64 lines = figures.forStores;
        for (const quint64 count : figures.counts)
            lines += count;
        const double raw = drained.value(1).toDouble();
        std::printf("      %s + %s operations; raw drain: %s lines, %s left out; window: %llu lines, %llu left out, %llu dropped here\n",
                    one.readAllStandardOutput().trimmed().constData(), other.readAllStandardOutput().trimmed().constData(),
                    drained.value(0).constData(), drained.value(1).constData(), static_cast<unsigned long long>(lines),
                    static_cast<unsigned long long>(figures.lost), static_cast<unsigned long long>(m_page->watch()->overrun()));
        goal("lines left out against those of the raw drain", raw > 0 ? double(figures.lost) / raw : double(figures.lost),
             raw > 0 ? 1.05 : 0);
    }

private:
    static QString tool() { return QCoreApplication::applicationDirPath() + QStringLiteral("/watchtool"); }

    void setFilter(const QString &text)
    {
        m_person.see<QLineEdit>("watchFilterField")->setText(text);
        m_bench.rest(300ms);
    }
    void follow(const QString &what, int rate, int seconds, const std::function<void()> &prepare)
    {
        QProcess server;
        server.start(tool(), {QStringLiteral("replay"), QString::number(rate), QString::number(seconds)});
        if (!server.waitForReadyRead(5'000)) {
            std::printf("no stream\n");
            return;
        }
        const quint16 port = server.readLine().trimmed().toUShort();
        prepare();
        const WindowBench::Phase phase = m_bench.record(
            [&] {
                m_page->watch()->start(optionsOf(port), {"fetchers", "mutations", "evictions"}, QByteArrayLiteral("1.6.18"));
            },
            [this] { return m_page->watch()->losses() > 0; });
        m_page->watch()->stop();
        m_bench.rest(300ms);
        server.waitForReadyRead(1'000);
        WindowBench::print(
            qPrintable(what), phase,
            QStringLiteral("own work %1 / %2").arg(phase.work.percentile(0.99), 0, 'f', 1).arg(phase.work.longest(), 0, 'f', 1));
        m_pauses = phase.pauses;
        const WatchFigures &figures = m_page->watch()->figures();
        quint64 lines = figures.forStores;
        for (int kind = 0; kind < int(WatchKind::Skipped); ++kind)
            lines += figures.counts[size_t(kind)];
        std::printf("      said: %s; arrived: %llu, dropped here: %llu; shown: %d\n", server.readAllStandardOutput().trimmed().constData(),
                    static_cast<unsigned long long>(lines), static_cast<unsigned long long>(m_page->watch()->overrun()),
                    m_page->view()->count());
        goal("lines dropped here", double(m_page->watch()->overrun()), 0);
        server.kill();
        server.waitForFinished();
    }
    static void goal(const char *what, double value, double most)
    {
        std::printf("%s  %-90s %9.2f   (goal: <= %.2f)\n", value <= most ? "PASS" : "MISS", what, value, most);
        std::fflush(stdout);
    }

    Person m_person;
    WindowBench m_bench;
    WatchPage *m_page = nullptr;
    Pauses m_pauses;
};

} // namespace

int main(int argc, char **argv)
{
    setUpMemory();
    const QApplication application(argc, argv);
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    QCommandLineParser arguments;
    const QCommandLineOption rate(QStringLiteral("rate"), QStringLiteral("Lines a second, 200000 unless told."), QStringLiteral("number"),
                                  QStringLiteral("200000"));
    const QCommandLineOption seconds(QStringLiteral("seconds"), QStringLiteral("How long each takes, 10 unless told."),
                                     QStringLiteral("number"), QStringLiteral("10"));
    arguments.addOptions({rate, seconds});
    arguments.addHelpOption();
    arguments.process(application);
    RealServer server({QStringLiteral("-t"), QStringLiteral("2"), QStringLiteral("-m"), QStringLiteral("128")});
    if (!server.start()) {
        std::fprintf(stderr, "%s\n", qPrintable(server.errorString()));
        return 1;
    }
    WatchBench bench;
    std::printf("%-50s %9s   %s\n%-50s %9s   %s\n", "", "total, ms", "pauses of the loop, ms", "", "", "   p50 /   p99 /   max");
    const int length = std::clamp(arguments.value(seconds).toInt(), 2, 60);
    bench.replay(std::clamp(arguments.value(rate).toInt(), 1'000, 2'000'000), length);
    bench.live(server.port(), length);
    return 0;
}
