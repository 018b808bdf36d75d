#include "ui/workbench/commandbar.h"

#include "ui/clearbutton.h"
#include "ui/connection/fittingbuttons.h"
#include "ui/iconengine.h"
#include "ui/settings.h"
#include "ui/workbench/commandfield.h"
#include "ui/workbench/historysearch.h"

#include <QDir>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

namespace {

QToolButton *buttonFor(QAction *action, const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setObjectName(name);
    button->setAccessibleName(accessibleName);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

CommandBar::CommandBar(Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_line(new CommandField(this))
    , m_message(new QLabel(this))
    , m_buttons(new FittingButtons(this))
{
    setObjectName(QStringLiteral("commandBar"));
    m_line->setObjectName(QStringLiteral("command"));
    m_line->setAccessibleName(tr("Command"));
    m_line->setPlaceholderText(tr("GET key, SET key value ttl=5m, STAT items, …"));
    addClearButton(m_line);
    m_line->setToolTip(tr("A line that begins with a blank is not kept in the history"));
    m_line->history() = CommandHistory(settings->commands());
    m_line->setKeys(&m_keys);
    m_search = new HistorySearch(&m_line->history(), m_line);
    auto *label = new QLabel(tr("Co&mmand:"), this);
    label->setBuddy(m_line);
    m_message->setObjectName(QStringLiteral("commandMessage"));
    m_message->setAccessibleName(tr("Message about the command"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->hide();
    setUpActions();
    QToolButton *search = buttonFor(&m_historyAction, QStringLiteral("searchHistoryButton"), tr("Search in earlier commands"), this);
    QToolButton *secret = buttonFor(&m_privateAction, QStringLiteral("privateButton"), tr("Keep lines out of the history"), this);
    QToolButton *button = buttonFor(&m_runAction, QStringLiteral("runCommandButton"), tr("Run command"), this);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_buttons->add(button);
    m_line->setMinimumWidth(fontMetrics().averageCharWidth() * 14);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label, 0, 0);
    layout->addWidget(m_line, 0, 1);
    layout->addWidget(search, 0, 2);
    layout->addWidget(secret, 0, 3);
    layout->addWidget(button, 0, 4);
    layout->addWidget(m_message, 1, 1, 1, 4);
    layout->setColumnStretch(1, 1);
    setFocusProxy(m_line);

    connect(m_line, &QLineEdit::returnPressed, this, &CommandBar::run);
    connect(m_line, &QLineEdit::textChanged, m_message, &QWidget::hide);
    connect(&m_runAction, &QAction::triggered, this, &CommandBar::run);
    connect(m_line, &CommandField::historySearched, m_search, &HistorySearch::open);
    connect(&m_historyAction, &QAction::triggered, m_search, &HistorySearch::open);
    connect(m_search, &HistorySearch::chosen, this, [this](const QString &line) {
        m_line->setText(line);
        m_line->setFocus();
    });
    connect(m_search, &HistorySearch::forgotten, this, [this] { m_settings->setCommands(m_line->history().lines()); });

    const QStringList lines = m_line->history().lines();
    for (const QString &line : lines) {
        const QByteArray bytes = line.toUtf8();
        if (m_parser.parse(bytes) == CommandParser::Result::Command && has(m_parser.parsed().command.opcode, OpcodeTrait::WithKey))
            m_keys.add(m_parser.parsed().command.key);
    }
}

void CommandBar::setUpActions()
{
    m_runAction.setObjectName(QStringLiteral("runCommand"));
    m_runAction.setText(tr("Run &command"));
    m_runAction.setIcon(themedIcon(QStringLiteral("terminal")));
    m_runAction.setStatusTip(tr("Run the line in the command field (Enter there)"));
    m_historyAction.setObjectName(QStringLiteral("searchHistory"));
    m_historyAction.setText(tr("Search &earlier commands…"));
    m_historyAction.setIcon(themedIcon(QStringLiteral("history")));
    m_historyAction.setToolTip(tr("Search in earlier commands (Ctrl+R in the command field)"));
    m_historyAction.setStatusTip(m_historyAction.toolTip());
    m_privateAction.setObjectName(QStringLiteral("private"));
    m_privateAction.setCheckable(true);
    m_privateAction.setText(tr("Keep &lines out of the history"));
    m_privateAction.setIcon(themedIcon(QStringLiteral("eye-off")));
    m_privateAction.setToolTip(tr("Keep lines out of the history while this is on; a line that begins with a blank is never kept"));
    m_privateAction.setStatusTip(m_privateAction.toolTip());
}

QSize CommandBar::minimumSizeHint() const
{
    return QWidget::minimumSizeHint() - QSize(m_buttons->room(), 0);
}

QWidget *CommandBar::field() const
{
    return m_line;
}

QByteArray CommandBar::line() const
{
    return m_line->text().toUtf8();
}

qsizetype CommandBar::position() const
{
    return m_line->text().first(m_line->cursorPosition()).toUtf8().size();
}

void CommandBar::setObstacle(const QString &obstacle)
{
    m_obstacle = obstacle;
    m_runAction.setEnabled(obstacle.isEmpty());
    if (obstacle.isEmpty() && m_message->property("obstacle").toBool())
        m_message->hide();
}

void CommandBar::warn(const QString &text)
{
    say(text, Tone::Notice);
}

void CommandBar::giveBack(const QByteArray &line)
{
    if (m_line->text().isEmpty())
        m_line->setText(QString::fromUtf8(line));
    m_line->setFocus();
}

void CommandBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        colorMessage();
    QWidget::changeEvent(event);
}

void CommandBar::run()
{
    const QByteArray line = m_line->text().toUtf8();
    m_line->setFocus();
    if (line.contains('\n') || line.contains('\r')) { // pasted: it looks like a blank, and begins another command
        say(tr("There is more than one line here: paste several commands into a script."), Tone::Bad);
        return;
    }
    switch (m_parser.parse(line)) {
    case CommandParser::Result::Blank:
        return;
    case CommandParser::Result::Error:
        m_line->showError(m_parser.error());
        say(tr("Column %1: %2").arg(m_parser.error().column).arg(m_parser.error().text), Tone::Bad);
        return;
    case CommandParser::Result::Command:
        break;
    }
    if (!m_obstacle.isEmpty()) {
        say(m_obstacle, Tone::Notice);
        m_message->setProperty("obstacle", true);
        return;
    }
    remember();
    m_line->clear();
    m_line->closePopup();
    ScriptJob job{.text = line, .folder = QDir::currentPath(), .commandCount = 1};
    job.effects.add(m_parser.parsed());
    emit runRequested(job);
}

void CommandBar::remember()
{
    if (m_privateAction.isChecked() || isPrivate(m_line->text()))
        return;
    m_line->history().add(m_line->text());
    m_settings->setCommands(m_line->history().lines());
    if (has(m_parser.parsed().command.opcode, OpcodeTrait::WithKey))
        m_keys.add(m_parser.parsed().command.key);
}

void CommandBar::say(const QString &text, Tone tone)
{
    m_messageTone = tone;
    colorMessage();
    m_message->setProperty("obstacle", false);
    m_message->setText(text);
    m_message->show();
}

void CommandBar::colorMessage()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(m_messageTone, palette()));
    m_message->setPalette(colors);
}
