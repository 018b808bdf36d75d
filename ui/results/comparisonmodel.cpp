#include "ui/results/comparisonmodel.h"

#include "ui/results/celltext.h"
#include "ui/results/outcomelook.h"

#include <QPromise>
#include <QtConcurrentRun>

namespace {

constexpr qsizetype comparedBytes = 80;

}

ComparisonModel::ComparisonModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::resultReadyAt, this, &ComparisonModel::take);
}

ComparisonModel::~ComparisonModel()
{
    m_watcher.cancel();
}

void ComparisonModel::compare(const RunResults &before, const RunResults &after)
{
    beginResetModel();
    m_shown.reset();
    dropInBackground(std::move(m_before));
    dropInBackground(std::move(m_after));
    m_before = before;
    m_after = after;
    endResetModel();
    start();
}

void ComparisonModel::setFilter(quint8 differences, const QByteArray &text)
{
    m_differences = differences == 0 ? ComparedRow::allDifferences : differences;
    m_text = text;
    start();
}

void ComparisonModel::start()
{
    m_watcher.cancel();
    m_watcher.setFuture({});
    m_working = true;
    // Pairs are worked out once, then only what is seen of them.
    m_watcher.setFuture(QtConcurrent::run([before = m_before, after = m_after, differences = m_differences, text = m_text,
                                           found = m_shown ? m_shown->found : nullptr](QPromise<std::shared_ptr<const Shown>> &promise) {
        const std::function<bool()> isCancelled = [&promise] { return promise.isCanceled(); };
        Shown shown{.found = found ? found : std::make_shared<const Found>(findDifferences(before, after, isCancelled)), .rows = {}};
        shown.rows = matchingComparisons(shown.found->rows, before, after, differences, ByteSearch(text), isCancelled);
        if (!promise.isCanceled())
            promise.addResult(std::make_shared<const Shown>(std::move(shown)));
    }));
    emit worked();
}

ComparisonModel::Found ComparisonModel::findDifferences(const RunResults &before, const RunResults &after,
                                                        const std::function<bool()> &isCancelled)
{
    Found found;
    found.rows = comparedRows(before, after, isCancelled);
    for (const ComparedRow &row : found.rows) {
        found.differing += row.differences != 0 ? 1 : 0;
        for (int bit = 0; bit < differenceCount; ++bit)
            found.counts[size_t(bit)] += (row.differences >> bit) & 1;
    }
    return found;
}

void ComparisonModel::take()
{
    beginResetModel();
    m_shown = m_watcher.result();
    m_working = false;
    endResetModel();
    emit worked();
}

qint64 ComparisonModel::count(ComparedRow::Difference difference) const
{
    return m_shown ? m_shown->found->counts[size_t(qCountTrailingZeroBits(quint8(difference)))] : 0;
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_shown ? 0 : int(m_shown->rows.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

std::function<CopiedText()> ComparisonModel::textOf(const std::vector<int> &rows, const QList<int> &columns, qsizetype most,
                                                    qsizetype mostOfCell) const
{
    return [rows, columns, most, mostOfCell, before = m_before, after = m_after, shown = m_shown] {
        CopiedText copied;
        for (const int row : rows) {
            if (copied.text.size() > most) {
                copied.isCut = true;
                break;
            }
            const ComparedRow &pair = shown->found->rows[size_t(shown->rows[size_t(row)])];
            for (qsizetype i = 0; i < columns.size(); ++i) {
                if (i > 0)
                    copied.text += '\t';
                const QString cell = text(before, after, pair, columns[i], -1);
                const bool fits = cell.size() <= mostOfCell;
                copied.text += fits
                    ? cell.toUtf8()
                    : cell.first(mostOfCell - (cell[mostOfCell - 1].isHighSurrogate() ? 1 : 0)).toUtf8() + "\xe2\x80\xa6"; // an ellipsis
                copied.isCut = copied.isCut || !fits;
            }
            copied.text += '\n';
            ++copied.rowCount;
        }
        return copied;
    };
}

QString ComparisonModel::text(const RunResults &before, const RunResults &after, const ComparedRow &pair, int column, qsizetype limit)
{
    const ResultRow result = pair.after >= 0 ? after.at(pair.after) : before.at(pair.before);
    switch (column) {
    case LineColumn: {
        const QString line = QString::number(result.line());
        const qint64 was = pair.before >= 0 ? before.at(pair.before).line() : result.line();
        return was == result.line() ? line : tr("%1 (was %2)").arg(line, QString::number(was));
    }
    case CommandColumn:
        return cellText(result, ResultColumn::Command, limit);
    case KeyColumn:
        return cellText(result, ResultColumn::Key, limit);
    case ChangeColumn:
        return words(pair.differences);
    case BeforeColumn:
        return outcomeText(before, pair.before, pair, limit);
    case AfterColumn:
        return outcomeText(after, pair.after, pair, limit);
    default:
        return {};
    }
}

/// What of an outcome differs from the other one.
QString ComparisonModel::outcomeText(const RunResults &results, int number, const ComparedRow &row, qsizetype limit)
{
    if (number < 0)
        return {};
    const ResultRow result = results.at(number);
    const Outcome outcome = result.outcome();
    const bool alone = (row.differences & (ComparedRow::OnlyBefore | ComparedRow::OnlyAfter)) != 0;
    QStringList parts;
    if (alone || (row.differences & ComparedRow::Outcome))
        parts.append(outcomeWords(outcome.status, outcome.basis));
    if (const QString value = valueText(outcome, limit); !value.isEmpty() && (alone || (row.differences & ComparedRow::Value)))
        parts.append(value);
    if ((row.differences & ComparedRow::Flags) && outcome.flags)
        parts.append(tr("flags %1").arg(*outcome.flags));
    if ((row.differences & ComparedRow::Cas) && outcome.cas != 0)
        parts.append(tr("CAS %1").arg(outcome.cas));
    return parts.join(QStringLiteral(" · "));
}

QString ComparisonModel::words(quint8 differences)
{
    QStringList parts;
    if (differences & ComparedRow::Outcome)
        parts.append(tr("outcome"));
    if (differences & ComparedRow::Value)
        parts.append(tr("value"));
    if (differences & ComparedRow::Flags)
        parts.append(tr("flags"));
    if (differences & ComparedRow::Cas)
        parts.append(tr("CAS"));
    if (differences & ComparedRow::OnlyBefore)
        parts.append(tr("only before"));
    if (differences & ComparedRow::OnlyAfter)
        parts.append(tr("only after"));
    return parts.join(QStringLiteral(", "));
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(m_before, m_after, compared(index.row()), index.column(), comparedBytes);
    case Qt::ToolTipRole:
        return text(m_before, m_after, compared(index.row()), index.column(), 1000);
    case Qt::TextAlignmentRole:
        return int((index.column() == LineColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == LineColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LineColumn:
        return tr("Line");
    case CommandColumn:
        return tr("Command");
    case KeyColumn:
        return tr("Key");
    case ChangeColumn:
        return tr("Changed");
    case BeforeColumn:
        return tr("Before");
    case AfterColumn:
        return tr("After");
    default:
        return {};
    }
}
