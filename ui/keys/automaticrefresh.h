#pragma once

#include <QMenu>
#include <QTimer>

/// The menu in which a person chooses how often keys are listed anew by themselves, and the clock for it.
class AutomaticRefresh : public QMenu
{
    Q_OBJECT

public:
    explicit AutomaticRefresh(QWidget *parent = nullptr);

    /// 0: off.
    [[nodiscard]] std::chrono::minutes interval() const { return m_interval; }
    void setInterval(std::chrono::minutes interval);
    /// It has just been refreshed: from now on the time counts.
    void restart();

signals:
    void due();
    void intervalChanged();

private:
    std::chrono::minutes m_interval{0};
    QTimer m_timer;
};
