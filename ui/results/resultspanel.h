#pragma once

#include "app/run/runhistory.h"
#include "ui/connection/connectionlook.h"

#include <QAction>
#include <QWidget>

class ComparisonView;
class Connection;
class CopyActions;
class ExportStrip;
class FilterBar;
class HintPage;
class QMenu;
class QSplitter;
class QStackedWidget;
class ResultsModel;
class ResultsTable;
class Runner;
class RunsPane;
class RunStrip;

/// The place of results: the table with its filter and how the run went, the runs before it, and what stands there as long as there is
/// nothing.
class ResultsPanel : public QWidget
{
    Q_OBJECT

public:
    ResultsPanel(const Connection *connection, Runner *runner, ResultsModel *model, QWidget *parent = nullptr);
    ~ResultsPanel() override;

    /// The ways out of having no connection.
    void offer(QAction *connectAction, QAction *sandbox, QAction *retry, QAction *stop);
    /// The ways out of waiting for the keyring.
    void offerWhileLocked(QAction *typeSecret, QAction *stop);
    void setAwaited(Awaited awaited);
    /// What may help where a connection has failed, while it is enabled.
    void offerAfterFailure(QAction *action);
    /// The ways to copy, for the window's menu of editing.
    void addEditActions(QMenu *menu) const;
    /// Leads to the filter.
    [[nodiscard]] QAction *filterAction() const;
    /// What can be done with results, for the window's menu of running.
    void addRunActions(QMenu *menu);
    [[nodiscard]] ResultsTable *table() const { return m_table; }
    /// Results beside the runs.
    [[nodiscard]] QSplitter *splitter() const { return m_splitter; }
    [[nodiscard]] RunStrip *strip() const { return m_strip; }
    [[nodiscard]] RunHistory *history() { return &m_history; }
    /// The run whose results are shown; none before the first.
    [[nodiscard]] const RunHistory::Run &shownRun() const { return m_shown; }

public slots:
    /// Goes to the first result of a line, if the shown run is one of this script.
    void showLine(const QString &scriptId, qint64 line);

signals:
    /// The person went to a result, or a difference, of this line of a script.
    void lineShown(const QString &scriptId, qint64 line);

private:
    void setUpActions();
    void layOut();
    void connectRunner();
    void beginRun();
    void takeResults(const SegmentList &segments);
    void endRun();
    void showRun(const RunHistory::Run &run);
    void adopt(const RunHistory::Run &run);
    void compare(const RunHistory::Run &before, const RunHistory::Run &after);
    void endComparison();
    void showPage();
    [[nodiscard]] QWidget *emptyPage();
    void updateActions();

    const Connection *m_connection;
    Runner *m_runner;
    ResultsModel *m_model;
    RunHistory m_history;
    RunHistory::Run m_shown;
    RunStrip *m_strip;
    ExportStrip *m_export;
    FilterBar *m_filter;
    QStackedWidget *m_pages;
    HintPage *m_notConnected;
    HintPage *m_locked;
    HintPage *m_connecting;
    HintPage *m_waiting;
    HintPage *m_failed;
    HintPage *m_ready;
    HintPage *m_running;
    HintPage *m_noMatch;
    ResultsTable *m_table;
    QSplitter *m_splitter = nullptr;
    ComparisonView *m_comparison;
    RunsPane *m_runs;
    CopyActions *m_copies;
    QAction m_nextError{this};
    QAction m_previousError{this};
    QAction m_runsAction{this};
    QString m_comparedScript; ///< whose lines the comparison names
    Awaited m_awaited = Awaited::Server;
    bool m_comparing = false;
};
