#include "ui/results/copyactions.h"

#include "ui/iconengine.h"
#include "ui/results/celltext.h"
#include "ui/results/resultsmodel.h"
#include "ui/results/resultstable.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QMenu>
#include <QMimeData>
#include <QtConcurrentRun>

namespace {

/// A pure function, for any thread.
CopiedText tableText(const RunResults &results, const std::vector<int> &rows, const QList<int> &columns)
{
    CopiedText copied;
    for (const int row : rows) {
        copied.isCut = copied.text.size() > ResultsTable::mostCopiedCharacters;
        if (copied.isCut)
            break;
        const ResultRow result = results.at(row);
        for (qsizetype i = 0; i < columns.size(); ++i) {
            if (i > 0)
                copied.text.append('\t');
            copied.text.append(cellText(result, ResultColumn(columns[i]), -1).toUtf8());
        }
        copied.text.append('\n');
        ++copied.rowCount;
    }
    return copied;
}

bool needsScript(CopyForm form)
{
    return form == CopyForm::Commands || form == CopyForm::ShellLine;
}

} // namespace

CopyActions::CopyActions(ResultsModel *model, ResultsTable *table)
    : QObject(table)
    , m_model(model)
    , m_table(table)
{
    add("copyJson", tr("&JSON lines"), tr("Copy the selected results as the run without a window writes them"), CopyForm::JsonLines);
    add("copyCsv", tr("CS&V"), tr("Copy the selected results as comma-separated values, with a header line"), CopyForm::Csv);
    add("copyCommands", tr("&Commands"), tr("Copy the lines of the script that the selected results came from"), CopyForm::Commands);
    add("copyShellLine", tr("&Shell line"), tr("Copy a call of slabscope that runs the same commands again"), CopyForm::ShellLine);
    add("copyValues", tr("V&alues"), tr("Copy the values alone, as the bytes that they are"), CopyForm::Values);
    add("copyValuesHex", tr("Values in &hex"), tr("Copy the values alone, in hexadecimal, one a line"), CopyForm::ValuesInHex);
    add("copyValuesBase64", tr("Values in &Base64"), tr("Copy the values alone, in Base64, one a line"), CopyForm::ValuesInBase64);
    connect(table, &ResultsTable::copyRequested, this, &CopyActions::copyRows);
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CopyActions::updateActions);
    connect(model, &QAbstractItemModel::modelReset, this, &CopyActions::updateActions);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (!m_watcher.isCanceled())
            finish(m_watcher.future().takeResult());
    });
    updateActions();
}

CopyActions::~CopyActions() = default;

void CopyActions::setRun(const RunHistory::Run &run)
{
    m_run = run;
    updateActions();
}

void CopyActions::addTo(QMenu *menu) const
{
    for (QAction *action : m_actions) {
        if (action->objectName() == QLatin1String("copyCommands") || action->objectName() == QLatin1String("copyValues"))
            menu->addSeparator();
        menu->addAction(action);
    }
}

QAction *CopyActions::add(const char *name, const QString &text, const QString &statusTip, CopyForm form)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setStatusTip(statusTip);
    action->setData(int(form));
    connect(action, &QAction::triggered, this, [this, form] { copyAs(form); });
    m_actions.append(action);
    return action;
}

void CopyActions::updateActions()
{
    const bool selected = m_table->selectionModel()->hasSelection();
    const bool hasScript = m_run && !m_run->script.isEmpty();
    for (QAction *action : std::as_const(m_actions))
        action->setEnabled(selected && (hasScript || !needsScript(CopyForm(action->data().toInt()))));
}

void CopyActions::copyRows()
{
    const QHeaderView *header = m_table->horizontalHeader();
    QList<int> columns;
    for (int place = 0; place < header->count(); ++place) {
        if (!header->isSectionHidden(header->logicalIndex(place)))
            columns.append(header->logicalIndex(place));
    }
    m_isRaw = false;
    start([results = m_model->results(), rows = m_table->selectedNumbers(ResultsTable::mostCopiedRows), columns] {
        return tableText(results, rows, columns);
    });
}

void CopyActions::copyAs(CopyForm form)
{
    CopyRequest request{.form = form,
                        .results = m_model->results(),
                        .rows = m_table->selectedNumbers(ResultsTable::mostCopiedRows),
                        .script = m_run ? m_run->script : QByteArray(),
                        .firstLine = m_run ? m_run->firstLine : 1,
                        .folder = m_run ? m_run->folder : QString(),
                        .server = m_run ? m_run->server : QString(),
                        .most = ResultsTable::mostCopiedCharacters};
    m_isRaw = form == CopyForm::Values;
    start([request = std::move(request)] { return copiedText(request); });
}

void CopyActions::start(const std::function<CopiedText()> &work)
{
    m_watcher.cancel(); // the last copy counts
    m_watcher.setFuture({});
    const qint64 count = m_table->selectedCount();
    m_tooMany = count > ResultsTable::mostCopiedRows;
    if (count == 0)
        return;
    // A few rows can still hold much: only small runs are looked at here and now.
    if (size_t(count) <= mostAtOnce && m_model->results().byteSize() < mostBytesAtOnce) {
        finish(work());
        return;
    }
    emit m_table->told(tr("Copying…"));
    m_watcher.setFuture(QtConcurrent::run(work));
}

void CopyActions::finish(const CopiedText &copied)
{
    if (copied.rowCount == 0) {
        emit m_table->told(tr("The selected rows have nothing of this kind to copy"));
        return;
    }
    auto *content = new QMimeData;
    content->setText(QString::fromUtf8(copied.text));
    if (m_isRaw)
        content->setData(QStringLiteral("application/octet-stream"), copied.text);
    QApplication::clipboard()->setMimeData(content);
    emit m_table->told(copied.isCut || m_tooMany
                           ? tr("Too many rows: only the first were copied, up to number %L1. An export takes all").arg(copied.rowCount)
                           : tr("Rows copied: %L1").arg(copied.rowCount));
}
