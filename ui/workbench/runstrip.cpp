#include "ui/workbench/runstrip.h"

#include "app/run/runrecord.h"
#include "ui/amounttext.h"
#include "ui/iconengine.h"
#include "ui/workbench/runner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

using namespace std::chrono_literals;

namespace {

QString rateText(qint64 count, std::chrono::milliseconds time)
{
    // A rate of a few commands says nothing.
    return count < 100 || time.count() == 0 ? QString() : RunStrip::tr("%L1 a second").arg(count * 1000 / time.count());
}

/// What became of the commands, by kind.
QString tally(const ResultTotals &totals)
{
    QStringList parts;
    const auto add = [&totals, &parts](OutcomeKind kind, const QString &words) {
        if (const qint64 count = totals.count(kind); count > 0)
            parts.append(words.arg(count));
    };
    add(OutcomeKind::Success, RunStrip::tr("succeeded: %L1"));
    add(OutcomeKind::Miss, RunStrip::tr("not found: %L1"));
    add(OutcomeKind::Failure, RunStrip::tr("failed: %L1"));
    add(OutcomeKind::NotSent, RunStrip::tr("not sent: %L1"));
    add(OutcomeKind::Unknown, RunStrip::tr("without an answer: %L1"));
    return parts.join(QStringLiteral(", "));
}

/// What the commands were about, and what went over the wire.
QStringList totalParts(const RunRecord &run)
{
    const ResultTotals &totals = run.results.totals();
    QStringList parts;
    if (const qint64 reads = totals.hits + totals.misses; reads > 0)
        parts.append(RunStrip::tr("hits: %L1 of %L2 reads (%3 %)")
                         .arg(totals.hits)
                         .arg(reads)
                         .arg(QLocale().toString(100.0 * double(totals.hits) / double(reads), 'f', 1)));
    if (totals.stored > 0)
        parts.append(RunStrip::tr("stored: %L1").arg(totals.stored));
    parts.append(RunStrip::tr("%1 out, %2 in").arg(byteText(run.bytesWritten), byteText(totals.answerBytes)));
    return parts;
}

} // namespace

RunStrip::RunStrip(const Runner *runner, QWidget *parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(QStringLiteral("runStrip"));
    m_text->setObjectName(QStringLiteral("runSummary"));
    m_text->setAccessibleName(tr("Outcome of the run"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setObjectName(QStringLiteral("runProgress"));
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(fontMetrics().height() / 2);
    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    m_progress->hide();
    m_cancelAction.setObjectName(QStringLiteral("cancel"));
    m_cancelAction.setText(tr("C&ancel"));
    m_cancelAction.setIcon(themedIcon(QStringLiteral("circle-stop")));
    m_cancelAction.setStatusTip(tr("Send no more commands; what was sent runs to its outcome"));
    m_cancelAction.setShortcut(Qt::Key_Escape);
    m_cancelAction.setEnabled(false);
    auto *cancel = new QToolButton(this);
    cancel->setDefaultAction(&m_cancelAction);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    cancel->setAccessibleName(tr("Cancel the run"));
    cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    cancel->setFocusPolicy(Qt::TabFocus);
    cancel->hide();
    m_refresh.setInterval(100ms);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress, 1);
    layout->addWidget(cancel);

    connect(runner, &Runner::started, this, &RunStrip::begin);
    connect(runner, &Runner::finished, this, &RunStrip::end);
    connect(&m_refresh, &QTimer::timeout, this, &RunStrip::showProgress);
    connect(&m_cancelAction, &QAction::changed, cancel, [this, cancel] { cancel->setVisible(m_cancelAction.isEnabled()); });
    hide();
}

void RunStrip::begin()
{
    m_cancelAction.setEnabled(true);
    const bool known = m_runner->expectedCount() > 0;
    m_progress->setRange(0, known ? 1000 : 0);
    m_text->setText(tr("Running…"));
    m_refresh.start();
    show();
}

void RunStrip::showProgress()
{
    const qint64 count = m_runner->outcomeCount();
    const qint64 expected = m_runner->expectedCount();
    if (expected > 0)
        m_progress->setValue(int(std::min<qint64>(1000, count * 1000 / expected)));
    m_progress->show();
    const QString done = expected > 0 ? tr("Commands: %L1 of %L2").arg(count).arg(expected) : tr("Commands: %L1").arg(count);
    const bool cancelling = m_runner->isCancelled();
    QStringList parts{cancelling ? tr("Cancelling: waiting for what was sent") : tr("Running"), done, rateText(count, m_runner->elapsed()),
                      cancelling ? QString() : timeLeft(count)};
    parts.removeAll(QString());
    m_text->setText(parts.join(QStringLiteral(" · ")));
}

QString RunStrip::timeLeft(qint64 count) const
{
    const qint64 expected = m_runner->expectedCount();
    const qint64 ms = m_runner->elapsed().count();
    if (expected <= count || count < 100 || ms < 1000)
        return {};
    const qint64 seconds = (expected - count) * ms / count / 1000 + 1;
    return seconds < 120 ? tr("about %L1 s left").arg(seconds) : tr("about %L1 min left").arg((seconds + 30) / 60);
}

void RunStrip::end()
{
    m_refresh.stop();
    m_progress->hide();
    m_cancelAction.setEnabled(false);
}

void RunStrip::showRun(const RunRecord &run)
{
    const qint64 count = run.results.size();
    const double seconds = double(run.duration.count()) / 1000.0;
    QStringList parts{tr("Commands: %L1").arg(count), tally(run.results.totals())};
    if (count > 0)
        parts.append(totalParts(run));
    parts.append(run.duration < 1s ? tr("%1 ms").arg(run.duration.count())
                                   : tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 10 ? 2 : 1)));
    parts.append(rateText(count - run.results.totals().count(OutcomeKind::NotSent), run.duration));
    if (run.state == RunRecord::State::Cancelled)
        parts.prepend(tr("Cancelled"));
    if (!run.error.isEmpty())
        parts = {run.error};
    parts.removeAll(QString());
    m_text->setText(parts.join(QStringLiteral(" · ")));
    show();
}
