#include "ui/monitor/monitortab.h"

#include "app/monitor/statpoll.h"
#include "ui/hintpage.h"

MonitorTab::MonitorTab(const QString &name, QWidget *content, Needs needs, const StatPoll *poll)
    : m_poll(poll)
    , m_needs(needs)
    , m_content(content)
    , m_offline(new HintPage(QStringLiteral("plug"), tr("Not connected"), tr("Connect to a server to see how it is doing.")))
    , m_waiting(needs == Needs::TwoAnswers ? new HintPage(QStringLiteral("loader"), tr("Waiting for two answers…"),
                                                          tr("A rate is what changes from one answer of the server to the next."))
                                           : new HintPage(QStringLiteral("loader"), tr("Waiting for the server's answer…"), {}))
    , m_failed(new HintPage(QStringLiteral("triangle-alert"), tr("The server tells nothing"), {}))
{
    setObjectName(name + QStringLiteral("Tab"));
    m_offline->setObjectName(name + QStringLiteral("Offline"));
    m_waiting->setObjectName(name + QStringLiteral("Waiting"));
    m_failed->setObjectName(name + QStringLiteral("Failed"));
    for (QWidget *page : {static_cast<QWidget *>(m_offline), static_cast<QWidget *>(m_waiting), static_cast<QWidget *>(m_failed), content})
        addWidget(page);
    connect(poll, &StatPoll::sampled, this, &MonitorTab::choose);
    connect(poll, &StatPoll::stateChanged, this, &MonitorTab::choose);
    choose();
}

void MonitorTab::offer(QAction *action)
{
    m_offline->offer(action);
}

bool MonitorTab::hasWhatItNeeds() const
{
    return m_needs == Needs::Nothing || (m_needs == Needs::Answer && !m_poll->statistics().isEmpty())
        || (m_needs == Needs::TwoAnswers && !m_poll->history().isEmpty());
}

void MonitorTab::choose()
{
    if (hasWhatItNeeds()) {
        setCurrentWidget(m_content);
    } else if (!m_poll->isAsking()) {
        setCurrentWidget(m_offline);
    } else if (m_poll->error()) {
        m_failed->setText(m_poll->error().text);
        setCurrentWidget(m_failed);
    } else {
        setCurrentWidget(m_waiting);
    }
}
