#include "ui/wire/wiredock.h"

#include "app/commands/commandparser.h"
#include "app/wire/runwire.h"
#include "connection/connection.h"
#include "ui/results/resultsmodel.h"
#include "ui/results/resultspanel.h"
#include "ui/results/resultstable.h"
#include "ui/wire/wireview.h"
#include "ui/workbench/commandbar.h"
#include "ui/workbench/runner.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scripttabs.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>

using namespace std::chrono_literals;

namespace {

/// Whoever runs through lines or results is followed where they rest.
constexpr auto patience = 30ms;

/// The focus wanders also while the window goes down: `part` may be gone then.
bool isIn(const QWidget *widget, const QWidget *part)
{
    while (widget && widget != part)
        widget = widget->parentWidget();
    return widget;
}

} // namespace

WireDock::WireDock(const Parts &parts, QWidget *window)
    : QDockWidget(tr("Wire"), window)
    , m_parts(parts)
    , m_view(new WireView(this))
    , m_results(qobject_cast<const ResultsModel *>(parts.results->table()->model()))
{
    setObjectName(QStringLiteral("wireDock"));
    setWidget(m_view);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(patience);
    setUpAction();
    connectParts();
}

WireDock::~WireDock()
{
    // The focus wanders while our own parts go down, too.
    qApp->disconnect(this);
}

void WireDock::setUpAction()
{
    QAction *action = toggleViewAction();
    action->setObjectName(QStringLiteral("showWire"));
    action->setText(tr("&Wire"));
    action->setStatusTip(tr("Show or hide the bytes of a command as they go over the wire, before and after it ran"));
    action->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_W);
    connect(action, &QAction::triggered, this, [this](bool shown) {
        if (shown)
            raise();
    });
}

void WireDock::connectParts()
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { followFocus(now); });
    connect(&m_refresh, &QTimer::timeout, this, &WireDock::refresh);
    connect(this, &QDockWidget::visibilityChanged, this, &WireDock::refreshSoon);
    connect(m_parts.results->table(), &ResultsTable::rowChanged, this, &WireDock::refreshSoon);
    connect(m_results, &ResultsModel::contentChanged, this, &WireDock::refreshSoon);
    connect(m_parts.scripts, &ScriptTabs::currentLineChanged, this, &WireDock::refreshSoon);
    connect(m_parts.scripts, &ScriptTabs::titleChanged, this, &WireDock::refreshSoon);
    connect(qobject_cast<QLineEdit *>(m_parts.commandBar->field()), &QLineEdit::textChanged, this, &WireDock::refreshSoon);
    connect(m_parts.connection, &Connection::stateChanged, this, &WireDock::refreshSoon);
    connect(m_parts.runner, &Runner::started, this, &WireDock::refreshSoon);
    connect(m_parts.runner, &Runner::finished, this, &WireDock::refreshSoon);
    connect(m_view->beforeAction(), &QAction::triggered, this, &WireDock::refreshSoon);
    connect(m_view->runAction(), &QAction::triggered, this, &WireDock::runAlone);
    connect(&m_rehearsal, &Rehearsal::finished, this, &WireDock::presentDryRun);
}

void WireDock::followFocus(QWidget *focus)
{
    if (auto *editor = qobject_cast<ScriptEditor *>(focus)) {
        m_place = Place::Script;
        if (editor != m_editor) {
            if (m_editor)
                m_editor->disconnect(this);
            m_editor = editor;
            connect(editor, &ByteEditor::edited, this, &WireDock::refreshSoon);
        }
    } else if (isIn(focus, m_parts.commandBar)) {
        m_place = Place::CommandLine;
    } else if (isIn(focus, m_parts.results)) {
        m_place = Place::Results;
    } else {
        return;
    }
    m_view->beforeAction()->setChecked(false);
    refreshSoon();
}

void WireDock::refreshSoon()
{
    if ((m_view->isVisible() || m_after || m_before) && !m_refresh.isActive())
        m_refresh.start();
}

