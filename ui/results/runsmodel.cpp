#include "ui/results/runsmodel.h"

#include "ui/escapedtext.h"
#include "ui/keys/amounttext.h"
#include "ui/results/celltext.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

constexpr qsizetype titleBytes = 60;

bool isNumberOfRun(int column)
{
    return column == RunsModel::NumberColumn || column == RunsModel::CommandsColumn || column == RunsModel::ErrorsColumn
        || column == RunsModel::DurationColumn;
}

QString timeText(const RunRecord &run)
{
    return QLocale().toString(run.startedAt.time(), QStringLiteral("HH:mm:ss"));
}

} // namespace

QString runTitle(const RunRecord &run)
{
    if (!run.origin.name.isEmpty())
        return run.origin.name;
    // The first line that is no comment says most.
    QByteArrayView rest = run.script;
    QByteArrayView line;
    for (int i = 0; i < 100 && !rest.isEmpty(); ++i) {
        const qsizetype end = rest.indexOf('\n');
        const QByteArrayView next = (end < 0 ? rest : rest.first(end)).trimmed();
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        if (line.isEmpty())
            line = next;
        if (!next.isEmpty() && !next.startsWith("#")) {
            line = next;
            break;
        }
    }
    return escapedPreview(line, titleBytes);
}

QString runLabel(const RunRecord &run)
{
    return QCoreApplication::translate("RunsModel", "Run %1, %2, %3").arg(QString::number(run.number), timeText(run), runTitle(run));
}

RunsModel::RunsModel(const RunHistory *history, QObject *parent)
    : QAbstractTableModel(parent)
    , m_history(history)
    , m_rowCount(int(history->size()))
{
    connect(history, &RunHistory::aboutToAdd, this, [this] { beginInsertRows({}, 0, 0); });
    connect(history, &RunHistory::added, this, [this] {
        ++m_rowCount;
        endInsertRows();
    });
    connect(history, &RunHistory::changed, this, [this] { emit dataChanged(index(0, 0), index(0, ColumnCount - 1)); });
    connect(history, &RunHistory::aboutToRemove, this, [this](qsizetype removed) {
        const int row = m_rowCount - 1 - int(removed);
        beginRemoveRows({}, row, row);
    });
    connect(history, &RunHistory::removed, this, [this] {
        --m_rowCount;
        endRemoveRows();
    });
}

int RunsModel::rowOf(const RunHistory::Run &run) const
{
    for (int row = 0; row < m_rowCount; ++row) {
        if (this->run(row) == run)
            return row;
    }
    return -1;
}

int RunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rowCount;
}

int RunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*run(index.row()), index.column());
    case Qt::ToolTipRole:
        return toolTip(*run(index.row()));
    case Qt::TextAlignmentRole:
        return int((isNumberOfRun(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QString RunsModel::cellText(const RunRecord &run, int column) const
{
    switch (column) {
    case NumberColumn:
        return QString::number(run.number);
    case TimeColumn:
        return timeText(run);
    case ScriptColumn:
        return runTitle(run);
    case CommandsColumn:
        return QLocale().toString(run.results.size());
    case ErrorsColumn:
        return QLocale().toString(run.results.totals().errors());
    case DurationColumn:
        return run.state == RunRecord::State::Running ? tr("running") : secondsText(run.duration);
    case ServerColumn:
        return run.server;
    default:
        return {};
    }
}

QString RunsModel::toolTip(const RunRecord &run) const
{
    const ResultTotals &totals = run.results.totals();
    QStringList lines{runLabel(run), run.server,
                      tr("Commands: %L1, succeeded: %L2, not found: %L3, errors: %L4")
                          .arg(run.results.size())
                          .arg(totals.count(OutcomeKind::Success))
                          .arg(totals.count(OutcomeKind::Miss))
                          .arg(totals.errors()),
                      tr("Kept in memory: %1").arg(byteText(run.byteSize()))};
    if (!run.error.isEmpty())
        lines.append(run.error);
    return lines.join(QLatin1Char('\n'));
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumberOfRun(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn:
        return tr("Run");
    case TimeColumn:
        return tr("Time");
    case ScriptColumn:
        return tr("Script");
    case CommandsColumn:
        return tr("Commands");
    case ErrorsColumn:
        return tr("Errors");
    case DurationColumn:
        return tr("Duration");
    case ServerColumn:
        return tr("Server");
    default:
        return {};
    }
}
