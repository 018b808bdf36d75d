#include "tests/benchmarks/callgrind.h"
#include "tests/benchmarks/contender.h"
#include "tests/benchmarks/listingworkload.h"
#include "tests/benchmarks/rawlisting.h"
#include "tests/benchmarks/slabscopelisting.h"
#include "tests/benchmarks/spread.h"
#include "tests/servers/realserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <array>
#include <cstdio>

namespace {

constexpr int leastRounds = 7;
constexpr quint32 mostKeys = 5'000'000;

enum ListingContender { Dropping, Columns, Slabscope };
constexpr size_t contenderCount = 3;
const std::array<Contender, contenderCount> contenders{{
    {"raw-dropping", "raw C, dropping", fromC<measureRawDroppedListing>},
    {"raw-columns", "raw C, columns", fromC<measureRawListing>},
    {"slabscope", "Slabscope", measureSlabscopeListing},
}};
using Rounds = std::array<std::vector<Measurement>, contenderCount>;

/// A server with so many keys on it, or nothing, with a line on standard error.
std::unique_ptr<RealServer> startServer(quint32 count)
{
    auto server = std::make_unique<RealServer>(
        QStringList{QStringLiteral("-t"), QStringLiteral("1"), QStringLiteral("-m"), QString::number(256 + count / 4'000)});
    if (!server->start()) {
        std::fprintf(stderr, "%s\n", qPrintable(server->errorString()));
        return nullptr;
    }
    if (!storeListedKeys(server->port(), count)) {
        std::fprintf(stderr, "The keys could not be stored.\n");
        return nullptr;
    }
    return server;
}

/// Lets every contender have its turn in every round, each round beginning with another one.
std::optional<Rounds> measureRounds(quint16 port, int roundCount, quint32 count)
{
    Rounds rounds;
    for (int round = 0; round < roundCount; ++round) {
        std::fprintf(stderr, "Round %d of %d\n", round + 1, roundCount);
        for (size_t i = 0; i < contenderCount; ++i) {
            const size_t turn = (i + size_t(round)) % contenderCount;
            const std::optional<Measurement> measurement = measureInChild(contenders[turn], port, count);
            if (!measurement)
                return std::nullopt;
            rounds[turn].push_back(*measurement);
        }
    }
    return rounds;
}

void printRounds(const Rounds &rounds, quint32 count)
{
    std::printf("\n%-18s %23s   %24s   %6s   %21s\n", "", "thousand keys a second", "client CPU, s a million", "bytes",
                "pauses of the loop");
    std::printf("%-18s %23s   %24s   %6s   %21s\n", "", "median (spread)", "median (spread)", "a key", "p50 / p99 / max, ms");
    for (size_t i = 0; i < contenderCount; ++i) {
        const Spread speed = spreadOf(rounds[i], [count](const Measurement &each) { return count / each.seconds / 1e3; });
        const Spread cpu = spreadOf(rounds[i], [count](const Measurement &each) { return each.cpuSeconds * 1e6 / count; });
        std::printf("%-18s %8.0f (%5.0f -%6.0f)   %7.3f (%6.3f -%6.3f)   %6.1f", contenders[i].title, speed.median, speed.least, speed.most,
                    cpu.median, cpu.least, cpu.most, spreadOf(rounds[i], &Measurement::bytesKept).median);
        if (i == Slabscope)
            std::printf("   %6.2f /%6.2f /%6.2f", spreadOf(rounds[i], &Measurement::medianPause).median,
                        spreadOf(rounds[i], &Measurement::pause99).median, spreadOf(rounds[i], &Measurement::longestPause).most);
        std::printf("\n");
    }
    std::printf("\n");
    printGoal("client CPU against raw C, columns", ratioOf(rounds[Slabscope], rounds[Columns], &Measurement::cpuSeconds), "<=", 1.2);
    printGoal("bytes kept a key", spreadOf(rounds[Slabscope], &Measurement::bytesKept).most, "<=", listedKeyLength + 32);
    printGoal("99th percentile of the loop's pauses, ms", spreadOf(rounds[Slabscope], &Measurement::pause99).median, "<=", 8);
    printComparison("client CPU against raw C, dropping", ratioOf(rounds[Slabscope], rounds[Dropping], &Measurement::cpuSeconds));
    printComparison("throughput against raw C, columns", 1 / ratioOf(rounds[Slabscope], rounds[Columns], &Measurement::seconds));
}

/// The difference of two lists leaves out what a list costs once. Each counts twice, since there the warm-up is a list too.
bool printInstructions()
{
    constexpr quint32 fewer = 50'000;
    constexpr quint32 more = 150'000;
    const std::unique_ptr<RealServer> small = startServer(fewer);
    const std::unique_ptr<RealServer> large = startServer(more);
    if (!small || !large)
        return false;
    std::printf("Instructions of the client a key:\n");
    for (const Contender &contender : contenders) {
        const std::optional<qint64> few = countInstructions(contender, small->port(), fewer, fewer);
        const std::optional<qint64> many = countInstructions(contender, large->port(), more, more);
        if (!few || !many) {
            std::fprintf(stderr, "valgrind could not run %s.\n", contender.name);
            return false;
        }
        std::printf("%-18s %6.0f\n", contender.title, double(*many - *few) / (2 * (more - fewer)));
        std::fflush(stdout);
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const std::optional<int> status = measureHere(contenders, QCoreApplication::arguments()))
        return *status;

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Compares Slabscope's list of keys with plain C, on a memcached of its own."));
    parser.addHelpOption();
    const QCommandLineOption roundsOption(QStringLiteral("rounds"), QStringLiteral("How often each has its turn, at least 7."),
                                          QStringLiteral("number"), QString::number(leastRounds));
    const QCommandLineOption countOption(QStringLiteral("count"), QStringLiteral("Keys on the server."), QStringLiteral("number"),
                                         QStringLiteral("1000000"));
    const QCommandLineOption instructionsOption(QStringLiteral("instructions"),
                                                QStringLiteral("Count instructions with valgrind instead."));
    parser.addOptions({roundsOption, countOption, instructionsOption});
    parser.process(application);
    if (parser.isSet(instructionsOption))
        return printInstructions() ? 0 : 1;

    const int roundCount = qMax(leastRounds, parser.value(roundsOption).toInt());
    const quint32 count = qBound(1U, parser.value(countOption).toUInt(), mostKeys);
    const std::unique_ptr<RealServer> server = startServer(count);
    const std::optional<Rounds> rounds = server ? measureRounds(server->port(), roundCount, count) : std::nullopt;
    if (!rounds)
        return 1;
    std::printf("%d rounds of %u keys of %d bytes, one server thread\n", roundCount, count, int(listedKeyLength));
    printRounds(*rounds, count);
    return 0;
}
