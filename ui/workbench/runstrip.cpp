#include "ui/workbench/runstrip.h"

#include "ui/iconengine.h"
#include "ui/results/resultsmodel.h"
#include "ui/workbench/runner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

using namespace std::chrono_literals;

RunStrip::RunStrip(const Runner *runner, const ResultsModel *results, QWidget *parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_results(results)
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
    connect(runner, &Runner::finished, this, &RunStrip::showEnd);
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
    QStringList parts{m_runner->isCancelled() ? tr("Cancelling: waiting for what was sent") : tr("Running"), done, rate(count)};
    parts.removeAll(QString());
    m_text->setText(parts.join(QStringLiteral(" · ")));
}

void RunStrip::showEnd()
{
    m_refresh.stop();
    m_progress->hide();
    m_cancelAction.setEnabled(false);
    const qint64 count = m_runner->outcomeCount();
    const double seconds = double(m_runner->elapsed().count()) / 1000.0;
    QStringList parts{tr("Commands: %L1").arg(count), count > 0 ? tally() : QString(),
                      tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 10 ? 2 : 1)), rate(count)};
    if (m_runner->isCancelled())
        parts.prepend(tr("Cancelled"));
    if (m_runner->error())
        parts = {m_runner->error().text};
    parts.removeAll(QString());
    m_text->setText(parts.join(QStringLiteral(" · ")));
}

QString RunStrip::rate(qint64 count) const
{
    const qint64 ms = m_runner->elapsed().count();
    // A rate of a few commands says nothing.
    return count < 100 || ms == 0 ? QString() : tr("%L1 a second").arg(count * 1000 / ms);
}

QString RunStrip::tally() const
{
    QStringList parts;
    const auto add = [this, &parts](OutcomeKind kind, const QString &words) {
        if (const qint64 count = m_results->count(kind); count > 0)
            parts.append(words.arg(count));
    };
    add(OutcomeKind::Success, tr("succeeded: %L1"));
    add(OutcomeKind::Miss, tr("not found: %L1"));
    add(OutcomeKind::Failure, tr("failed: %L1"));
    add(OutcomeKind::NotSent, tr("not sent: %L1"));
    add(OutcomeKind::Unknown, tr("without an answer: %L1"));
    return parts.join(QStringLiteral(", "));
}
