#pragma once

#include <QWidget>

class Connection;
class HintPage;
class QAction;
class QStackedWidget;
class ResultsModel;
class ResultsTable;
class Runner;
class RunStrip;

/// The place of results: the table with how the run went, or what stands there as long as there is none.
class ResultsPanel : public QWidget
{
    Q_OBJECT

public:
    ResultsPanel(const Connection *connection, Runner *runner, ResultsModel *model, QWidget *parent = nullptr);

    /// The ways out of having no connection.
    void offer(QAction *connectAction, QAction *sandbox, QAction *retry, QAction *stop);
    /// What may help where a connection has failed, while it is enabled.
    void offerAfterFailure(QAction *action);
    [[nodiscard]] ResultsTable *table() const { return m_table; }
    [[nodiscard]] RunStrip *strip() const { return m_strip; }

private:
    void showPage();
    [[nodiscard]] QWidget *emptyPage();

    const Connection *m_connection;
    const Runner *m_runner;
    const ResultsModel *m_model;
    RunStrip *m_strip;
    QStackedWidget *m_pages;
    HintPage *m_notConnected;
    HintPage *m_connecting;
    HintPage *m_waiting;
    HintPage *m_failed;
    HintPage *m_ready;
    HintPage *m_running;
    ResultsTable *m_table;
};
