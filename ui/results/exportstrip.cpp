#include "ui/results/exportstrip.h"

#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/results/resultsmodel.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

ExportStrip::ExportStrip(const ResultsModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_text(new ElidedLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("exportStrip"));
    m_text->setObjectName(QStringLiteral("exportText"));
    m_text->setAccessibleName(tr("State of the export"));
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(fontMetrics().height() / 2);
    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    m_cancel->setObjectName(QStringLiteral("cancelExport"));
    m_cancel->setText(tr("Cancel export"));
    m_cancel->setAccessibleName(m_cancel->text());
    m_cancel->setIcon(themedIcon(QStringLiteral("circle-stop")));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setFocusPolicy(Qt::TabFocus);
    m_close->setObjectName(QStringLiteral("closeExport"));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());
    m_close->setIcon(themedIcon(QStringLiteral("x")));
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::TabFocus);
    m_exportAction.setObjectName(QStringLiteral("exportResults"));
    m_exportAction.setText(tr("E&xport results…"));
    m_exportAction.setIcon(themedIcon(QStringLiteral("file-down")));
    m_exportAction.setStatusTip(tr("Write the results that are shown to a file, as JSON lines or CSV"));
    m_exportAction.setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_E);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress, 1);
    layout->addWidget(m_cancel);
    layout->addWidget(m_close);

    connect(&m_exportAction, &QAction::triggered, this, &ExportStrip::askForFile);
    connect(&m_export, &ResultExport::progressed, this,
            [this](qint64 written) { m_progress->setValue(m_export.count() > 0 ? int(written * 1000 / m_export.count()) : 0); });
    connect(&m_export, &ResultExport::finished, this, &ExportStrip::showEnd);
    connect(m_cancel, &QToolButton::clicked, &m_export, &ResultExport::cancel);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(model, &ResultsModel::contentChanged, this, &ExportStrip::updateActions);
    connect(model, &ResultsModel::rearranged, this, &ExportStrip::updateActions);
    m_progress->setRange(0, 1000);
    hide();
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
    m_text->setTone(Tone::Plain);
    m_text->setText(tr("Exporting %L1 results to %2").arg(m_export.count()).arg(QDir::toNativeSeparators(path)));
    m_progress->setValue(0);
    m_progress->show();
    m_cancel->show();
    m_close->hide();
    show();
    updateActions();
}

void ExportStrip::dismiss()
{
    if (!m_export.isRunning())
        hide();
}

void ExportStrip::showEnd()
{
    m_progress->hide();
    m_cancel->hide();
    m_close->show();
    if (m_export.error()) {
        m_text->setTone(Tone::Bad);
        m_text->setText(m_export.error().text);
    } else if (m_export.isCancelled()) {
        m_text->setTone(Tone::Muted);
        m_text->setText(tr("Export cancelled: nothing was written"));
    } else {
        m_text->setTone(Tone::Plain);
        m_text->setText(tr("Results exported to %2: %L1").arg(m_export.count()).arg(QDir::toNativeSeparators(m_export.path())));
    }
    updateActions();
}

void ExportStrip::updateActions()
{
    m_exportAction.setEnabled(m_model->rowCount() > 0 && !m_model->isFinding() && !m_export.isRunning());
}
