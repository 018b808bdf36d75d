#include "tests/benchmarks/contenders.h"

#include "tests/benchmarks/libmemcachedclient.h"
#include "tests/benchmarks/rawclient.h"
#include "tests/benchmarks/slabscopeclient.h"

#include <QCoreApplication>
#include <QProcess>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include <malloc.h>

namespace {

template <int (*measure)(uint16_t, uint32_t, Measurement *)> bool fromC(quint16 port, quint32 count, Measurement *measurement)
{
    return measure(port, count, measurement) != 0;
}

/// Has the allocator keep what the first batch let go, so that the second one finds it without page faults: as app/main.cpp does for the
/// program.
void reuseFreedMemory()
{
    mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
}

} // namespace

const std::array<Contender, contenderCount> contenders{{
    {"raw-sets", "SETQ   raw C, dropping", fromC<measureRawSets>},
    {"raw-keeping-sets", "SETQ   raw C, keeping", fromC<measureRawKeepingSets>},
    {"libmemcached-sets", "SETQ   libmemcached", fromC<measureLibmemcachedSets>},
    {"slabscope-sets", "SETQ   Slabscope", measureSlabscopeSets},
    {"raw-gets", "GETKQ  raw C, dropping", fromC<measureRawGets>},
    {"raw-keeping-gets", "GETKQ  raw C, keeping", fromC<measureRawKeepingGets>},
    {"libmemcached-gets", "GETKQ  libmemcached, dropping", fromC<measureLibmemcachedGets>},
    {"libmemcached-keeping-gets", "GETKQ  libmemcached, keeping", fromC<measureLibmemcachedKeepingGets>},
    {"slabscope-gets", "GETKQ  Slabscope", measureSlabscopeGets},
}};

std::optional<Measurement> measureInChild(const Contender &contender, quint16 port, quint32 count)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), measuringArguments(contender, port, count, count));
    process.waitForFinished(-1);
    Measurement measurement{};
    const QByteArray answer = process.readAllStandardOutput();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 || answer.size() != sizeof measurement)
        return std::nullopt;
    std::memcpy(&measurement, answer.constData(), sizeof measurement);
    return measurement;
}

QStringList measuringArguments(const Contender &contender, quint16 port, quint32 warmUp, quint32 count)
{
    return {QStringLiteral("--measure"), QString::fromLatin1(contender.name), QString::number(port), QString::number(warmUp),
            QString::number(count)};
}

int measureHere(const QStringList &arguments)
{
    const QString &name = arguments.at(0);
    const quint16 port = arguments.at(1).toUShort();
    const quint32 warmUp = arguments.at(2).toUInt();
    const quint32 count = arguments.at(3).toUInt();
    const auto contender = std::ranges::find_if(contenders, [&name](const Contender &each) { return name == QLatin1String(each.name); });
    if (contender == contenders.end()) {
        std::fprintf(stderr, "There is no contender called %s.\n", qPrintable(name));
        return 2;
    }
    reuseFreedMemory();
    Measurement first{};
    Measurement measurement{};
    if (!contender->measure(port, warmUp, &first) || !contender->measure(port, count, &measurement)) {
        std::fprintf(stderr, "%s: the server cannot be reached or was lost.\n", contender->name);
        return 1;
    }
    if (first.wrongAnswers > 0 || measurement.wrongAnswers > 0) {
        std::fprintf(stderr, "%s: %u wrong answers of %u.\n", contender->name, first.wrongAnswers + measurement.wrongAnswers,
                     warmUp + count);
        return 1;
    }
    std::fwrite(&measurement, sizeof measurement, 1, stdout);
    return 0;
}
