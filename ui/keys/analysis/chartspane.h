#pragma once

#include "app/keyspace/keyanalysis.h"
#include "ui/keys/analysis/chartaxis.h"

#include <QList>
#include <QWidget>

class BarChart;
class QGridLayout;
class QRadioButton;

/// The diagrams of an analysis, side by side as far as there is room, and the choice what their bars are as high as.
class ChartsPane : public QWidget
{
    Q_OBJECT

public:
    explicit ChartsPane(QWidget *parent = nullptr);

    /// `filterText`: of the filter that let the analysed keys through.
    void setAnalysis(const KeyAnalysis &analysis, const SlabChunks &chunks, const QString &filterText);

signals:
    void filterRequested(const QString &filter);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] BarChart *addChart(const QString &name, const QString &title, const QString &emptyText);
    [[nodiscard]] int columns() const;
    void arrange();
    void setMeasure(BarMeasure measure);

    QList<BarChart *> m_charts;
    BarChart *m_sizes;
    BarChart *m_ttls;
    BarChart *m_idles;
    BarChart *m_hours;
    BarChart *m_waste;
    QRadioButton *m_bytes;
    QRadioButton *m_keys;
    QGridLayout *m_grid;
    int m_columns = 0;
};
