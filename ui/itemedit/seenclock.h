#pragma once

#include <QEvent>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <functional>
#include <utility>

/// Ticks every second while it runs and its widget is seen, and once as that is shown again: for what counts down there.
class SeenClock : public QObject
{
public:
    /// `tick` may stop it.
    SeenClock(QWidget *widget, std::function<void()> tick)
        : m_widget(widget)
        , m_tick(std::move(tick))
    {
        m_timer.setInterval(std::chrono::seconds(1));
        m_timer.callOnTimeout(this, [this] { m_tick(); });
        widget->installEventFilter(this);
    }

    void setRunning(bool runs)
    {
        m_runs = runs;
        if (!runs || !m_widget->isVisible())
            m_timer.stop();
        else if (!m_timer.isActive())
            m_timer.start();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Hide)
            m_timer.stop();
        if (event->type() == QEvent::Show && m_runs) {
            m_tick();
            setRunning(m_runs);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QWidget *m_widget; ///< which it is a part of
    std::function<void()> m_tick;
    QTimer m_timer;
    bool m_runs = false;
};
