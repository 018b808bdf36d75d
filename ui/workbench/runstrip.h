#pragma once

#include <QAction>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class Runner;
struct RunRecord;

/// How a run goes and how it went: a count, a rate, the time left, the totals, and the way to cancel it.
class RunStrip : public QWidget
{
    Q_OBJECT

public:
    explicit RunStrip(const Runner *runner, QWidget *parent = nullptr);

    /// Says how a run went; not while one is under way.
    void showRun(const RunRecord &run);

    [[nodiscard]] QAction *cancelAction() { return &m_cancelAction; }

private:
    void begin();
    void showProgress();
    void end();
    [[nodiscard]] QString timeLeft(qint64 count) const;

    const Runner *m_runner;
    QLabel *m_text;
    QProgressBar *m_progress;
    QAction m_cancelAction;
    QTimer m_refresh;
};
