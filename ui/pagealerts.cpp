#include "ui/pagealerts.h"

#include "ui/desktopnotices.h"
#include "ui/monitor/alertview.h"
#include "ui/monitor/monitorpage.h"
#include "ui/pageviews.h"

#include <QUuid>

PageAlerts::PageAlerts(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_alerts(parts.monitor->alerts())
    , m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    connect(m_alerts, &ServerAlerts::told, this, &PageAlerts::notify);
    connect(m_alerts, &ServerAlerts::changed, this, &PageAlerts::follow);
    connect(m_parts.notices, &DesktopNotices::activated, this, [this](const QString &about) {
        if (about.startsWith(m_id))
            open();
    });
    connect(m_parts.notices, &DesktopNotices::failed, this, [this](const QString &about, const QString &, const QString &text) {
        if (about.startsWith(m_id) && m_alerts->isUnseen())
            m_parts.views->tell(text);
    });
    connect(m_parts.views, &PageViews::noticeActivated, this, &PageAlerts::open);
}

void PageAlerts::setServer(const QString &name, const AlertLimits &limits)
{
    m_name = name;
    m_parts.monitor->setAlerts(limits);
}

QString PageAlerts::mark() const
{
    return m_mark;
}

void PageAlerts::notify(const Alert &alert)
{
    m_parts.notices->show(subject(alert.kind), m_name, alert.text());
}

void PageAlerts::follow()
{
    const QString mark = m_alerts->unseenText();
    if (mark == m_mark)
        return;
    m_mark = mark;
    if (mark.isEmpty())
        m_parts.views->tell({});
    m_parts.views->setMark(PageViews::View::Monitor, mark);
    emit markChanged();
}

void PageAlerts::open()
{
    emit opened();
    m_parts.views->setView(PageViews::View::Monitor);
    m_parts.monitor->setTab("alertsTab");
}

QString PageAlerts::subject(AlertKind kind) const
{
    return m_id + QLatin1Char('/') + QLatin1String(rangeOf(kind).name);
}
