#include "ui/keys/analysis/analysisreport.h"

#include "app/keyspace/keyfilter.h"
#include "app/keyspace/keyorder.h"

#include <algorithm>
#include <numeric>

namespace {

std::vector<int> ascending(const AnalysisQuestion &question)
{
    std::vector<int> indexes;
    if (question.indexes) {
        indexes = *question.indexes;
        if (!std::ranges::is_sorted(indexes))
            std::ranges::sort(indexes);
    } else {
        indexes.resize(size_t(question.listing.size()));
        std::iota(indexes.begin(), indexes.end(), 0);
    }
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

AnalysisReport AnalysisReport::of(const AnalysisQuestion &question, const std::function<bool()> &isCancelled)
{
    AnalysisReport report;
    std::vector<int> indexes = ascending(question);
    report.analysis = KeyAnalysis::of(question.listing, indexes, question.chunks, isCancelled);
    if (isCancelled())
        return report;
    indexes = sortedKeys(question.listing, std::move(indexes), {int(KeyColumn::Key), Qt::AscendingOrder}, {}, isCancelled);
    if (isCancelled())
        return report;
    report.tree = KeyTree::build(question.listing, std::move(indexes), question.delimiters, isCancelled);
    if (!report.tree)
        return report;
    report.folder = FolderReport::of(*report.tree, {}, isCancelled);
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
