#include "app/results/runcomparison.h"

#include <QHash>

#include <algorithm>

namespace {

constexpr int stepsBetweenChecks = 16 * 1024;

/// Opcode and key; its bytes are those of a segment.
struct Subject
{
    Opcode opcode = Opcode::Noop;
    QByteArrayView key;

    bool operator==(const Subject &other) const { return opcode == other.opcode && key == other.key; }
};

size_t qHash(const Subject &subject, size_t seed)
{
    return qHashMulti(seed, quint8(subject.opcode), subject.key);
}

Subject subjectAt(const ResultCursor &cursor)
{
    return {cursor.segment().results.opcode(cursor.index()), cursor.segment().requests.key(cursor.index())};
}

qint64 lineAt(const ResultCursor &cursor)
{
    return cursor.segment().requests.line(cursor.index());
}

bool sameStatistics(const Outcome &a, const Outcome &b)
{
    return std::ranges::equal(a.statistics(), b.statistics(),
                              [](const Statistic &x, const Statistic &y) { return x.name == y.name && x.value == y.value; });
}

bool sameValue(const Outcome &a, const Outcome &b)
{
    return a.number == b.number && a.value.has_value() == b.value.has_value() && (!a.value || *a.value == *b.value)
        && a.serverText == b.serverText && a.reason == b.reason && sameStatistics(a, b);
}

quint8 differencesOf(const ResultCursor &before, const ResultCursor &after)
{
    const Outcome a = before.segment().results.outcome(before.index());
    const Outcome b = after.segment().results.outcome(after.index());
    quint8 differences = 0;
    if (a.status != b.status || a.basis != b.basis)
        differences |= ComparedRow::Outcome;
    if (!sameValue(a, b))
        differences |= ComparedRow::Value;
    if (a.flags != b.flags)
        differences |= ComparedRow::Flags;
    if (a.cas != b.cas)
        differences |= ComparedRow::Cas;
    return differences;
}

/// Pairs two runs step by step.
class Pairing
{
public:
    Pairing(const RunResults &before, const RunResults &after, const std::function<bool()> &isCancelled)
        : m_before(before)
        , m_after(after)
        , m_left(before)
        , m_right(after)
        , m_isCancelled(isCancelled)
        , m_partners(size_t(after.size()), -1)
        , m_hasPartner(size_t(before.size()), false)
    {
    }

    [[nodiscard]] std::vector<ComparedRow> rows()
    {
        pairLines();
        pairSubjects();
        std::vector<ComparedRow> rows = merge();
        return cancelled(0) ? std::vector<ComparedRow>() : rows;
    }

private:
    [[nodiscard]] bool cancelled(int step) const { return step % stepsBetweenChecks == 0 && m_isCancelled && m_isCancelled(); }
    void pair(int left, int right)
    {
        m_partners[size_t(right)] = left;
        m_hasPartner[size_t(left)] = true;
    }

    void pairLines()
    {
        int left = 0;
        for (int right = 0; right < m_after.size() && left < m_before.size(); ++right) {
            if (cancelled(right))
                return;
            m_right.moveTo(right);
            m_left.moveTo(left);
            while (lineAt(m_left) < lineAt(m_right) && ++left < m_before.size())
                m_left.moveTo(left);
            if (left < m_before.size() && lineAt(m_left) == lineAt(m_right) && subjectAt(m_left) == subjectAt(m_right))
                pair(left, right);
        }
    }

    void pairSubjects()
    {
        QHash<Subject, std::vector<int>> open; // the last first
        for (int left = m_before.size() - 1; left >= 0; --left) {
            if (cancelled(left))
                return;
            if (m_hasPartner[size_t(left)])
                continue;
            m_left.moveTo(left);
            open[subjectAt(m_left)].push_back(left);
        }
        for (int right = 0; right < m_after.size() && !open.isEmpty(); ++right) {
            if (cancelled(right))
                return;
            if (m_partners[size_t(right)] >= 0)
                continue;
            m_right.moveTo(right);
            const Subject subject = subjectAt(m_right);
            if (!open.contains(subject))
                continue;
            std::vector<int> &lefts = open[subject];
            pair(lefts.back(), right);
            lefts.pop_back();
            if (lefts.empty())
                open.remove(subject);
        }
    }

    /// What is only in the earlier run comes before the first later command on or behind its line.
    [[nodiscard]] std::vector<ComparedRow> merge()
    {
        std::vector<ComparedRow> rows;
        rows.reserve(size_t(std::max(m_before.size(), m_after.size())));
        int left = 0;
        const auto addLeft = [this, &rows, &left](qint64 upToLine) {
            for (; left < m_before.size(); ++left) {
                m_left.moveTo(left);
                if (lineAt(m_left) > upToLine)
                    return;
                if (!m_hasPartner[size_t(left)])
                    rows.push_back({left, -1, ComparedRow::OnlyBefore});
            }
        };
        for (int right = 0; right < m_after.size(); ++right) {
            if (cancelled(right))
                return rows;
            m_right.moveTo(right);
            addLeft(lineAt(m_right));
            const int partner = m_partners[size_t(right)];
            if (partner < 0) {
                rows.push_back({-1, right, ComparedRow::OnlyAfter});
                continue;
            }
            ResultCursor &cursor = m_partner;
            cursor.moveTo(partner);
            rows.push_back({partner, right, differencesOf(cursor, m_right)});
        }
        addLeft(std::numeric_limits<qint64>::max());
        return rows;
    }

    const RunResults &m_before;
    const RunResults &m_after;
    ResultCursor m_left;
    ResultCursor m_right;
    ResultCursor m_partner{m_before};
    const std::function<bool()> &m_isCancelled;
    std::vector<int> m_partners; ///< by number in the later run: that in the earlier one, or -1
    std::vector<bool> m_hasPartner;
};

bool hasText(const ByteSearch &search, const ResultCursor &cursor)
{
    const Subject subject = subjectAt(cursor);
    if (search.isIn(subject.key) || search.isIn(opcodeName(subject.opcode)))
        return true;
    const Outcome outcome = cursor.segment().results.outcome(cursor.index());
    return (outcome.value && search.isIn(*outcome.value)) || search.isIn(outcome.serverText)
        || (outcome.number && search.isIn(QByteArray::number(*outcome.number)));
}

} // namespace

std::vector<ComparedRow> comparedRows(const RunResults &before, const RunResults &after, const std::function<bool()> &isCancelled)
{
    return Pairing(before, after, isCancelled).rows();
}

std::vector<int> matchingComparisons(const std::vector<ComparedRow> &rows, const RunResults &before, const RunResults &after,
                                     quint8 differences, const ByteSearch &search, const std::function<bool()> &isCancelled)
{
    std::vector<int> matching;
    ResultCursor left(before);
    ResultCursor right(after);
    for (int i = 0; i < int(rows.size()); ++i) {
        if (i % stepsBetweenChecks == 0 && isCancelled && isCancelled())
            return {};
        const ComparedRow &row = rows[size_t(i)];
        if ((row.differences & differences) == 0)
            continue;
        bool found = search.length() == 0;
        if (!found && row.before >= 0) {
            left.moveTo(row.before);
            found = hasText(search, left);
        }
        if (!found && row.after >= 0) {
            right.moveTo(row.after);
            found = hasText(search, right);
        }
        if (found)
            matching.push_back(i);
    }
    return matching;
}