void WireDock::refresh()
{
    if (!m_view->isVisible()) {
        letGo();
        return;
    }
    const RunHistory::Run &run = m_parts.results->shownRun();
    if (m_wire && m_wire->run() != run)
        m_wire.reset();
    if (!run || run->script.constData() != m_lines.text().constData())
        m_lines = TextLines();
    m_subject.reset();
    const std::optional<Result> result = currentResult();
    const QByteArray command = m_parts.commandBar->line();
    if (m_place == Place::Script)
        showScriptLine();
    else if (m_place == Place::CommandLine && !command.trimmed().isEmpty())
        showDryRun(command, 1, QDir::currentPath(), ScriptRun::Mode::Batch);
    else if (result)
        showResult(*result);
    else
        letGo();
    const bool canRepeat = m_subject && !m_subject->run->script.isEmpty();
    m_view->beforeAction()->setVisible(canRepeat);
    m_view->runAction()->setVisible(canRepeat);
    m_view->runAction()->setEnabled(m_parts.connection->isReady() && !m_parts.runner->isRunning());
}

/// A run that is forgotten is not to be kept alive from here.
void WireDock::letGo()
{
    present({});
    m_subject.reset();
    m_wire.reset();
    m_lines = TextLines();
}

void WireDock::showScriptLine()
{
    const ScriptPage *page = m_parts.scripts->page();
    const ScriptEditor *editor = page->editor();
    const qint64 line = editor->currentLine();
    const QByteArrayView text = editor->line(line);
    const RunHistory::Run &run = m_parts.results->shownRun();
    const int number = run && run->origin.scriptId == page->id() ? run->results.firstOfLine(line) : -1;
    if (number >= 0 && lineOf({run, number}) == text) {
        showResult({run, number});
        return;
    }
    showDryRun(text.toByteArray(), 1, page->file()->folder(), ScriptRun::Mode::Each);
}

void WireDock::showResult(const Result &result)
{
    m_subject = result;
    const RunRecord &run = *result.run;
    if (m_view->beforeAction()->isChecked() && !run.script.isEmpty()) {
        showDryRun(run.script, run.results.at(result.number).line() - run.firstLine + 1, run.folder, run.mode);
        return;
    }
    if (m_after == result) {
        m_rehearsal.drop();
        return;
    }
    if (!m_wire || m_wire->run() != result.run)
        m_wire = std::make_unique<RunWire>(result.run);
    present(exchangeAfter(*m_wire, result.number));
    m_after = result;
}

void WireDock::showDryRun(const QByteArray &text, qint64 line, const QString &folder, ScriptRun::Mode mode)
{
    DryRunQuestion question;
    question.text = text;
    question.line = line;
    question.folder = folder;
    question.mode = mode;
    question.connected = m_parts.connection->isReady();
    question.server = m_parts.connection->server();
    question.access = m_parts.connection->options().access;
    question.opaque = m_parts.connection->nextOpaque();
    m_rehearsal.ask(question);
}

/// What is shown already stays as it is, with what the person opened and chose in it.
void WireDock::presentDryRun(const DryRun &run)
{
    if (m_before == run)
        return;
    present(exchangeBefore(run));
    m_before = run;
}

void WireDock::present(const WireExchange &exchange)
{
    m_rehearsal.drop();
    m_after.reset();
    m_before.reset();
    m_view->present(exchange);
}

std::optional<WireDock::Result> WireDock::currentResult() const
{
    const int row = m_parts.results->table()->currentIndex().row();
    const RunHistory::Run &run = m_parts.results->shownRun();
    if (!run || row < 0 || row >= m_results->rowCount())
        return {};
    const int number = m_results->numberAt(row);
    return number < run->results.size() ? std::optional(Result{run, number}) : std::nullopt;
}

/// The line that the result is of, as it was when it ran.
QByteArrayView WireDock::lineOf(const Result &result)
{
    const RunRecord &run = *result.run;
    if (m_lines.text().constData() != run.script.constData())
        m_lines = TextLines(run.script);
    return m_lines.line(run.results.at(result.number).line() - run.firstLine + 1);
}

void WireDock::runAlone()
{
    if (!m_subject)
        return;
    const RunRecord &run = *m_subject->run;
    ScriptJob job;
    job.text = lineOf(*m_subject).toByteArray();
    job.folder = run.folder;
    job.firstLine = run.results.at(m_subject->number).line();
    job.commandCount = 1;
    job.mode = run.mode;
    job.origin = run.origin;
    CommandParser parser;
    if (parser.parse(job.text) != CommandParser::Result::Command)
        return; // what it would do cannot be told
    job.effects.add(parser.parsed());
    m_view->beforeAction()->setChecked(false);
    emit runRequested(job);
}
