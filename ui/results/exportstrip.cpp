#include "ui/results/exportstrip.h"

#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/results/resultsmodel.h"

#include <QDir>
#include <QFileDialog>
#include <QProgressBar>
#include <QToolButton>

ExportStrip::ExportStrip(const ResultsModel *model, QWidget *parent)
    : FileStrip(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("exportStrip"));
    text()->setObjectName(QStringLiteral("exportText"));
    text()->setAccessibleName(tr("State of the export"));
    progress()->setObjectName(QStringLiteral("exportProgress"));
    progress()->setAccessibleName(tr("Progress of the export"));
    cancelButton()->setObjectName(QStringLiteral("cancelExport"));
    cancelButton()->setText(tr("Cancel export"));
    cancelButton()->setAccessibleName(cancelButton()->text());
    closeButton()->setObjectName(QStringLiteral("closeExport"));
    m_exportAction.setObjectName(QStringLiteral("exportResults"));
    m_exportAction.setText(tr("E&xport results…"));
    m_exportAction.setIcon(themedIcon(QStringLiteral("file-down")));
    m_exportAction.setStatusTip(tr("Write the results that are shown to a file, as JSON lines or CSV"));
    m_exportAction.setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_E);

    connect(&m_exportAction, &QAction::triggered, this, &ExportStrip::askForFile);
    connect(&m_export, &ResultExport::progressed, this, [this](qint64 written) { tellProgress(written, m_export.count()); });
    connect(&m_export, &ResultExport::finished, this, &ExportStrip::showEnd);
    connect(cancelButton(), &QToolButton::clicked, &m_export, &ResultExport::cancel);
    connect(model, &ResultsModel::contentChanged, this, &ExportStrip::updateActions);
    connect(model, &ResultsModel::rearranged, this, &ExportStrip::updateActions);
    updateActions();
}

void ExportStrip::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Export results"), QDir::currentPath(), tr("JSON lines (*.jsonl);;CSV (*.csv)"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("*.csv")) ? QStringLiteral("csv") : QStringLiteral("jsonl"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &ExportStrip::exportTo);
    dialog->open();
}

void ExportStrip::exportTo(const QString &path)
{
    if (m_export.isRunning())
        return;
    const bool csv = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
    std::optional<std::vector<int>> rows;
    if (!m_model->showsAll())
        rows = m_model->numbers();
    m_export.start(path, csv ? ResultWriter::Format::Csv : ResultWriter::Format::JsonLines, m_model->results(), rows);
    tellBegin(tr("Exporting %L1 results to %2").arg(m_export.count()).arg(QDir::toNativeSeparators(path)));
    updateActions();
}

void ExportStrip::showEnd()
{
    tellEnd(m_export.error(), m_export.isCancelled() ? tr("Export cancelled: nothing was written") : QString(),
            tr("Results exported to %2: %L1").arg(m_export.count()).arg(QDir::toNativeSeparators(m_export.path())));
    updateActions();
}

void ExportStrip::updateActions()
{
    m_exportAction.setEnabled(m_model->rowCount() > 0 && !m_model->isFinding() && !m_export.isRunning());
}
