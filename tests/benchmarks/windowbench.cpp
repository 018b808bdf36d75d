#include "tests/benchmarks/windowbench.h"

#include "tests/benchmarks/looppauses.h"

#include <QAbstractScrollArea>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>

#ifdef __GLIBC__
#    include <malloc.h>
#endif

using namespace std::chrono_literals;

namespace {

constexpr auto patience = 120s;
constexpr double shortest = 0.05; // milliseconds

} // namespace

double Pauses::percentile(double share) const
{
    return stretches.empty() ? 0 : stretches[std::min(stretches.size() - 1, size_t(double(stretches.size()) * share))];
}

void Pauses::add(const Pauses &other)
{
    stretches.insert(stretches.end(), other.stretches.begin(), other.stretches.end());
    std::ranges::sort(stretches);
}

WindowBench::WindowBench()
{
    m_wheel.setInterval(16ms);
    QObject::connect(&m_wheel, &QTimer::timeout, [this] { turnWheel(); });
}

void WindowBench::scroll(QAbstractScrollArea *area)
{
    m_area = area;
    if (area)
        m_wheel.start();
    else
        m_wheel.stop();
}

void WindowBench::turnWheel()
{
    const QScrollBar *bar = m_area->verticalScrollBar();
    if (bar->value() == bar->maximum())
        m_direction = 1;
    else if (bar->value() == bar->minimum())
        m_direction = -1;
    const QPointF place = m_area->viewport()->rect().center();
    QWheelEvent event(place, m_area->viewport()->mapToGlobal(place), {}, {0, 240 * m_direction}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_area->viewport(), &event);
}

WindowBench::Phase WindowBench::record(const std::function<void()> &act, const std::function<bool()> &done)
{
    QElapsedTimer timer;
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (done() || std::chrono::milliseconds(timer.elapsed()) > patience)
            loop.quit();
    });
    look.start(1ms);
    LoopPauses::start();
    timer.start();
    act();
    if (!done())
        loop.exec();
    Phase phase{.milliseconds = double(timer.nsecsElapsed()) / 1e6, .pauses = {}, .work = {}, .good = done()};
    phase.pauses.stretches = LoopPauses::stop();
    phase.work.stretches = LoopPauses::work();
    for (Pauses *pauses : {&phase.pauses, &phase.work})
        std::erase_if(pauses->stretches, [](double ms) { return ms < shortest; });
    return phase;
}

WindowBench::Phase WindowBench::phase(const char *what, const std::function<void()> &act, const std::function<bool()> &done)
{
    Phase phase = record(act, done);
    print(what, phase);
    return phase;
}

void WindowBench::rest(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit); // nothing else that wakes: what is measured may be how idle it is
    loop.exec();
}

void WindowBench::print(const char *what, const Phase &phase, const QString &remark)
{
    std::printf("%-50s %9.1f   %6.1f /%6.1f /%6.1f (%zu)  %4.0f MB%s%s\n", what, phase.milliseconds, phase.pauses.percentile(0.5),
                phase.pauses.percentile(0.99), phase.pauses.longest(), phase.pauses.stretches.size(), residentMegabytes(),
                remark.isEmpty() ? "" : "  ", qPrintable(remark));
    if (!phase.good)
        std::printf("%-50s did not come to its end\n", what);
    std::fflush(stdout);
}

double WindowBench::residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return double(file.readAll().split(' ').value(1).toLongLong()) * 4096 / (1024 * 1024);
}

void setUpMemory()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
    mallopt(M_ARENA_MAX, 1);
#endif
}

bool fillServer(quint16 port, int count)
{
    const QString program = QCoreApplication::applicationDirPath() + QStringLiteral("/fillserver"); // it is built beside us
    const QStringList arguments{QString::number(port), QString::number(count), QStringLiteral("--least-ttl"), QStringLiteral("86400")};
    const bool good = QProcess::execute(program, arguments) == 0;
    if (!good)
        std::fprintf(stderr, "The server could not be filled.\n");
    return good;
}
