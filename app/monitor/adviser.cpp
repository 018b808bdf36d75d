#include "app/monitor/adviser.h"

Adviser::Adviser(StatPoll *poll, QObject *parent)
    : QObject(parent)
    , m_poll(poll)
    , m_settings(poll, {"settings"})
    , m_classes(poll, {"slabs", "items"})
{
    m_figures.history = &poll->history();
    m_timer.setInterval(groupInterval);
    connect(poll, &StatPoll::sampled, this, &Adviser::sample);
    connect(poll, &StatPoll::stateChanged, this, &Adviser::sample);
    connect(&m_settings, &GroupPoll::changed, this, &Adviser::takeSettings);
    connect(&m_classes, &GroupPoll::changed, this, &Adviser::takeClasses);
    connect(&m_timer, &QTimer::timeout, this, &Adviser::ask);
    judge();
}

void Adviser::setLimits(const AdviceLimits &limits)
{
    if (limits == m_limits)
        return;
    m_limits = limits;
    judge();
}

void Adviser::beginWatching()
{
    m_isWatched = true;
    judge();
}

void Adviser::askNow()
{
    m_timer.start();
    ask();
}

void Adviser::sample()
{
    if (m_poll->place() != m_place) {
        forget();
        m_place = m_poll->place();
    }
    if (!m_poll->isAsking())
        m_timer.stop();
    const qint64 time = m_poll->latest().time;
    if (time == 0 || time == m_figures.general.time())
        return;
    const bool wasEmpty = m_figures.general.isEmpty();
    const std::optional<double> before = m_figures.general.number("uptime");
    const QByteArray process = m_figures.general.text("pid");
    m_figures.general.append(time, m_poll->statistics());
    const std::optional<double> now = m_figures.general.number("uptime");
    const bool isOther = !process.isEmpty() && m_figures.general.text("pid") != process;
    if (isOther || (before && now && *now < *before)) { // the classes of another process
        m_figures.slabs.clear();
        m_figures.items.clear();
        askNow();
    }
    if (!m_timer.isActive())
        askNow();
    if (m_isWatched || wasEmpty)
        judge();
}

void Adviser::ask()
{
    m_settings.begin();
    m_classes.begin();
}

/// Once is enough, until it is asked again: they go on as long as somebody looks.
void Adviser::takeSettings()
{
    const bool isKnown = m_settings.isKnown();
    const TextStatistics settings = m_settings.statistics("settings");
    m_settings.end();
    if (!isKnown)
        return;
    m_figures.settings = settings;
    judge();
}

void Adviser::takeClasses()
{
    const bool isKnown = m_classes.isKnown();
    const TextStatistics slabs = m_classes.statistics("slabs");
    const TextStatistics items = m_classes.statistics("items");
    m_classes.end();
    if (!isKnown)
        return;
    const qint64 time = m_poll->latest().time;
    if (time > m_figures.slabs.time()) {
        m_figures.slabs.append(time, slabs);
        m_figures.items.append(time, items);
    }
    judge();
}

void Adviser::forget()
{
    m_timer.stop(); // the next server is asked at once
    m_settings.end();
    m_classes.end();
    m_figures.general.clear();
    m_figures.slabs.clear();
    m_figures.items.clear();
    m_figures.settings.clear();
    judge();
}

void Adviser::judge()
{
    m_figures.now = m_poll->latest().time;
    AdviceReport report = adviceOn(m_figures, m_limits);
    if (report == m_report)
        return;
    m_report = std::move(report);
    emit changed();
}
