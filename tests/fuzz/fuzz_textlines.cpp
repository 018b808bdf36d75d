#include "connection/text/cachedumpexchange.h"
#include "connection/text/loginexchange.h"
#include "connection/text/metadumpparser.h"
#include "connection/text/peekexchange.h"
#include "connection/text/statisticsexchange.h"
#include "connection/text/storeexchange.h"
#include "connection/text/textline.h"
#include "connection/text/watchexchange.h"

#include <fuzzer/FuzzedDataProvider.h>

#include <cstdlib>
#include <memory>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

constexpr qint64 longestValue = 1'000;

/// What a stream came to: all that was found, written down, and how it ended.
struct Reading
{
    QByteArray found;
    int state = 0;

    bool operator==(const Reading &) const = default;
};

/// Feeds `stream` in slices of `next()` bytes to something with take(), state() and found().
template <typename Reader, typename Next> Reading read(Reader reader, QByteArrayView stream, Next next)
{
    QByteArray waiting;
    for (qsizetype at = 0; at < stream.size() && reader.goesOn();) {
        const qsizetype count = std::min<qsizetype>(next(), stream.size() - at);
        waiting.append(stream.sliced(at, count));
        at += count;
        // A copy of its own, so that a sanitizer sees the first byte read behind its end.
        const auto copy = std::make_unique<char[]>(size_t(waiting.size()));
        std::copy(waiting.cbegin(), waiting.cend(), copy.get());
        const qsizetype taken = reader.take({copy.get(), waiting.size()});
        require(taken >= 0 && taken <= waiting.size());
        waiting.remove(0, taken);
        // What is left is the beginning of a line, which in a cachedump may have line ends in its key.
        require(!reader.goesOn() || (Reader::hasRawKeys ? waiting.size() < longestTextLine : !waiting.contains('\n'))
                || waiting.size() >= longestTextLine);
    }
    return {reader.found(), reader.state()};
}

struct Dump
{
    static constexpr bool hasRawKeys = false;

    MetadumpParser parser{};

    bool goesOn() const { return parser.state() == MetadumpParser::State::Listing; }
    qsizetype take(QByteArrayView bytes) { return parser.take(bytes); }
    int state() const { return int(parser.state()); }
    QByteArray found()
    {
        parser.closeSegment();
        QByteArray text;
        qint64 count = 0;
        for (const KeySegment &segment : parser.takeSegments()) {
            for (qsizetype i = 0; i < segment.size(); ++i, ++count) {
                const ListedKey listed = segment.at(i);
                require(!listed.key.isEmpty() && listed.key.size() <= KeySegment::longestKey);
                text += listed.key.toByteArray().toHex() + ' ' + QByteArray::number(listed.expiry) + ' '
                    + QByteArray::number(listed.lastAccess) + ' ' + QByteArray::number(listed.cas) + ' ' + QByteArray::number(listed.size)
                    + ' ' + QByteArray::number(listed.slabClass) + (listed.fetched ? " f " : " n ")
                    + (listed.flags ? QByteArray::number(*listed.flags) : "-") + '\n';
            }
        }
        require(count == parser.keyCount());
        return text;
    }
};

