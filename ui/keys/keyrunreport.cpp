#include "ui/keys/keyrunreport.h"

#include "ui/amounttext.h"
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
#include <QItemSelection>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <algorithm>
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
    m_table->setColumnWidth(KeyReportModel::KeyColumn, fontMetrics().averageCharWidth() * 34);
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
    if (m_stopCopying)
        *m_stopCopying = true;
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
    connect(&m_copying, &QFutureWatcherBase::finished, this, &KeyRunReport::takeCopy);
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
    m_found->setText(any ? keyCountText(m_model->rowCount()) : tr("No key matches the filter."));
    m_copy->setEnabled(any);
    m_save->setEnabled(any);
}

/// The positions of the selected rows, in their order, or of all; at most mostCopied.
std::vector<int> KeyRunReport::chosen() const
{
    const std::vector<int> &all = m_model->positions();
    QList<std::pair<int, int>> ranges;
    const QItemSelection selection = m_table->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection)
        ranges.append({range.top(), range.bottom()});
    if (ranges.isEmpty())
        ranges.append({0, int(all.size()) - 1});
    std::ranges::sort(ranges);
    std::vector<int> positions;
    for (const auto &[top, bottom] : std::as_const(ranges)) {
        const auto room = int(mostCopied - qsizetype(positions.size()));
        const int end = std::min(bottom + 1, top + room);
        positions.insert(positions.end(), all.begin() + top, all.begin() + end);
    }
    return positions;
}

/// How many rows copyRows() would copy if it took any number.
qsizetype KeyRunReport::chosenCount() const
{
    qsizetype count = 0;
    const QItemSelection selection = m_table->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection)
        count += range.height();
    return count > 0 ? count : qsizetype(m_model->positions().size());
}

void KeyRunReport::copyRows()
{
    if (m_stopCopying)
        *m_stopCopying = true;
    m_stopCopying = std::make_shared<std::atomic_bool>(false);
    m_chosenCount = chosenCount();
    m_copying.setFuture(QtConcurrent::run(
        [report = m_report, positions = chosen(), stop = m_stopCopying] { return KeyReportModel::lines(report, positions, *stop); }));
}

void KeyRunReport::takeCopy()
{
    QGuiApplication::clipboard()->setText(m_copying.future().takeResult());
    m_found->setText(m_chosenCount <= mostCopied ? tr("Copied: %1").arg(keyCountText(m_chosenCount))
                                                 : tr("Copied: the first %1; save them as CSV for all").arg(keyCountText(mostCopied)));
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
