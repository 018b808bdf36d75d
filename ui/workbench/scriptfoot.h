#pragma once

#include "app/run/scriptsource.h"
#include "ui/theme.h"

#include <QTimer>
#include <QWidget>

class ElidedLabel;
class ProblemList;
class QPushButton;
class QToolButton;
class ScriptCheck;

/// What is said about a script beneath it: how many commands it has, what is wrong or doubtful, and the warnings of its run.
class ScriptFoot : public QWidget
{
    Q_OBJECT

public:
    explicit ScriptFoot(ScriptCheck *check, QWidget *parent = nullptr);

    void say(const QString &text, Tone tone);
    /// Says what was just done to the text, beside how many commands it has, until it is changed again.
    void tell(const QString &news);
    /// Warnings of the run that begins: the first is shown, with the number of the others.
    void beginWarnings();
    void warn(qint64 line, const QString &text);
    [[nodiscard]] ProblemList *list() const { return m_list; }

signals:
    /// The person chose a problem.
    void chosen(const ScriptProblem &problem);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void colorMessage();
    void showCheck();
    void showProblems();
    void fitProblem();
    void showWarnings();

    ScriptCheck *m_check;
    ElidedLabel *m_message;
    QPushButton *m_problem;
    QToolButton *m_toggle;
    ProblemList *m_list;
    ScriptProblem m_first; ///< the one in the line
    QString m_problemText;
    Tone m_tone = Tone::Muted;
    QString m_news;
    QString m_warning;
    qint64 m_warningCount = 0;
    QTimer m_warningDelay;
};
