#include "ui/keys/itemdumpdialog.h"

#include "ui/amounttext.h"
#include "ui/cancelbutton.h"
#include "ui/keys/itemreportview.h"
#include "ui/keys/suggestedfile.h"
#include "ui/noticerow.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace {

constexpr int dumpSteps = 1000;

}

ItemDumpDialog::ItemDumpDialog(const Content &content, QWidget *parent)
    : QDialog(parent)
    , m_content(content)
    , m_shown(new QRadioButton(this))
    , m_selected(new QRadioButton(this))
    , m_meaning(new QLabel(this))
    , m_state(new QLabel(this))
    , m_notice(new NoticeRow(QStringLiteral("dumpNotice"), this))
    , m_progress(new QProgressBar(this))
    , m_report(new ItemReportView(this))
{
    setObjectName(QStringLiteral("itemDumpDialog"));
    setWindowTitle(tr("Dump items"));
    setAttribute(Qt::WA_DeleteOnClose);
    const qint64 shown = content.shown.count();
    const qint64 selected = content.selected.count();
    m_selected->setObjectName(QStringLiteral("dumpSelected"));
    m_selected->setText(tr("The &selected keys (%1)").arg(QLocale().toString(selected)));
    m_selected->setAccessibleName(tr("The selected keys"));
    m_selected->setEnabled(selected > 0);
    m_selected->setChecked(selected > 0);
    m_shown->setObjectName(QStringLiteral("dumpShown"));
    m_shown->setText(tr("&All keys that are shown (%1)").arg(QLocale().toString(shown)));
    m_shown->setAccessibleName(tr("All keys that are shown"));
    m_shown->setChecked(selected == 0);
    m_meaning->setObjectName(QStringLiteral("dumpMeaning"));
    m_meaning->setText(tr("Their values, flags, TTL and CAS are written to a file, from which they can be restored, also to another "
                          "server. Reading leaves no trace on the items; the server counts it among its hits."));
    m_meaning->setWordWrap(true);
    m_state->setObjectName(QStringLiteral("dumpState"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->hide();
    m_progress->setObjectName(QStringLiteral("dumpProgress"));
    m_progress->setAccessibleName(tr("Progress of the dump"));
    m_progress->setRange(0, dumpSteps);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_report->hide();
    layOut();

    connect(m_start, &QPushButton::clicked, this, &ItemDumpDialog::askForFile);
    connect(m_close, &QPushButton::clicked, this, &ItemDumpDialog::reject);
    connect(&m_dump, &ItemDump::progressed, this, &ItemDumpDialog::showProgress);
    connect(&m_dump, &ItemDump::finished, this, &ItemDumpDialog::showEnd);
}

void ItemDumpDialog::layOut()
{
    auto *buttons = new QDialogButtonBox(this);
    m_start = buttons->addButton(tr("&Dump…"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("dumpStart"));
    m_start->setDefault(true);
    m_close = addCancelButton(buttons, QStringLiteral("dumpClose"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_selected);
    layout->addWidget(m_shown);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addWidget(m_meaning);
    layout->addWidget(m_state);
    layout->addWidget(m_progress);
    layout->addWidget(m_notice);
    layout->addWidget(m_report, 1);
    layout->addStretch(0);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 90);
}

const KeyChoice &ItemDumpDialog::chosen() const
{
    return m_selected->isChecked() ? m_content.selected : m_content.shown;
}

void ItemDumpDialog::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Dump items"), suggestedFile(m_content.server, QStringLiteral("slabitems")),
                                   tr("Dumped items (*.slabitems);;All files (*)"));
    dialog->setObjectName(QStringLiteral("dumpFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("slabitems"));
    connect(dialog, &QFileDialog::fileSelected, this, &ItemDumpDialog::dumpTo);
    dialog->open();
}

void ItemDumpDialog::dumpTo(const QString &path)
{
    if (m_dump.isRunning())
        return;
    m_dump.start(m_content.options, {.path = path, .server = m_content.server, .listing = chosen().listing, .indexes = chosen().indexes});
    for (QWidget *part : std::initializer_list<QWidget *>{m_selected, m_shown, m_meaning, m_start, m_report})
        part->hide();
    m_notice->tell({});
    m_state->show();
    m_progress->setValue(0);
    m_progress->show();
    m_close->setText(tr("&Cancel dump"));
    m_close->setFocus();
    showProgress(0);
    emit workChanged();
}

void ItemDumpDialog::showProgress(qint64 done)
{
    m_progress->setValue(m_dump.count() > 0 ? int(done * dumpSteps / m_dump.count()) : 0);
    m_state->setText(tr("Dumping to %1: %2 of %3, %4")
                         .arg(QDir::toNativeSeparators(m_dump.path()), QLocale().toString(done), keyCountText(m_dump.count()),
                              byteText(m_dump.valueBytes())));
}

void ItemDumpDialog::showEnd()
{
    emit counted(m_content.options.place(), m_dump.looks());
    m_progress->hide();
    m_state->hide();
    m_close->setText(tr("&Close"));
    m_close->setFocus();
    if (m_dump.error()) {
        m_notice->tell(m_dump.error().text, Tone::Bad);
    } else if (m_dump.isCancelled()) {
        m_notice->tell(tr("Dump cancelled: nothing was written."), Tone::Muted);
    } else {
        const ItemReport &report = *m_dump.report();
        const bool isWhole = report.count(ItemFate::Dumped) == report.size();
        m_notice->tell(outcome(), isWhole ? Tone::Good : Tone::Notice);
        m_report->setReport(m_dump.report());
        m_report->setVisible(!isWhole);
        if (!isWhole)
            resize(width(), std::max(height(), fontMetrics().height() * 26));
    }
    if (m_dump.error() || m_dump.isCancelled()) {
        for (QWidget *part : std::initializer_list<QWidget *>{m_selected, m_shown, m_meaning, m_start})
            part->show();
    }
    if (m_dump.error() || (!m_dump.isCancelled() && m_dump.report()->count(ItemFate::Refused) > 0))
        emit workFailed();
    emit workChanged();
}

QString ItemDumpDialog::outcome() const
{
    const ItemReport &report = *m_dump.report();
    const auto told = [](qint64 number) { return QLocale().toString(number); };
    QStringList sentences{tr("Items in %3: %1 of %2, with %4 of values.")
                              .arg(told(report.count(ItemFate::Dumped)), told(report.size()), QDir::toNativeSeparators(m_dump.path()),
                                   byteText(m_dump.valueBytes()))};
    if (const qint64 gone = report.count(ItemFate::Gone); gone > 0)
        sentences += tr("Gone since they were listed: %1.").arg(told(gone));
    if (const qint64 expired = report.count(ItemFate::Expired); expired > 0)
        sentences += tr("Expired since then: %1.").arg(told(expired));
    if (const qint64 refused = report.count(ItemFate::Refused); refused > 0)
        sentences += tr("Refused: %1.").arg(told(refused));
    sentences += tr("For this the server counted hits: %1, misses: %2.").arg(told(m_dump.looks().hits), told(m_dump.looks().misses));
    return sentences.join(QLatin1Char(' '));
}

QString ItemDumpDialog::work() const
{
    if (!m_dump.isRunning() || m_dump.isCancelled())
        return {};
    return tr("Dumping %1 to %2").arg(keyCountText(m_dump.count()), QDir::toNativeSeparators(m_dump.path()));
}

void ItemDumpDialog::stopWork()
{
    if (!m_dump.isRunning())
        return;
    m_dump.cancel();
    emit workChanged();
}

void ItemDumpDialog::reject()
{
    if (m_dump.isRunning())
        stopWork();
    else
        QDialog::reject();
}
