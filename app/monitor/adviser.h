#pragma once

#include "app/monitor/advice.h"
#include "app/monitor/grouppoll.h"

#include <QObject>
#include <QTimer>

/// Keeps what is known of a server that is asked for its statistics, asks it now and then for its settings and its slab classes, and says
/// what should be done about it.
class Adviser : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds groupInterval{60'000}; ///< between two looks at settings and slab classes

    /// `poll` outlives it.
    explicit Adviser(StatPoll *poll, QObject *parent = nullptr);

    void setLimits(const AdviceLimits &limits);
    [[nodiscard]] const AdviceLimits &limits() const { return m_limits; }
    [[nodiscard]] const AdviceReport &report() const { return m_report; }
    /// Asks for settings and slab classes now.
    void askNow();
    /// Somebody looks at the report: it follows each answer, and not only each look at the slab classes.
    void beginWatching();
    void endWatching() { m_isWatched = false; }

signals:
    /// The report is another one.
    void changed();

private:
    void sample();
    void ask();
    void takeSettings();
    void takeClasses();
    void forget();
    void judge();

    StatPoll *m_poll;
    GroupPoll m_settings;
    GroupPoll m_classes;
    QTimer m_timer;
    AdviceFigures m_figures;
    AdviceLimits m_limits;
    AdviceReport m_report;
    QString m_place; ///< that the figures are of
    bool m_isWatched = false;
};