/// An exchange, asked.
template <typename Exchange> struct Asked
{
    static constexpr bool hasRawKeys = std::is_same_v<Exchange, CachedumpExchange>;

    std::shared_ptr<Exchange> exchange;

    bool goesOn() const { return exchange->progress() == TextExchange::Progress::Open; }
    qsizetype take(QByteArrayView bytes)
    {
        const qsizetype taken = exchange->take(bytes);
        static_cast<void>(exchange->nextPortion());
        return taken;
    }
    int state() const { return int(exchange->progress()) * 1'000 + int(exchange->refusal().code); }
    QByteArray found();
};

template <> QByteArray Asked<LoginExchange>::found()
{
    return exchange->version();
}

template <> QByteArray Asked<StatisticsExchange>::found()
{
    QByteArray text;
    for (const TextStatistic &statistic : exchange->statistics())
        text += statistic.name + '=' + statistic.value + '\n';
    for (const ClientConnection &connection : clientConnections(exchange->statistics()))
        text += QByteArray::number(connection.descriptor) + connection.address + connection.state + '\n';
    return text;
}

template <> QByteArray Asked<PeekExchange>::found()
{
    QByteArray text;
    for (const PeekedItem &item : exchange->takeItems()) {
        require(item.value.size() <= longestValue);
        text += QByteArray::number(int(item.state)) + item.value.toHex() + QByteArray::number(item.answer.cas.value_or(0)) + '\n';
    }
    return text;
}

template <> QByteArray Asked<StoreExchange>::found()
{
    return QByteArray::number(int(exchange->outcome())) + QByteArray::number(exchange->cas());
}

template <> QByteArray Asked<CachedumpExchange>::found()
{
    exchange->finish({});
    QByteArray text = QByteArray::number(exchange->unreadableCount()) + '\n';
    qint64 count = 0;
    for (const KeySegment &segment : exchange->takeSegments()) {
        for (qsizetype i = 0; i < segment.size(); ++i, ++count) {
            require(!segment.key(i).isEmpty() && segment.key(i).size() <= KeySegment::longestKey);
            text += segment.key(i).toByteArray().toHex() + ' ' + QByteArray::number(segment.expiry(i)) + ' '
                + QByteArray::number(segment.itemSize(i)) + '\n';
        }
    }
    require(count == exchange->keyCount());
    return text;
}

template <> QByteArray Asked<WatchExchange>::found()
{
    QByteArray text = QByteArray::number(exchange->skipped());
    for (const WatchSegment &segment : exchange->takeSegments()) {
        for (qsizetype i = 0; i < segment.size(); ++i) {
            const WatchedLine line = segment.line(i);
            require(line.microseconds >= 0 && line.microseconds < 1'000'000 && line.seconds >= 0);
            text += QByteArray::number(line.number) + line.type + line.key.toHex() + QByteArray::number(line.fields.size()) + '\n';
        }
    }
    return text;
}

template <typename Exchange, typename... Arguments> Asked<Exchange> asked(Arguments... arguments)
{
    Asked<Exchange> asked{std::make_shared<Exchange>(arguments...)};
    while (!asked.exchange->nextPortion().isEmpty()) {}
    return asked;
}

template <typename Next> Reading readAs(int kind, QByteArrayView stream, Next next)
{
    switch (kind) {
    case 0:
        return read(asked<LoginExchange>(Credentials{QStringLiteral("user"), QStringLiteral("pass")}), stream, next);
    case 1:
        return read(asked<StatisticsExchange>(QByteArray()), stream, next);
    case 2:
        return read(asked<PeekExchange>(QList<QByteArray>{"a", "", "b", QByteArray(200, ' '), "c"}, PeekParts::WithValue, longestValue),
                    stream, next);
    case 3:
        return read(asked<PeekExchange>(QList<QByteArray>{"a", "b", "c"}, PeekParts::Metadata, longestValue), stream, next);
    case 4:
        return read(asked<StoreExchange>(MetaStore{.key = "k", .value = "v"}), stream, next);
    case 5:
        return read(asked<WatchExchange>(QByteArrayList{"fetchers"}, WatchExchange::Purpose::Watch), stream, next);
    case 7:
        return read(asked<CachedumpExchange>(3), stream, next);
    default:
        return read(Dump(), stream, next);
    }
}

} // namespace

/// However a stream is cut, the same comes out of it, and what is malformed stays so.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    // The last bytes of the input choose how it is cut and for what it is taken, so that the rest of it is the stream itself.
    FuzzedDataProvider input(bytes, size);
    const int kind = input.ConsumeIntegralInRange<int>(0, 7);
    const quint32 longest = input.ConsumeIntegralInRange<quint32>(1, 64);
    quint32 random = input.ConsumeIntegral<quint32>();
    const std::vector<char> rest = input.ConsumeRemainingBytes<char>();
    const QByteArrayView stream(rest.data(), qsizetype(rest.size()));

    const Reading whole = readAs(kind, stream, [&] { return stream.size(); });
    const Reading sliced = readAs(kind, stream, [&] {
        random = random * 1664525 + 1013904223; // any generator will do
        return qsizetype(1 + (random >> 16) % longest);
    });
    require(whole == sliced);
    return 0;
}
