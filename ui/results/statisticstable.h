#pragma once

#include "ui/results/statisticsmodel.h"
#include "ui/results/statisticsorder.h"

#include <QTableView>

/// Shows the answer to a STAT, in the server's order until a header is clicked; a third click brings it back.
class StatisticsTable : public QTableView
{
    Q_OBJECT

public:
    explicit StatisticsTable(QWidget *parent = nullptr);

    void setStatistics(const QList<Statistic> &statistics);

public slots:
    /// Shows what has `text` in its name or value.
    void setFilter(const QString &text);
    /// The selected rows as tab-separated lines.
    void copy();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitRows();

    StatisticsModel m_model;
    StatisticsOrder m_order;
};
