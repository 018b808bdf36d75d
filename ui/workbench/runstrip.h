#pragma once

#include <QAction>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class ResultsModel;
class Runner;

/// How a run goes and how it went: a count, a rate, the outcomes by kind, and the way to cancel it.
class RunStrip : public QWidget
{
    Q_OBJECT

public:
    RunStrip(const Runner *runner, const ResultsModel *results, QWidget *parent = nullptr);

    [[nodiscard]] QAction *cancelAction() { return &m_cancelAction; }

private:
    void begin();
    void showProgress();
    void showEnd();
    [[nodiscard]] QString rate(qint64 count) const;
    [[nodiscard]] QString tally() const;

    const Runner *m_runner;
    const ResultsModel *m_results;
    QLabel *m_text;
    QProgressBar *m_progress;
    QAction m_cancelAction;
    QTimer m_refresh;
};
