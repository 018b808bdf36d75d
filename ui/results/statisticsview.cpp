#include "ui/results/statisticsview.h"

#include "ui/clearbutton.h"
#include "ui/results/statisticstable.h"

#include <QLineEdit>
#include <QVBoxLayout>

StatisticsView::StatisticsView(QWidget *parent)
    : QWidget(parent)
    , m_filter(new QLineEdit(this))
    , m_table(new StatisticsTable(this))
{
    setObjectName(QStringLiteral("statisticsView"));
    m_filter->setObjectName(QStringLiteral("statisticsFilter"));
    m_filter->setAccessibleName(tr("Filter statistics"));
    m_filter->setPlaceholderText(tr("Filter statistics"));
    addClearButton(m_filter);
    m_table->setObjectName(QStringLiteral("statistics"));
    m_table->setAccessibleName(tr("Statistics"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_filter);
    layout->addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, m_table, &StatisticsTable::setFilter);
}

void StatisticsView::setStatistics(const QList<Statistic> &statistics)
{
    m_table->setStatistics(statistics);
}
