#pragma once

#include "app/commands/commandparser.h"
#include "ui/theme.h"

#include <QAction>
#include <QWidget>

class CommandField;
class QLabel;
class Settings;

/// One command, run with Enter. What is wrong with it is said beneath, and the text stays.
class CommandBar : public QWidget
{
    Q_OBJECT

public:
    CommandBar(Settings *settings, QWidget *parent = nullptr);

    [[nodiscard]] QAction *runAction() { return &m_runAction; }
    [[nodiscard]] QWidget *field() const;
    /// Why no command can be run now; empty: one can.
    void setObstacle(const QString &obstacle);
    /// Says a warning about the command that runs.
    void warn(const QString &text);

signals:
    /// A line that parses was entered.
    void runRequested(const QByteArray &line);

protected:
    void changeEvent(QEvent *event) override;

private:
    void run();
    void say(const QString &text, Tone tone);
    void colorMessage();

    Settings *m_settings;
    CommandField *m_line;
    QLabel *m_message;
    QAction m_runAction;
    CommandParser m_parser;
    QString m_obstacle;
    Tone m_messageTone = Tone::Plain;
};
