#include "tests/benchmarks/callgrind.h"
#include "tests/benchmarks/contenders.h"
#include "tests/benchmarks/figures.h"
#include "tests/servers/realserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace {

constexpr int leastRounds = 7;
/// The reference clients keep no more blocks than that fills.
constexpr quint32 mostOperations = 5'000'000;

/// Lets every contender have its turn in every round, each round beginning with another one, sets before gets.
std::optional<Rounds> measureRounds(quint16 port, int roundCount, quint32 count)
{
    Rounds rounds;
    const size_t setCount = size_t(ContenderId::RawGets);
    const auto measureTurns = [&](size_t first, size_t number, int round) {
        for (size_t i = 0; i < number; ++i) {
            const size_t turn = first + (i + size_t(round)) % number;
            const std::optional<Measurement> measurement = measureInChild(contenders[turn], port, count);
            if (!measurement)
                return false;
            rounds[turn].push_back(*measurement);
        }
        return true;
    };
    for (int round = 0; round < roundCount; ++round) {
        std::fprintf(stderr, "Round %d of %d\n", round + 1, roundCount);
        if (!measureTurns(0, setCount, round) || !measureTurns(setCount, contenderCount - setCount, round))
            return std::nullopt;
    }
    return rounds;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (const std::optional<int> status = measureHere(contenders, arguments))
        return *status;

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Compares Slabscope's batches with plain C and with libmemcached, on a memcached of its own."));
    parser.addHelpOption();
    const QCommandLineOption roundsOption(QStringLiteral("rounds"), QStringLiteral("How often each has its turn, at least 7."),
                                          QStringLiteral("number"), QString::number(leastRounds));
    const QCommandLineOption countOption(QStringLiteral("count"), QStringLiteral("Operations of each turn."), QStringLiteral("number"),
                                         QStringLiteral("1000000"));
    const QCommandLineOption instructionsOption(QStringLiteral("instructions"),
                                                QStringLiteral("Count instructions with valgrind instead."));
    parser.addOptions({roundsOption, countOption, instructionsOption});
    parser.process(application);

    RealServer server({QStringLiteral("-t"), QStringLiteral("1"), QStringLiteral("-m"), QStringLiteral("1024")});
    if (!server.start()) {
        std::fprintf(stderr, "%s\n", qPrintable(server.errorString()));
        return 1;
    }
    if (parser.isSet(instructionsOption))
        return printInstructions(server.port()) ? 0 : 1;

    const int roundCount = qMax(leastRounds, parser.value(roundsOption).toInt());
    const quint32 count = qBound(1U, parser.value(countOption).toUInt(), mostOperations);
    const std::optional<Rounds> rounds = measureRounds(server.port(), roundCount, count);
    if (!rounds)
        return 1;
    std::printf("%d rounds of %u operations, 16-byte keys and 100-byte values, one server thread\n", roundCount, count);
    printFigures(*rounds, count);
    printGoals(*rounds);
    return 0;
}
