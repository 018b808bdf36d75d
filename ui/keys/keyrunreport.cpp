#include "ui/keys/keyrunreport.h"

#include "app/keychange/keychange.h"
#include "ui/clearbutton.h"
#include "ui/iconengine.h"
#include "ui/keys/keyreportmodel.h"
#include "ui/keys/reporttable.h"
#include "ui/noticerow.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr KeyOutcome shownOutcomes[] = {KeyOutcome::Done,    KeyOutcome::Changed, KeyOutcome::Gone,   KeyOutcome::Unguarded,
                                        KeyOutcome::Refused, KeyOutcome::Unknown, KeyOutcome::NotSent};
/// Rows that are copied at most: more go to a file.
constexpr qsizetype mostCopied = 100'000;

} // namespace

KeyRunReport::KeyRunReport(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_notice(new NoticeRow(QStringLiteral("keyReportNotice"), this))
    , m_counts(new QGridLayout)
    , m_rows(new QWidget(this))
    , m_outcome(new QComboBox(m_rows))
    , m_filter(new QLineEdit(m_rows))
    , m_table(new ReportTable(m_rows))
    , m_found(new QLabel(m_rows))
    , m_copy(new QPushButton(themedIcon(QStringLiteral("copy")), tr("Cop&y"), m_rows))
    , m_save(new QPushButton(themedIcon(QStringLiteral("save")), tr("&Save as CSV…"), m_rows))
    , m_model(new KeyReportModel(this))
{
    setObjectName(QStringLiteral("keyRunReport"));
    m_title->setObjectName(QStringLiteral("keyReportTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_outcome->setObjectName(QStringLiteral("keyReportOutcome"));
    m_outcome->setAccessibleName(tr("Which keys are shown"));
    m_filter->setObjectName(QStringLiteral("keyReportFilter"));
    m_filter->setAccessibleName(tr("Filter keys"));
    m_filter->setPlaceholderText(tr("Filter keys"));
    addClearButton(m_filter);
    m_table->setObjectName(QStringLiteral("keyReportTable"));
    m_table->setAccessibleName(tr("Keys that were not changed"));
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(KeyReportModel::KeyColumn, fontMetrics().averageCharWidth() * 44);
    m_found->setObjectName(QStringLiteral("keyReportFound"));
    m_copy->setObjectName(QStringLiteral("keyReportCopy"));
    m_copy->setToolTip(tr("Copies the selected rows, or all that are shown"));
    m_save->setObjectName(QStringLiteral("keyReportSave"));
    for (QPushButton *button : {m_copy, m_save})
        button->setAutoDefault(false);
    m_delay.setSingleShot(true);
    m_delay.setInterval(100ms);
    layOut();
    connectParts();
}

KeyRunReport::~KeyRunReport()
{
    if (m_stop)
        *m_stop = true; // what is being saved has all that it needs, and goes on
}

void KeyRunReport::layOut()
{
    auto *filters = new QHBoxLayout;
    filters->addWidget(m_outcome);
    filters->addWidget(m_filter, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_found, 1);
    foot->addWidget(m_copy);
    foot->addWidget(m_save);
    auto *rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(filters);
    rows->addWidget(m_table, 1);
    rows->addLayout(foot);
    m_counts->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
    m_counts->setColumnStretch(1, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_notice);
    layout->addLayout(m_counts);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addWidget(m_rows, 1);
    layout->addStretch();
}

void KeyRunReport::connectParts()
{
    connect(m_table, &ReportTable::told, m_found, &QLabel::setText);
    connect(m_copy, &QPushButton::clicked, this, &KeyRunReport::copyRows);
    connect(m_save, &QPushButton::clicked, this, &KeyRunReport::askForFile);
    connect(m_outcome, &QComboBox::activated, this, &KeyRunReport::look);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_delay.start(); });
    connect(&m_delay, &QTimer::timeout, this, &KeyRunReport::look);
    connect(&m_looking, &QFutureWatcherBase::finished, this, &KeyRunReport::takeRows);
    connect(&m_saving, &QFutureWatcherBase::finished, this, &KeyRunReport::takeSaved);
}

void KeyRunReport::setReport(const KeyReport &report, const QString &title, const QString &notice, Tone tone)
{
    m_report = report;
    m_title->setText(title);
    m_notice->tell(notice, tone);
    showCounts();
    offerOutcomes();
    m_filter->clear();
    m_model->setReport(report, {});
    m_rows->setVisible(report.outcomes->count(KeyOutcome::Done) < report.outcomes->size());
    look();
}

void KeyRunReport::showCounts()
{
    while (QLayoutItem *item = m_counts->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    if (m_report.outcomes->count(KeyOutcome::Done) == m_report.outcomes->size())
        return; // the title says as much
    int row = 0;
    for (const KeyOutcome outcome : shownOutcomes) {
        const int count = m_report.outcomes->count(outcome);
        if (count == 0 && outcome != KeyOutcome::Done)
            continue;
        auto *number = new QLabel(QLocale().toString(count), this);
        number->setAlignment(Qt::AlignRight | Qt::AlignTop);
        auto *text = new QLabel(keyOutcomeText(outcome, m_report.purpose), this);
        text->setObjectName(QStringLiteral("keyReportCount%1").arg(int(outcome)));
        text->setAccessibleName(number->text() + u' ' + text->text());
        text->setWordWrap(true);
        m_counts->addWidget(number, row, 0);
        m_counts->addWidget(text, row++, 1);
    }
}

void KeyRunReport::offerOutcomes()
{
    m_outcome->clear();
    m_outcome->addItem(tr("All that were not changed"), -1);
    for (const KeyOutcome outcome : shownOutcomes) {
        if (outcome == KeyOutcome::Done || m_report.outcomes->count(outcome) == 0)
            continue;
        QString text = keyOutcomeText(outcome, m_report.purpose);
        text[0] = text[0].toUpper();
        m_outcome->addItem(text, int(outcome));
    }
    m_outcome->setVisible(m_outcome->count() > 2);
}

void KeyRunReport::look()
{
    m_delay.stop();
    if (m_stop)
        *m_stop = true;
    m_stop = std::make_shared<std::atomic_bool>(false);
    std::optional<KeyOutcome> outcome;
    if (m_outcome->currentData().toInt() >= 0)
        outcome = KeyOutcome(m_outcome->currentData().toInt());
    m_looking.setFuture(QtConcurrent::run([report = m_report, outcome, needle = m_filter->text().toUtf8(), stop = m_stop] {
        return report.unchanged(outcome, needle, *stop);
    }));
}

void KeyRunReport::takeRows()
{
    m_model->setReport(m_report, m_looking.future().takeResult());
    const bool any = m_model->rowCount() > 0;
    m_found->setText(any ? countedKeys(m_model->rowCount()) : tr("No key matches the filter."));
    m_copy->setEnabled(any);
    m_save->setEnabled(any);
}

void KeyRunReport::copyRows()
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        for (int row = 0; row < std::min<qsizetype>(m_model->rowCount(), mostCopied); ++row)
            rows.append(m_model->index(row, 0));
    }
    const bool all = rows.size() <= mostCopied && (rows.size() < mostCopied || m_model->rowCount() == rows.size());
    if (rows.size() > mostCopied)
        rows.resize(mostCopied);
    QGuiApplication::clipboard()->setText(m_model->lines(rows));
    m_found->setText(all ? tr("Copied: %1").arg(countedKeys(rows.size()))
                         : tr("Copied: the first %1; save them as CSV for all").arg(countedKeys(rows.size())));
}

void KeyRunReport::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the keys that were not changed"), QDir::currentPath(), tr("CSV (*.csv);;All files (*)"));
    dialog->setObjectName(QStringLiteral("keyReportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &KeyRunReport::saveTo);
    dialog->open();
}

void KeyRunReport::saveTo(const QString &path)
{
    if (m_saving.isRunning())
        return;
    m_path = path;
    m_save->setEnabled(false);
    m_saving.setFuture(QtConcurrent::run(saveKeyReport, path, m_report, m_model->positions()));
}

void KeyRunReport::takeSaved()
{
    const Error error = m_saving.future().result();
    m_save->setEnabled(m_model->rowCount() > 0);
    m_found->setText(error ? error.text : tr("Saved to %1").arg(QDir::toNativeSeparators(m_path)));
}
