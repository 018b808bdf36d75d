#include "app/watch/watchfilter.h"

#include <algorithm>
#include <optional>

namespace {

bool compares(KeyTerm::Comparison comparison, std::optional<qint64> told, quint64 wanted)
{
    if (!told || *told < 0)
        return false;
    const auto number = quint64(*told);
    switch (comparison) {
    case KeyTerm::Comparison::Less:
        return number < wanted;
    case KeyTerm::Comparison::LessOrEqual:
        return number <= wanted;
    case KeyTerm::Comparison::Equal:
        return number == wanted;
    case KeyTerm::Comparison::NotEqual:
        return number != wanted;
    case KeyTerm::Comparison::GreaterOrEqual:
        return number >= wanted;
    case KeyTerm::Comparison::Greater:
        return number > wanted;
    }
    return false;
}

} // namespace

WatchMatcher::WatchMatcher(const WatchFilter &filter)
    : m_filter(filter)
{
    for (KeyTerm term : filter.keys.terms()) {
        if (term.kind == KeyTerm::Kind::Expression)
            term.expression = term.expression.unshared();
        m_demands.push_back({term, ByteSearch(term.bytes)});
    }
}

bool WatchMatcher::matches(const WatchEvent &event, QByteArrayView key) const
{
    if (event.kind >= WatchKind::Skipped && event.kind <= WatchKind::Back)
        return true;
    if (!m_filter.has(event.kind) || (event.client >= 0 && m_filter.clients.contains(event.client)))
        return false;
    if (m_demands.empty())
        return true;
    return !event.key.isEmpty()
        && std::ranges::all_of(m_demands, [&](const Demand &demand) { return holds(demand, event, key) != demand.term.negated; });
}

bool WatchMatcher::holds(const Demand &demand, const WatchEvent &event, QByteArrayView key)
{
    const KeyTerm &term = demand.term;
    switch (term.kind) {
    case KeyTerm::Kind::Text:
        return demand.search.isIn(key);
    case KeyTerm::Kind::Prefix:
        return key.startsWith(term.bytes);
    case KeyTerm::Kind::Exact:
        return key == term.bytes;
    case KeyTerm::Kind::Glob:
        return term.glob.matches(key);
    case KeyTerm::Kind::Expression:
        return term.expression.isIn(key);
    case KeyTerm::Kind::Size:
        return compares(term.comparison, event.size, term.number);
    case KeyTerm::Kind::Ttl:
        return event.ttl.value_or(0) > 0 && compares(term.comparison, event.ttl, term.number);
    case KeyTerm::Kind::Idle:
        return compares(term.comparison, event.idle, term.number);
    case KeyTerm::Kind::SlabClass:
        return compares(term.comparison, event.slabClass, term.number);
    case KeyTerm::Kind::Read:
        return event.fetched == "yes";
    case KeyTerm::Kind::NoTtl:
        return event.ttl && (event.kind == WatchKind::Eviction ? *event.ttl < 0 : *event.ttl == 0);
    case KeyTerm::Kind::Cas:
    case KeyTerm::Kind::Flags:
        break; // no line tells them
    }
    return false;
}
