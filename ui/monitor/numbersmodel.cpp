#include "ui/monitor/numbersmodel.h"

#include "ui/monitor/chartcolors.h"
#include "ui/monitor/charttime.h"
#include "ui/monitor/hiddenseries.h"
#include "ui/monitor/toldstretch.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace {

constexpr size_t mostStretches = 600;

bool isNumber(int column)
{
    return column >= NumbersModel::NowColumn && column <= NumbersModel::MostColumn;
}

} // namespace

NumbersModel::NumbersModel(const StatHistory *history, const QList<Chart> &charts, const ChartTime *time, HiddenSeries *hidden,
                           QObject *parent)
    : QAbstractTableModel(parent)
    , m_history(history)
    , m_time(time)
    , m_hidden(hidden)
{
    for (const Chart &chart : charts) {
        for (qsizetype i = 0; i < chart.series.size(); ++i)
            m_rows.push_back({.series = chart.series[i], .chart = chart.title, .unit = chart.unit, .number = i});
    }
    connect(hidden, &HiddenSeries::changed, this,
            [this] { emit dataChanged(index(0, SeriesColumn), index(rowCount() - 1, SeriesColumn), {Qt::CheckStateRole}); });
}

void NumbersModel::refresh()
{
    const std::vector<StatStretch> stretches = m_history->stretches(m_time->begin(), m_time->end(), mostStretches);
    const StatStretch *told = toldStretch(stretches, *m_time);
    const StatStretch sum = m_history->sum(m_time->begin(), m_time->end());
    for (Row &row : m_rows) {
        row.now = told ? row.series.mean(*told) : std::nullopt;
        row.average = row.series.mean(sum);
        row.least = row.series.least(sum);
        row.most = row.series.most(sum);
        if (row.series.kind != ChartSeries::Kind::HitRatio)
            continue;
        for (const StatStretch &stretch : stretches) { // a share has no least of its own
            if (const std::optional<double> value = row.series.mean(stretch)) {
                row.least = std::min(row.least.value_or(*value), *value);
                row.most = std::max(row.most.value_or(*value), *value);
            }
        }
    }
    emit dataChanged(index(0, NowColumn), index(rowCount() - 1, MostColumn), {Qt::DisplayRole});
    if (m_cursor != m_time->cursor()) {
        m_cursor = m_time->cursor();
        emit headerDataChanged(Qt::Horizontal, NowColumn, NowColumn);
    }
}

int NumbersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int NumbersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString NumbersModel::text(const Row &row, int column) const
{
    switch (column) {
    case SeriesColumn:
        return row.series.name;
    case ChartColumn:
        return row.chart;
    case NowColumn:
        return chartText(row.now, row.unit);
    case AverageColumn:
        return chartText(row.average, row.unit);
    case LeastColumn:
        return chartText(row.least, row.unit);
    case MostColumn:
        return chartText(row.most, row.unit);
    default:
        return {};
    }
}

QVariant NumbersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::CheckStateRole:
        if (index.column() == SeriesColumn)
            return int(m_hidden->contains(row.series.word()) ? Qt::Unchecked : Qt::Checked);
        return {};
    case Qt::DecorationRole:
        return index.column() == SeriesColumn ? QVariant(seriesColor(row.number, m_palette)) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == SeriesColumn ? QVariant(tr("Whether the charts show it")) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == SeriesColumn
            ? tr("%1, %2").arg(row.series.name, row.chart)
            : tr("%1 of %2: %3").arg(headerData(index.column(), Qt::Horizontal).toString(), row.series.name, text(row, index.column()));
    default:
        return {};
    }
}

QVariant NumbersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeriesColumn:
        return tr("Series");
    case ChartColumn:
        return tr("Chart");
    case NowColumn:
        if (m_time->cursor() > 0)
            return tr("At %1").arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(m_time->cursor()).time(), QStringLiteral("HH:mm:ss")));
        return tr("Latest");
    case AverageColumn:
        return tr("Average");
    case LeastColumn:
        return tr("Least");
    case MostColumn:
        return tr("Most");
    default:
        return {};
    }
}

Qt::ItemFlags NumbersModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.column() == SeriesColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool NumbersModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != SeriesColumn)
        return false;
    const QString word = m_rows[size_t(index.row())].series.word();
    if (m_hidden->contains(word) == (value.toInt() == Qt::Checked))
        m_hidden->toggle(word);
    return true;
}
