#include "ui/workbench/scriptfoot.h"

#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/workbench/problemlist.h"
#include "ui/workbench/scriptcheck.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace std::chrono_literals;

ScriptFoot::ScriptFoot(ScriptCheck *check, QWidget *parent)
    : QWidget(parent)
    , m_check(check)
    , m_message(new ElidedLabel(this))
    , m_problem(new QPushButton(this))
    , m_toggle(new QToolButton(this))
    , m_list(new ProblemList(this))
{
    m_message->setObjectName(QStringLiteral("scriptMessage"));
    m_message->setAccessibleName(tr("State of the script"));
    m_problem->setObjectName(QStringLiteral("scriptProblem"));
    m_problem->setAccessibleName(tr("First problem in the script"));
    m_problem->setFlat(true);
    m_problem->setStyleSheet(QStringLiteral("text-align: left"));
    m_problem->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_problem->installEventFilter(this);
    m_problem->hide();
    m_toggle->setObjectName(QStringLiteral("problemsToggle"));
    m_toggle->setAccessibleName(tr("Show all problems"));
    m_toggle->setToolTip(tr("Show or hide the list of all problems"));
    m_toggle->setCheckable(true);
    m_toggle->setChecked(true);
    m_toggle->setAutoRaise(true);
    m_toggle->setFocusPolicy(Qt::TabFocus);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setIcon(themedIcon(QStringLiteral("list-checks")));
    m_toggle->hide();
    m_list->hide();
    m_warningDelay.setSingleShot(true);
    m_warningDelay.setInterval(100ms);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_message, 1);
    row->addWidget(m_problem, 1);
    row->addWidget(m_toggle);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(m_list);

    connect(check, &ScriptCheck::outdated, this, [this] {
        m_news.clear();
        m_message->setText(tr("Checking…"));
    });
    connect(check, &ScriptCheck::finished, this, &ScriptFoot::showCheck);
    connect(m_problem, &QPushButton::clicked, this, [this] { emit chosen(m_first); });
    connect(m_list, &ProblemList::chosen, this, &ScriptFoot::chosen);
    connect(m_toggle, &QAbstractButton::toggled, this, &ScriptFoot::showProblems);
    connect(&m_warningDelay, &QTimer::timeout, this, &ScriptFoot::showWarnings);
}

void ScriptFoot::say(const QString &text, Tone tone)
{
    m_tone = tone;
    colorMessage();
    m_message->setText(text);
    m_message->show();
}

void ScriptFoot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    colorMessage();
    m_problem->setStyleSheet(m_problem->styleSheet()); // which keeps the colours that it began with
}

bool ScriptFoot::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_problem && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        fitProblem();
    return QWidget::eventFilter(watched, event);
}

/// Cuts it to its room, with an ellipsis.
void ScriptFoot::fitProblem()
{
    const int words = m_problem->fontMetrics().size(Qt::TextShowMnemonic, m_problem->text()).width();
    const int room = m_problem->width() - (m_problem->sizeHint().width() - words);
    const QString shown = m_problem->fontMetrics().elidedText(m_problemText, Qt::ElideRight, room);
    m_problem->setText(QString(shown).replace(QLatin1Char('&'), QLatin1String("&&")));
}

void ScriptFoot::colorMessage()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(m_tone, palette()));
    m_message->setPalette(colors);
}

void ScriptFoot::tell(const QString &news)
{
    m_news = news;
    if (m_check->isFinished())
        showCheck();
}

void ScriptFoot::beginWarnings()
{
    m_warningCount = 0;
}

void ScriptFoot::warn(qint64 line, const QString &text)
{
    if (m_warningCount++ == 0)
        m_warning = tr("Line %1: %2").arg(line).arg(text);
    if (!m_warningDelay.isActive()) // a script can have one on every line
        m_warningDelay.start();
}

void ScriptFoot::showWarnings()
{
    const QString more = m_warningCount > 1 ? QLatin1Char(' ') + tr("(further warnings: %L1)").arg(m_warningCount - 1) : QString();
    say(m_warning + more, Tone::Notice);
}

void ScriptFoot::showCheck()
{
    const QList<ScriptProblem> &problems = m_check->problems();
    m_list->setProblems(problems);
    showProblems();
    m_problem->setVisible(!problems.isEmpty());
    if (problems.isEmpty()) {
        QStringList parts{m_check->commandCount() == 0 ? QString() : tr("Commands: %L1").arg(m_check->commandCount()), m_news};
        parts.removeAll(QString());
        say(parts.join(QStringLiteral(" · ")), Tone::Muted);
        return;
    }
    // Errors come first: with one, nothing runs.
    const bool wrong = m_check->problemCount() > 0;
    m_first = wrong ? m_check->whole().firstError : problems.first();
    m_problemText = tr("Line %1, column %2: %3").arg(m_first.line).arg(m_first.error.column).arg(m_first.error.text);
    m_problem->setIcon(wrong ? themedIcon(QStringLiteral("circle-x"), Tone::Bad)
                             : themedIcon(QStringLiteral("triangle-alert"), Tone::Notice));
    m_problem->setAccessibleName(m_problemText);
    m_problem->setToolTip(m_problemText + QLatin1Char('\n') + tr("Go to the place (F8 goes to the next one)"));
    fitProblem();
    m_message->hide();
}

void ScriptFoot::showProblems()
{
    QStringList counts;
    if (m_check->problemCount() > 0)
        counts.append(tr("errors: %L1").arg(m_check->problemCount()));
    if (m_check->warningCount() > 0)
        counts.append(tr("warnings: %L1").arg(m_check->warningCount()));
    m_toggle->setText(counts.join(QStringLiteral(", ")));
    const bool many = m_check->problems().size() > 1; // one has its line already
    m_toggle->setVisible(many);
    m_list->setVisible(many && m_toggle->isChecked());
}
