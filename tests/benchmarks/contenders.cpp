#include "tests/benchmarks/contenders.h"

#include "tests/benchmarks/libmemcachedclient.h"
#include "tests/benchmarks/rawclient.h"
#include "tests/benchmarks/slabscopeclient.h"

#include <QCoreApplication>
#include <QProcess>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace {

template <int (*measure)(uint16_t, uint32_t, Measurement *)> bool fromC(quint16 port, quint32 count, Measurement *measurement)
{
    return measure(port, count, measurement) != 0;
}

} // namespace

const std::array<Contender, contenderCount> contenders{{
    {"raw-sets", "SETQ   raw C", fromC<measureRawSets>},
    {"libmemcached-sets", "SETQ   libmemcached", fromC<measureLibmemcachedSets>},
    {"slabscope-sets", "SETQ   Slabscope", measureSlabscopeSets},
    {"raw-gets", "GETKQ  raw C, dropping", fromC<measureRawGets>},
    {"raw-keeping-gets", "GETKQ  raw C, keeping", fromC<measureRawKeepingGets>},
    {"libmemcached-gets", "GETKQ  libmemcached", fromC<measureLibmemcachedGets>},
    {"slabscope-gets", "GETKQ  Slabscope", measureSlabscopeGets},
}};

std::optional<Measurement> measureInChild(const Contender &contender, quint16 port, quint32 count)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
                  {QStringLiteral("--measure"), QString::fromLatin1(contender.name), QString::number(port), QString::number(count)});
    process.waitForFinished(-1);
    Measurement measurement{};
    const QByteArray answer = process.readAllStandardOutput();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 || answer.size() != sizeof measurement)
        return std::nullopt;
    std::memcpy(&measurement, answer.constData(), sizeof measurement);
    return measurement;
}

int measureHere(const QString &name, quint16 port, quint32 count)
{
    const auto contender = std::ranges::find_if(contenders, [&name](const Contender &each) { return name == QLatin1String(each.name); });
    if (contender == contenders.end()) {
        std::fprintf(stderr, "There is no contender called %s.\n", qPrintable(name));
        return 2;
    }
    Measurement measurement{};
    if (!contender->measure(port, count, &measurement)) {
        std::fprintf(stderr, "%s: the server cannot be reached or was lost.\n", contender->name);
        return 1;
    }
    if (measurement.wrongAnswers > 0) {
        std::fprintf(stderr, "%s: %u wrong answers of %u.\n", contender->name, measurement.wrongAnswers, count);
        return 1;
    }
    std::fwrite(&measurement, sizeof measurement, 1, stdout);
    return 0;
}
