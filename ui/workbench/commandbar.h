#pragma once

#include "app/commands/commandparser.h"
#include "app/commands/keyhistory.h"
#include "ui/theme.h"
#include "ui/workbench/rungate.h"

#include <QAction>
#include <QWidget>

class CommandField;
class FittingButtons;
class HistorySearch;
class QLabel;
class Settings;

/// One command, run with Enter. What is wrong with it is said beneath, and the text stays. Lines are kept across starts, unless they are
/// private: begun with a blank, or entered while the switch is on.
class CommandBar : public QWidget
{
    Q_OBJECT

public:
    CommandBar(Settings *settings, QWidget *parent = nullptr);

    [[nodiscard]] QAction *runAction() { return &m_runAction; }
    /// Opens the search in earlier commands.
    [[nodiscard]] QAction *historyAction() { return &m_historyAction; }
    /// While it is checked, lines are kept out of the history.
    [[nodiscard]] QAction *privateAction() { return &m_privateAction; }
    [[nodiscard]] QWidget *field() const;
    /// What is written, and where in it the cursor is, in bytes.
    [[nodiscard]] QByteArray line() const;
    [[nodiscard]] qsizetype position() const;
    /// The keys that are offered: those of earlier commands, and whatever else is added.
    [[nodiscard]] KeyHistory *keys() { return &m_keys; }
    /// Why no command can be run now; empty: one can.
    void setObstacle(const QString &obstacle);
    /// Says a warning about the command that runs.
    void warn(const QString &text);
    /// A command did not run: it may be changed and entered again.
    void giveBack(const QByteArray &line);
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A line that parses was entered: one command.
    void runRequested(const ScriptJob &job);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpActions();
    void run();
    void remember();
    void say(const QString &text, Tone tone);
    void colorMessage();

    Settings *m_settings;
    CommandField *m_line;
    QLabel *m_message;
    FittingButtons *m_buttons;
    KeyHistory m_keys;
    HistorySearch *m_search = nullptr;
    QAction m_runAction;
    QAction m_historyAction;
    QAction m_privateAction;
    CommandParser m_parser;
    QString m_obstacle;
    Tone m_messageTone = Tone::Plain;
};
