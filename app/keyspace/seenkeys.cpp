#include "app/keyspace/seenkeys.h"

#include "app/run/runhistory.h"

#include <cstring>
#include <optional>

namespace {

enum class Sight { There, Gone };

/// What a result says of its key; none: nothing.
std::optional<Sight> sightIn(const ResultSegment &results, qsizetype index)
{
    const Opcode opcode = results.opcode(index);
    const Basis basis = results.basis(index);
    if (!has(opcode, OpcodeTrait::WithKey) || basis == Basis::NotSent || basis == Basis::NoAnswer)
        return {};
    switch (results.status(index)) {
    case Status::Success:
        return loudForm(opcode) == Opcode::Delete ? Sight::Gone : Sight::There;
    case Status::KeyExists:
    case Status::NonNumeric:
        return Sight::There;
    case Status::KeyNotFound:
        return Sight::Gone;
    default:
        return {};
    }
}

/// A mark that a segment has room for.
constexpr quint8 goneMark = KeySegment::fetchedMark;

KeyStore withoutGone(const KeyListing &listing)
{
    KeyStore there;
    KeySegment segment;
    const auto close = [&] {
        segment.squeeze();
        there.append(std::exchange(segment, {}));
    };
    for (const KeyListing::Part &part : listing.parts()) {
        for (qsizetype i = 0; i < part.segment->size(); ++i) {
            if (part.segment->isFetched(i))
                continue;
            appendKey(segment, *part.segment, i);
            if (segment.isFull())
                close();
        }
    }
    if (!segment.isEmpty())
        close();
    return there;
}

} // namespace

QList<RunResults> keptResults(const RunHistory &history, const QString &server)
{
    QList<RunResults> results;
    for (qsizetype i = 0; i < history.size(); ++i) {
        const RunHistory::Run run = history.at(i);
        if (server.isEmpty() || run->server == server)
            results += run->results;
    }
    return results;
}

KeyStore seenKeys(const QList<RunResults> &runs, const std::function<bool()> &isCancelled)
{
    KeyStore seen;
    KeySegment segment;
    bool anyGone = false;
    const auto close = [&] {
        segment.squeeze();
        seen.append(std::exchange(segment, {}));
    };
    for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
        const SegmentList &parts = run->segments();
        for (auto part = parts.crbegin(); part != parts.crend(); ++part) {
            if (isCancelled && isCancelled())
                return {};
            const RunSegment &results = **part;
            for (qsizetype i = results.results.size() - 1; i >= 0; --i) {
                const QByteArrayView key = results.requests.key(i);
                const std::optional<Sight> sight = sightIn(results.results, i);
                if (!sight || key.isEmpty() || key.size() > KeySegment::longestKey)
                    continue;
                anyGone |= *sight == Sight::Gone;
                std::memcpy(segment.keySpace(), key.data(), size_t(key.size()));
                segment.append(key.size(), {.marks = *sight == Sight::Gone ? goneMark : quint8(0)});
                if (segment.isFull())
                    close();
            }
        }
    }
    if (!segment.isEmpty())
        close();
    return anyGone ? withoutGone(seen.listing()) : std::move(seen);
}
