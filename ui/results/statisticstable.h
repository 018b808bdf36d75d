#pragma once

#include "ui/results/statisticsmodel.h"

#include <QTableView>

/// Shows the answer to a STAT.
class StatisticsTable : public QTableView
{
    Q_OBJECT

public:
    explicit StatisticsTable(QWidget *parent = nullptr);

    void setStatistics(const QList<Statistic> &statistics);

public slots:
    /// The selected rows as tab-separated lines.
    void copy();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitRows();

    StatisticsModel m_model;
};
