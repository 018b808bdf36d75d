#include "app/results/rowfilter.h"

#include <algorithm>

RowMatcher::RowMatcher(const RowFilter &filter)
    : m_filter(filter)
    , m_search(filter.text)
    , m_maybeNumber(std::ranges::all_of(filter.text, [](char byte) { return byte >= '0' && byte <= '9'; }))
{
    for (size_t code = 0; code < m_inName.size(); ++code)
        m_inName[code] = has(Opcode(code), OpcodeTrait::Known) && m_search.isIn(opcodeName(Opcode(code)));
}

void RowMatcher::append(std::vector<int> &rows, const RunSegment &segment, int first)
{
    const ResultSegment &results = segment.results;
    const bool hasText = !m_filter.text.isEmpty();
    if (hasText) {
        m_matches.assign(size_t(results.size()), 0);
        findInCommands(segment);
        findInKeys(segment.requests);
        findInAnswers(results);
        findInOwnWords(results);
    }
    const bool allKinds = m_filter.kinds == RowFilter::allKinds;
    for (qsizetype i = 0; i < results.size(); ++i) {
        if ((!hasText || m_matches[size_t(i)]) && (allKinds || m_filter.has(outcomeKind(results.status(i), results.basis(i)))))
            rows.push_back(first + int(i));
    }
}

void RowMatcher::findInCommands(const RunSegment &segment)
{
    for (qsizetype i = 0; i < segment.results.size(); ++i)
        m_matches[size_t(i)] = m_inName[size_t(segment.results.opcode(i))];
}

void RowMatcher::findInKeys(const RequestColumns &requests)
{
    const QByteArrayView keys = requests.keys();
    qsizetype row = 0;
    for (qsizetype at = m_search.find(keys); at >= 0;) {
        while (requests.keyEnd(row) <= at)
            ++row;
        // What begins in one key and ends in the next is in neither.
        const bool within = at + m_search.length() <= requests.keyEnd(row);
        if (within)
            m_matches[size_t(row)] = 1;
        at = m_search.find(keys, within ? requests.keyEnd(row) : at + 1);
    }
}

void RowMatcher::findInAnswers(const ResultSegment &results)
{
    m_answered.clear();
    for (qsizetype i = 0; i < results.size(); ++i) {
        if (results.basis(i) == Basis::Answer)
            m_answered.push_back(quint32(i));
    }
    if (m_answered.empty())
        return;
    if (m_maybeNumber) {
        for (const quint32 i : m_answered) {
            if (has(results.opcode(i), OpcodeTrait::Counter))
                m_matches[i] |= char(isInOutcome(results.outcome(i)));
        }
    }
    const char *begin = results.answer(m_answered.front()).data();
    const QByteArrayView lastAnswer = results.answer(m_answered.back());
    const QByteArrayView all(begin, lastAnswer.data() + lastAnswer.size());
    auto row = m_answered.cbegin();
    for (qsizetype at = m_search.find(all); at >= 0;) {
        while (row != m_answered.cend() && results.answer(*row).end() <= begin + at)
            ++row;
        if (row == m_answered.cend())
            return;
        const QByteArrayView answer = results.answer(*row);
        if (answer.data() > begin + at) { // between two of our answers
            at = m_search.find(all, at + 1);
            continue;
        }
        // It may be in a header, where it means nothing: the row is looked at as a whole, and done with.
        if (!m_matches[*row])
            m_matches[*row] = char(isInOutcome(results.outcome(*row)));
        at = m_search.find(all, answer.end() - begin);
    }
}

void RowMatcher::findInOwnWords(const ResultSegment &results)
{
    const QString *known = nullptr;
    bool knownHasIt = false;
    for (qsizetype i = 0; i < results.size(); ++i) {
        const QString *reason = results.reason(i);
        if (!reason)
            continue;
        if (reason != known) { // whole batches end for the same reason
            known = reason;
            knownHasIt = m_search.isIn(reason->toUtf8());
        }
        m_matches[size_t(i)] |= char(knownHasIt);
    }
}

bool RowMatcher::isInOutcome(const Outcome &outcome) const
{
    if (outcome.number && m_search.isIn(QByteArray::number(*outcome.number)))
        return true;
    if ((outcome.value && m_search.isIn(*outcome.value)) || m_search.isIn(outcome.serverText))
        return true;
    const QList<Statistic> statistics = outcome.statistics();
    return std::ranges::any_of(
        statistics, [this](const Statistic &statistic) { return m_search.isIn(statistic.name) || m_search.isIn(statistic.value); });
}
