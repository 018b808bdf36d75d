#pragma once

#include "ui/monitor/chartwords.h"

#include <QAbstractTableModel>
#include <QPalette>

#include <optional>
#include <vector>

class ChartTime;
class HiddenSeries;

/// What charts show, as numbers: a row for each series, which can be shown and hidden there.
class NumbersModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SeriesColumn, NowColumn, AverageColumn, LeastColumn, MostColumn, ChartColumn, ColumnCount };

    /// They outlive it.
    NumbersModel(const StatHistory *history, const QList<Chart> &charts, const ChartTime *time, HiddenSeries *hidden,
                 QObject *parent = nullptr);

    /// Takes them anew from the history.
    void refresh();
    /// For the colours of the series.
    void setPalette(const QPalette &palette) { m_palette = palette; }
    [[nodiscard]] const ChartSeries &series(int row) const { return m_rows[size_t(row)].series; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

private:
    struct Row
    {
        ChartSeries series;
        QString chart;
        ChartUnit unit = ChartUnit::Count;
        qsizetype number = 0; ///< in its chart
        std::optional<double> now{};
        std::optional<double> average{};
        std::optional<double> least{};
        std::optional<double> most{};
    };

    [[nodiscard]] QString text(const Row &row, int column) const;

    const StatHistory *m_history;
    const ChartTime *m_time;
    HiddenSeries *m_hidden;
    QPalette m_palette;
    std::vector<Row> m_rows;
    qint64 m_cursor = 0; ///< that the first numbers are of
};
