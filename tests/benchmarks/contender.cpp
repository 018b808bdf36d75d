#include "tests/benchmarks/contender.h"

#include <QCoreApplication>
#include <QProcess>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include <malloc.h>

namespace {

/// Has the allocator keep what the first batch let go, so that the second one finds it without page faults: as app/main.cpp does for the
/// program.
void reuseFreedMemory()
{
    mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
}

} // namespace

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

std::optional<int> measureHere(std::span<const Contender> contenders, const QStringList &arguments)
{
    if (arguments.size() != 6 || arguments.at(1) != QLatin1String("--measure"))
        return std::nullopt;
    const QString &name = arguments.at(2);
    const quint16 port = arguments.at(3).toUShort();
    const quint32 warmUp = arguments.at(4).toUInt();
    const quint32 count = arguments.at(5).toUInt();
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
