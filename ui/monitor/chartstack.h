#pragma once

#include "ui/monitor/chartwords.h"

#include <QWidget>

#include <memory>

/// Charts of a server with one time for all: zoomed, moved and read off together, by mouse and by keyboard. Painted only when something
/// has changed and somebody can see it.
class ChartStack : public QWidget
{
    Q_OBJECT

public:
    /// `history` must outlive it.
    ChartStack(const StatHistory *history, QList<Chart> charts, QWidget *parent = nullptr);
    ~ChartStack() override;

    static constexpr qint64 shortestWindow = 10'000; ///< milliseconds
    static constexpr qint64 longestWindow = 24LL * 60 * 60 * 1'000;

    /// How long the time that is seen is, in milliseconds; it ends where it did, or now while it follows.
    void setWindow(qint64 milliseconds);
    [[nodiscard]] qint64 window() const;
    /// Whether the end of what is seen is the end of the history.
    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const;
    /// There is more in the history, or less.
    void follow();

    /// Where the values are read off, in milliseconds since the epoch; 0: nowhere, the latest are told.
    [[nodiscard]] qint64 cursor() const;
    /// As it is told, a line for each chart.
    [[nodiscard]] QString text() const;
    /// How often it was painted anew.
    [[nodiscard]] int replotCount() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void windowChanged();
    void followingChanged();
    void cursorChanged();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Plot; // so that QCustomPlot's header is read in one file only

    std::unique_ptr<Plot> m_plot;
};
