#include "ui/monitor/monitorview.h"

#include "app/monitor/statpoll.h"
#include "ui/amounttext.h"
#include "ui/monitor/historyview.h"

#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QVBoxLayout>

#include <array>

namespace {

constexpr std::array<int, 6> intervals{1, 2, 5, 10, 30, 60}; // seconds

} // namespace

MonitorView::MonitorView(StatPoll *poll, QWidget *parent)
    : QWidget(parent)
    , m_poll(poll)
    , m_view(new HistoryView(&poll->history()))
    , m_interval(new QComboBox)
{
    setObjectName(QStringLiteral("monitorView"));
    m_interval->setObjectName(QStringLiteral("monitorInterval"));
    m_interval->setAccessibleName(tr("How often the server is asked"));
    for (const int seconds : intervals)
        m_interval->addItem(durationText(seconds), seconds);
    m_view->addToBar(new QLabel(tr("Ask every:")), m_interval);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    connect(m_poll, &StatPoll::sampled, this, &MonitorView::follow);
    connect(m_poll, &StatPoll::stateChanged, this, &MonitorView::follow);
    connect(m_interval, &QComboBox::activated, this, [this](int index) { setInterval(intervals.at(size_t(index))); });
    connect(m_view, &HistoryView::told, this, &MonitorView::told);
    m_clock.setInterval(StatPoll::shortestInterval);
    connect(&m_clock, &QTimer::timeout, this, &MonitorView::moveOn);
    setInterval(int(std::chrono::duration_cast<std::chrono::seconds>(StatPoll::usualInterval).count()));
    follow();
}

void MonitorView::setInterval(int seconds)
{
    const int found = m_interval->findData(seconds);
    if (found < 0)
        return;
    m_interval->setCurrentIndex(found);
    m_poll->setInterval(std::chrono::seconds(seconds));
}

void MonitorView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_clock.start();
}

void MonitorView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
}

/// Time goes on where nothing is measured, too.
void MonitorView::moveOn()
{
    if (m_followed.elapsed() > m_poll->interval().count() * 3 / 2)
        follow();
}

void MonitorView::follow()
{
    m_followed.start();
    m_view->refresh(m_poll->latest());
    m_view->setAsOf(isAnswered() ? 0 : m_poll->latest().time);
    m_view->setNote(costText());
}

/// Whether the last answer is not long ago.
bool MonitorView::isAnswered() const
{
    constexpr int missed = 3; // intervals
    const qint64 age = QDateTime::currentMSecsSinceEpoch() - m_poll->latest().time;
    return m_poll->isAsking() && !m_poll->error() && age <= missed * m_poll->interval().count();
}

QString MonitorView::costText() const
{
    if (m_poll->cost() == 0)
        return {};
    const QString interval = durationText(std::chrono::duration_cast<std::chrono::seconds>(m_poll->interval()).count());
    const QString connections = m_poll->connections() == 1 ? tr("one of this program's connections")
                                                           : tr("%L1 of this program's connections").arg(m_poll->connections());
    return tr("Asking for these figures takes %1 and %2 every %3; that is left out of the network's figures.")
        .arg(connections, byteText(m_poll->cost()), interval);
}

QByteArray MonitorView::state() const
{
    return QByteArray::number(m_interval->currentData().toInt()) + ' ' + m_view->state();
}

void MonitorView::restoreState(const QByteArray &state)
{
    const qsizetype end = state.indexOf(' ');
    if (end < 0)
        return;
    setInterval(state.left(end).toInt());
    m_view->restoreState(state.mid(end + 1));
}
