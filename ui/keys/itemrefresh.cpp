#include "ui/keys/itemrefresh.h"

#include <QActionGroup>

using namespace std::chrono_literals;

ItemRefresh::ItemRefresh(QWidget *parent)
    : QMenu(tr("Read again by &itself"), parent)
{
    setObjectName(QStringLiteral("itemRefresh"));
    auto *group = new QActionGroup(this);
    for (const std::chrono::seconds interval : {0s, 1s, 2s, 5s, 10s, 30s, 60s}) {
        const int seconds = int(interval.count());
        QAction *action = addAction(seconds == 0       ? tr("&Off")
                                        : seconds == 1 ? tr("Every &second")
                                                       : tr("Every %Ln seconds", nullptr, seconds));
        action->setObjectName(QStringLiteral("itemRefreshEvery%1").arg(seconds));
        action->setStatusTip(seconds == 0 ? tr("Read the item again only when it is asked for")
                                          : tr("Read the item again by itself, without a trace, and mark what has changed"));
        action->setCheckable(true);
        action->setChecked(seconds == 0);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, interval] { setInterval(interval); });
        connect(this, &ItemRefresh::changed, action, [this, action, interval] { action->setChecked(m_interval == interval); });
    }
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ItemRefresh::due);
}

void ItemRefresh::setInterval(std::chrono::seconds interval)
{
    if (m_interval == interval)
        return;
    m_interval = interval;
    restart();
    emit changed();
}

void ItemRefresh::setPauses(Pauses pauses)
{
    if (m_pauses == pauses)
        return;
    m_pauses = pauses;
    restart();
    emit changed();
}

void ItemRefresh::restart()
{
    if (m_interval == 0s || m_pauses)
        m_timer.stop();
    else
        m_timer.start(m_interval);
}

QString ItemRefresh::text() const
{
    if (m_interval == 0s)
        return {};
    const int seconds = int(m_interval.count());
    if (m_pauses & Pause::Editing)
        return tr("Not read again while it is edited");
    if (m_pauses & Pause::NothingToRead)
        return tr("Not read again by itself");
    return seconds == 1 ? tr("Read again every second") : tr("Read again every %Ln seconds", nullptr, seconds);
}
