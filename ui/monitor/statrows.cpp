#include "ui/monitor/statrows.h"

#include "ui/fixedfont.h"

#include <QGuiApplication>
#include <QSet>

#include <algorithm>
#include <cmath>

bool StatCell::operator==(const StatCell &other) const
{
    const bool isSameOrder = order == other.order || (std::isnan(order) && std::isnan(other.order));
    return text == other.text && raw == other.raw && isSameOrder && tone == other.tone && picture == other.picture;
}

StatCell statCell(const QString &text, const std::optional<quint64> &amount)
{
    if (!amount)
        return {.text = text, .tone = Tone::Muted};
    return {.text = text, .raw = QString::number(*amount), .order = double(*amount)};
}

StatRows::StatRows(const QList<StatColumn> &columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(columns)
{
}

void StatRows::setColumns(const QList<StatColumn> &columns)
{
    if (columns == m_columns)
        return;
    beginResetModel();
    m_columns = columns;
    m_rows.clear();
    endResetModel();
}

void StatRows::setRows(const QList<StatRow> &rows)
{
    if (!takeGone(rows) || !takeNew(rows)) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    for (int row = 0; row < int(rows.size()); ++row) {
        if (m_rows.at(row) == rows.at(row))
            continue;
        m_rows[row] = rows.at(row);
        emit dataChanged(index(row, 0), index(row, int(m_columns.size()) - 1));
    }
}

/// False: so many that it is not worth it.
bool StatRows::takeGone(const QList<StatRow> &rows)
{
    constexpr qsizetype most = 100;
    QSet<QByteArray> ids;
    ids.reserve(rows.size());
    for (const StatRow &row : rows)
        ids.insert(row.id);
    const qsizetype gone = std::ranges::count_if(std::as_const(m_rows), [&ids](const StatRow &row) { return !ids.contains(row.id); });
    if (gone > most || gone == m_rows.size() || ids.size() != rows.size())
        return gone == 0 && m_rows.isEmpty();
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (ids.contains(m_rows.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    return true;
}

/// False: the order is another one.
bool StatRows::takeNew(const QList<StatRow> &rows)
{
    constexpr qsizetype most = 100;
    if (m_rows.isEmpty() || rows.size() - m_rows.size() > most)
        return rows.isEmpty() && m_rows.isEmpty();
    for (int row = 0; row < int(rows.size()); ++row) {
        if (row < int(m_rows.size()) && m_rows.at(row).id == rows.at(row).id)
            continue;
        if (m_rows.size() == rows.size())
            return false;
        beginInsertRows({}, row, row);
        m_rows.insert(row, rows.at(row));
        endInsertRows();
    }
    return m_rows.size() == rows.size();
}

int StatRows::rowOf(const QByteArray &id) const
{
    const auto found = std::ranges::find(m_rows, id, &StatRow::id);
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

int StatRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int StatRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant StatRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const StatCell &cell = m_rows.at(index.row()).cells.at(index.column());
    const StatColumn::Kind kind = m_columns.at(index.column()).kind;
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.raw.isEmpty() || cell.raw == cell.text ? cell.text : cell.raw;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((kind == StatColumn::Kind::Amount ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole:
        return kind == StatColumn::Kind::Code ? QVariant(fixedFont()) : QVariant();
    case Qt::ForegroundRole:
        return cell.tone == Tone::Plain ? QVariant() : QVariant(toneColor(cell.tone, QGuiApplication::palette()));
    case RawRole:
        return cell.raw.isEmpty() ? cell.text : cell.raw;
    case OrderRole:
        return cell.order;
    case PictureRole:
        return cell.picture;
    case MarkedRole:
        return m_rows.at(index.row()).isMarked;
    default:
        return {};
    }
}

QVariant StatRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= m_columns.size())
        return {};
    const StatColumn &column = m_columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::ToolTipRole:
        return column.tip.isEmpty() ? QVariant() : QVariant(column.tip);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column.kind == StatColumn::Kind::Amount ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}
