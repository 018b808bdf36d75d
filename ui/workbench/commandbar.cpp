#include "ui/workbench/commandbar.h"

#include "ui/clearbutton.h"
#include "ui/iconengine.h"
#include "ui/settings.h"
#include "ui/workbench/commandfield.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

CommandBar::CommandBar(Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_line(new CommandField(this))
    , m_message(new QLabel(this))
{
    setObjectName(QStringLiteral("commandBar"));
    m_line->setObjectName(QStringLiteral("command"));
    m_line->setAccessibleName(tr("Command"));
    m_line->setPlaceholderText(tr("GET key, SET key value ttl=5m, STAT items, …"));
    addClearButton(m_line);
    m_line->history() = CommandHistory(settings->commands());
    auto *label = new QLabel(tr("Co&mmand:"), this);
    label->setBuddy(m_line);
    m_message->setObjectName(QStringLiteral("commandMessage"));
    m_message->setAccessibleName(tr("Message about the command"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->hide();
    m_runAction.setObjectName(QStringLiteral("runCommand"));
    m_runAction.setText(tr("Run &command"));
    m_runAction.setIcon(themedIcon(QStringLiteral("terminal")));
    m_runAction.setStatusTip(tr("Run the line in the command field (Enter there)"));
    auto *button = new QToolButton(this);
    button->setDefaultAction(&m_runAction);
    button->setObjectName(QStringLiteral("runCommandButton"));
    button->setAccessibleName(tr("Run command"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label, 0, 0);
    layout->addWidget(m_line, 0, 1);
    layout->addWidget(button, 0, 2);
    layout->addWidget(m_message, 1, 1, 1, 2);
    layout->setColumnStretch(1, 1);
    setFocusProxy(m_line);

    connect(m_line, &QLineEdit::returnPressed, this, &CommandBar::run);
    connect(m_line, &QLineEdit::textChanged, m_message, &QWidget::hide);
    connect(&m_runAction, &QAction::triggered, this, &CommandBar::run);
}

QWidget *CommandBar::field() const
{
    return m_line;
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
    m_line->history().add(m_line->text());
    m_settings->setCommands(m_line->history().lines());
    m_line->clear();
    emit runRequested(line);
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
