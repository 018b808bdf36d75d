#include "ui/results/resultsmodel.h"

#include "ui/results/celltext.h"

#include <algorithm>

namespace {

constexpr qsizetype previewBytes = 160;
constexpr qsizetype toolTipBytes = 1000;

bool isNumber(int column)
{
    return column == ResultsModel::LineColumn || column == ResultsModel::FlagsColumn || column == ResultsModel::CasColumn
        || column == ResultsModel::TimeColumn;
}

} // namespace

ResultsModel::ResultsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    connect(&m_finder, &RowFinder::beginningFound, this, &ResultsModel::takeBeginning);
    connect(&m_finder, &RowFinder::found, this, &ResultsModel::takeRows);
}

ResultsModel::~ResultsModel() = default;

void ResultsModel::beginRun()
{
    m_replacing = true;
    m_running = true;
}

void ResultsModel::endRun()
{
    m_running = false;
    if (m_replacing)
        show({});
    else if (m_unsorted && !m_finder.isBusy())
        find();
}

void ResultsModel::append(const Segments &segments)
{
    qint64 added = 0;
    for (const auto &segment : segments)
        added += segment->results.size();
    if (added == 0)
        return;
    if (m_replacing) {
        RunResults results;
        for (const auto &segment : segments)
            results.append(segment);
        show(results);
        return;
    }
    if (!m_mapped)
        beginInsertRows({}, rowCount(), int(rowCount() + added - 1));
    for (const auto &segment : segments)
        m_results.append(segment);
    if (!m_mapped)
        endInsertRows();
    else if (!m_finder.isBusy())
        findMore();
    emit contentChanged();
}

void ResultsModel::show(const RunResults &results)
{
    beginResetModel();
    clear();
    m_results = results;
    endResetModel();
    if (m_mapped && m_results.size() > 0)
        find();
    emit contentChanged();
}

void ResultsModel::setFilter(const RowFilter &filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    find();
}

void ResultsModel::setOrder(const RowOrder &order)
{
    if (m_order == order)
        return;
    m_order = order;
    find();
}

void ResultsModel::find()
{
    m_unsorted = false;
    if (!m_filter.isEmpty() || !m_order.isScripts()) {
        m_adding = m_begun = false;
        m_finder.find(m_results, m_filter, m_order);
    } else if (m_mapped) {
        m_finder.cancel();
        emit aboutToRearrange();
        beginResetModel();
        m_rows = {};
        m_mapped = false;
        endResetModel();
        emit rearranged();
    } else {
        m_finder.cancel();
    }
    emit contentChanged();
}

void ResultsModel::findMore()
{
    m_adding = true;
    m_finder.findMore(m_results, m_filter, m_covered);
}

void ResultsModel::takeBeginning(const RowFinder::Rows &rows)
{
    emit aboutToRearrange();
    beginResetModel();
    m_mapped = true;
    m_begun = true;
    m_rows = *rows;
    endResetModel();
    emit rearranged();
}

void ResultsModel::takeRows(const RowFinder::Rows &rows, int end)
{
    m_covered = end;
    if (m_adding) {
        m_unsorted = m_unsorted || (!m_order.isScripts() && !rows->empty());
        addRows(*rows, 0);
    } else if (m_begun) {
        addRows(*rows, m_rows.size());
        emit rearranged();
    } else {
        emit aboutToRearrange();
        beginResetModel();
        m_mapped = true;
        m_rows = *rows;
        endResetModel();
        emit rearranged();
    }
    m_adding = m_begun = false;
    if (m_covered < m_results.size())
        findMore();
    else if (m_unsorted && !m_running)
        find();
    emit contentChanged();
}

/// Those from `from` on come behind what is there.
void ResultsModel::addRows(const std::vector<int> &rows, size_t from)
{
    if (from == rows.size())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(rows.size() - from) - 1);
    m_rows.insert(m_rows.end(), rows.begin() + qptrdiff(from), rows.end());
    endInsertRows();
}

void ResultsModel::clear()
{
    m_finder.cancel();
    dropInBackground(std::move(m_results));
    m_results = {};
    m_rows = {};
    m_mapped = !m_filter.isEmpty() || !m_order.isScripts();
    m_covered = 0;
    m_adding = m_begun = m_unsorted = m_replacing = false;
}

int ResultsModel::rowOf(int number) const
{
    if (!m_mapped)
        return number < m_results.size() ? number : -1;
    const auto found = m_order.isScripts() ? std::ranges::lower_bound(m_rows, number) : std::ranges::find(m_rows, number);
    return found != m_rows.end() && *found == number ? int(found - m_rows.begin()) : -1;
}

int ResultsModel::nextError(int row, int step) const
{
    const int count = rowCount();
    if (m_results.totals().errors() == 0)
        return -1;
    ResultCursor cursor(m_results);
    int at = row < 0 && step < 0 ? 0 : row;
    for (int i = 0; i < count; ++i) {
        at = (at + step + count) % count;
        cursor.moveTo(numberAt(at));
        if (isError(cursor.kind()))
            return at;
    }
    return -1;
}

QString ResultsModel::exportText(int row, int column) const
{
    return cellText(this->row(row), ResultColumn(column), -1);
}

int ResultsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_mapped ? int(m_rows.size()) : m_results.size();
}

int ResultsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ResultsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return cellText(row(index.row()), ResultColumn(index.column()), previewBytes);
    case Qt::TextAlignmentRole:
        return int((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return toolTip(row(index.row()), index.column());
    default:
        return {};
    }
}

QString ResultsModel::toolTip(const Row &row, int column) const
{
    const QString text = cellText(row, ResultColumn(column), toolTipBytes);
    if (column == OutcomeColumn)
        return text + QLatin1Char('\n') + basisSentence(row.opcode(), row.segment->results.basis(row.index));
    if (column == TimeColumn)
        return tr("This outcome came %1 after the start of the run.\nThe time is kept for all that came together, within some "
                  "milliseconds.")
            .arg(text);
    return text;
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        if (section == TimeColumn)
            return tr("When the outcome came, since the start of the run: one time for all that came together");
        return section == KeyColumn || section == ValueColumn ? tr("Sorted byte by byte") : QVariant();
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LineColumn:
        return tr("Line");
    case CommandColumn:
        return tr("Command");
    case KeyColumn:
        return tr("Key");
    case OutcomeColumn:
        return tr("Outcome");
    case ValueColumn:
        return tr("Value or message");
    case FlagsColumn:
        return tr("Flags");
    case CasColumn:
        return tr("CAS");
    case TimeColumn:
        return tr("Time");
    default:
        return {};
    }
}
