#include "app/keyspace/looktally.h"

namespace {

/// Whether a question that ended so can have come to the server.
bool mayHaveBeenAsked(Error::Code code)
{
    using enum Error::Code;
    return code == RequestTimeout || code == ClosedByServer || code == Network || code == Stopped || code == TooLarge
        || code == MalformedLine;
}

} // namespace

void LookTally::count(PeekedItem::State state)
{
    hits += state == PeekedItem::State::Hit ? 1 : 0;
    misses += state == PeekedItem::State::Miss ? 1 : 0;
}

void LookTally::lose(qint64 unanswered, Error::Code code)
{
    if (unanswered > 0 && mayHaveBeenAsked(code))
        unknown += unanswered;
}

void LookTally::add(const LookTally &other)
{
    if (!since.isValid() || (other.since.isValid() && other.since < since))
        since = other.since;
    hits += other.hits;
    misses += other.misses;
    byGet += other.byGet;
    unknown += other.unknown;
}
