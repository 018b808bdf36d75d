#include "ui/results/resultsmodel.h"

#include "ui/escapedtext.h"

#include <algorithm>
#include <limits>

namespace {

constexpr qsizetype previewBytes = 160;

QString valueText(const Outcome &outcome, qsizetype limit)
{
    const auto shown = [limit](QByteArrayView bytes) {
        return limit < 0 ? escapedText(bytes, Escaping::Separated) : escapedPreview(bytes, limit);
    };
    if (outcome.number)
        return QString::number(*outcome.number);
    if (loudForm(outcome.opcode) == Opcode::Stat && outcome.succeeded())
        return ResultsModel::tr("Statistics: %L1").arg(outcome.statistics().size());
    if (outcome.value)
        return shown(*outcome.value);
    if (outcome.succeeded())
        return {};
    // The words of the status stand in the column of outcomes already.
    if (!outcome.serverText.isEmpty())
        return shown(outcome.serverText);
    return outcome.reason;
}

} // namespace

ResultsModel::ResultsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ResultsModel::beginRun()
{
    m_replacing = true;
}

void ResultsModel::endRun()
{
    if (m_replacing) {
        beginResetModel();
        clear();
        endResetModel();
    }
}

void ResultsModel::append(const Segments &segments)
{
    qint64 added = 0;
    for (const auto &segment : segments)
        added += segment->results.size();
    if (added == 0)
        return;
    const bool reset = m_replacing;
    if (reset) {
        beginResetModel();
        clear();
    } else {
        beginInsertRows({}, rowCount(), int(rowCount() + added - 1));
    }
    for (const auto &segment : segments) {
        if (segment->results.isEmpty())
            continue;
        const ResultSegment &results = segment->results;
        for (qsizetype i = 0; i < results.size(); ++i)
            ++m_counts[size_t(outcomeKind(results.status(i), results.basis(i)))];
        const qint64 end = (m_ends.empty() ? 0 : m_ends.back()) + qint64(results.size());
        Q_ASSERT(end <= std::numeric_limits<int>::max());
        m_segments.append(segment);
        m_ends.push_back(int(end));
    }
    if (reset)
        endResetModel();
    else
        endInsertRows();
}

ResultsModel::Row ResultsModel::row(int row) const
{
    const auto end = std::ranges::upper_bound(m_ends, row);
    const qsizetype number = end - m_ends.begin();
    const int begin = number == 0 ? 0 : m_ends[size_t(number - 1)];
    return {m_segments[number], row - begin};
}

OutcomeKind ResultsModel::kind(int row) const
{
    const Row found = this->row(row);
    return outcomeKind(found.segment->results.status(found.index), found.segment->results.basis(found.index));
}

QString ResultsModel::exportText(int row, int column) const
{
    return cellText(this->row(row), column, -1);
}

int ResultsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_ends.empty() ? 0 : m_ends.back();
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
        return cellText(row(index.row()), index.column(), previewBytes);
    case Qt::TextAlignmentRole: {
        const bool number = index.column() == LineColumn || index.column() == FlagsColumn || index.column() == CasColumn;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case Qt::ToolTipRole: {
        const Row found = row(index.row());
        if (index.column() != OutcomeColumn)
            return cellText(found, index.column(), 1000);
        return outcomeWords(found.outcome().status, found.outcome().basis) + QLatin1Char('\n')
            + basisSentence(found.outcome().opcode, found.outcome().basis);
    }
    default:
        return {};
    }
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::TextAlignmentRole))
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == LineColumn || section == FlagsColumn || section == CasColumn;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
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
    default:
        return {};
    }
}

void ResultsModel::clear()
{
    m_segments.clear();
    m_ends.clear();
    m_counts.fill(0);
    m_replacing = false;
}

QString ResultsModel::cellText(const Row &row, int column, qsizetype limit) const
{
    const ResultSegment &results = row.segment->results;
    switch (column) {
    case LineColumn:
        return QString::number(row.line());
    case CommandColumn:
        return QString::fromLatin1(opcodeName(results.opcode(row.index)));
    case KeyColumn:
        return limit < 0 ? escapedText(row.key(), Escaping::Separated) : escapedPreview(row.key(), limit);
    case OutcomeColumn:
        return outcomeWords(results.status(row.index), results.basis(row.index));
    case ValueColumn:
        return valueText(row.outcome(), limit);
    case FlagsColumn: {
        const std::optional<quint32> flags = row.outcome().flags;
        return flags ? QString::number(*flags) : QString();
    }
    case CasColumn: {
        const quint64 cas = row.outcome().cas;
        return cas == 0 ? QString() : QString::number(cas);
    }
    default:
        return {};
    }
}
