#include "ui/keys/automaticrefresh.h"

#include <QActionGroup>

using namespace std::chrono_literals;

AutomaticRefresh::AutomaticRefresh(QWidget *parent)
    : QMenu(tr("Refresh by itse&lf"), parent)
{
    setObjectName(QStringLiteral("automaticRefresh"));
    menuAction()->setObjectName(QStringLiteral("automaticRefreshMenu"));
    menuAction()->setStatusTip(tr("List the keys anew every so often"));
    auto *group = new QActionGroup(this);
    for (const std::chrono::minutes interval : {0min, 1min, 5min, 15min, 60min}) {
        const int minutes = int(interval.count());
        QAction *action = addAction(minutes == 0       ? tr("&Off")
                                        : minutes == 1 ? tr("Every &minute")
                                                       : tr("Every %Ln minutes", nullptr, minutes));
        action->setObjectName(QStringLiteral("refreshEvery%1").arg(minutes));
        action->setStatusTip(minutes == 0 ? tr("List the keys only when it is asked for")
                                          : tr("List the keys anew by itself, counted from the end of the listing before"));
        action->setCheckable(true);
        action->setChecked(minutes == 0);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, interval] { setInterval(interval); });
        connect(this, &AutomaticRefresh::intervalChanged, action, [this, action, interval] { action->setChecked(m_interval == interval); });
    }
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AutomaticRefresh::due);
}

void AutomaticRefresh::setInterval(std::chrono::minutes interval)
{
    if (m_interval == interval)
        return;
    m_interval = interval;
    restart();
    emit intervalChanged();
}

void AutomaticRefresh::restart()
{
    if (m_interval == 0min)
        m_timer.stop();
    else
        m_timer.start(m_interval);
}
