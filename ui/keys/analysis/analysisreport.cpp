#include "ui/keys/analysis/analysisreport.h"

#include "app/keyspace/keyfilter.h"
#include "app/keyspace/keyorder.h"

#include <algorithm>
#include <utility>

namespace {

std::vector<int> ascending(const AnalysisQuestion &question)
{
    if (!question.indexes)
        return question.listing.allIndexes();
    std::vector<int> indexes = *question.indexes;
    if (!std::ranges::is_sorted(indexes))
        std::ranges::sort(indexes);
    return indexes;
}

/// `bytes` for an expression: letters and digits as they are.
QString escapedForExpression(const QByteArray &bytes)
{
    QString out;
    for (const char byte : bytes) {
        const bool isPlain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
        out += isPlain ? QString(QLatin1Char(byte)) : QStringLiteral("\\x%1").arg(uchar(byte), 2, 16, QLatin1Char('0'));
    }
    return out;
}

/// Tells how far an analysis is, by its looks whether it is cancelled, which come after each so many keys.
class AnalysisSteps
{
public:
    AnalysisSteps(qint64 keys, const std::function<bool()> &isCancelled, const std::function<void(int)> &progress)
        : m_looks(keys / betweenLooks + 1)
        , m_isCancelled(isCancelled)
        , m_progress(progress)
    {
    }

    /// The next part of the work, which takes up to `end`.
    std::function<bool()> upTo(int end)
    {
        m_begin = std::exchange(m_end, end);
        m_seen = 0;
        return [this] { return look(); };
    }

private:
    static constexpr qint64 betweenLooks = 64LL * 1024;

    bool look()
    {
        const int now = m_begin + int((m_end - m_begin) * std::min(m_seen++, m_looks) / m_looks);
        if (m_progress && std::exchange(m_told, now) != now)
            m_progress(now);
        return m_isCancelled();
    }

    qint64 m_looks; ///< of a part that looks at each key once
    qint64 m_seen = 0;
    int m_begin = 0;
    int m_end = 0;
    int m_told = 0;
    const std::function<bool()> &m_isCancelled;
    const std::function<void(int)> &m_progress;
};

} // namespace

FolderReport FolderReport::of(const KeyTree &tree, const QByteArray &prefix, const std::function<bool()> &isCancelled)
{
    FolderReport report;
    const std::optional<KeyTree::Node> folder = prefix.isEmpty() ? std::optional(tree.root()) : tree.find(prefix);
    if (!folder)
        return report;
    report.prefix = prefix;
    report.rows = weighPrefixes(tree, *folder, most, report.rest, isCancelled);
    report.all = report.rest;
    for (const PrefixWeight &row : report.rows)
        report.all += row.weight;
    return report;
}

AnalysisReport AnalysisReport::of(const AnalysisQuestion &question, const std::function<bool()> &isCancelled,
                                  const std::function<void(int)> &progress)
{
    // How long each part takes, about.
    constexpr int weighed = progressSteps / 10;
    constexpr int sorted = progressSteps * 7 / 10;
    constexpr int inFolders = progressSteps * 9 / 10;
    AnalysisSteps steps(question.keyCount(), isCancelled, progress);
    AnalysisReport report;
    std::vector<int> indexes = ascending(question);
    report.analysis = KeyAnalysis::of(question.listing, indexes, question.chunks, steps.upTo(weighed));
    if (isCancelled())
        return report;
    indexes = sortedKeys(question.listing, std::move(indexes), {int(KeyColumn::Key), Qt::AscendingOrder}, {}, steps.upTo(sorted));
    if (isCancelled())
        return report;
    report.tree = KeyTree::build(question.listing, std::move(indexes), question.delimiters, steps.upTo(inFolders));
    if (!report.tree)
        return report;
    report.folder = FolderReport::of(*report.tree, {}, steps.upTo(progressSteps));
    if (isCancelled())
        return report;
    report.findings = keyFindings(report.analysis, report.folder.rows, question.filterText);
    for (const QByteArray &prefix : question.trail) {
        if (!report.tree->find(prefix))
            break;
        report.trail.append(prefix);
    }
    if (!report.trail.isEmpty())
        report.folder = FolderReport::of(*report.tree, report.trail.constLast(), isCancelled);
    return report;
}

QString looseKeysTerm(const QByteArray &prefix, const QByteArray &delimiters)
{
    const QString loose = delimiters.isEmpty() ? QStringLiteral(".") : QStringLiteral("[^%1]").arg(escapedForExpression(delimiters));
    return QStringLiteral("/^%1%2*$/").arg(escapedForExpression(prefix), loose);
}

QString narrowed(const QString &within, const QString &term)
{
    const QString trimmed = within.trimmed();
    return trimmed.isEmpty() ? term : trimmed + QLatin1Char(' ') + term;
}
