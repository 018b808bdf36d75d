#pragma once

#include "connection/outcome.h"

#include <QWidget>

class QLineEdit;
class StatisticsTable;

/// The answer to a STAT as a table that can be sorted, and a text to look for in it.
class StatisticsView : public QWidget
{
    Q_OBJECT

public:
    explicit StatisticsView(QWidget *parent = nullptr);

    /// What is looked for stays: a person asks for the same statistics again and again.
    void setStatistics(const QList<Statistic> &statistics);

private:
    QLineEdit *m_filter;
    StatisticsTable *m_table;
};
