#include "app/monitor/statkeeping.h"

#include "app/monitor/statpoll.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QtConcurrentRun>

StatKeeping::StatKeeping(StatPoll *poll, QObject *parent)
    : QObject(parent)
    , m_poll(poll)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &StatKeeping::save);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &StatKeeping::take);
}

/// The name of a file need not tell which servers a person looks at, nor hold what no file may be called.
QString StatKeeping::pathOf(const QString &place)
{
    const QByteArray name = QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha256).first(16).toHex();
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/slabscope/history/")
        + QLatin1String(name) + QStringLiteral(".slabstats");
}

void StatKeeping::remove(const QString &place)
{
    QFile::remove(pathOf(place));
}

void StatKeeping::load(const QString &place)
{
    m_place = place;
    m_reading.setFuture(QtConcurrent::run([path = pathOf(place)] { return StatRecord::read(path); }));
}

/// One that is not there, or damaged, is none.
void StatKeeping::take()
{
    const std::variant<StatRecord, Error> result = m_reading.result();
    if (const auto *record = std::get_if<StatRecord>(&result))
        m_poll->adopt(m_place, *record);
    emit loaded();
}

void StatKeeping::begin()
{
    m_timer.start();
}

void StatKeeping::end()
{
    m_timer.stop();
}

void StatKeeping::save()
{
    const QString path = pathOf(m_poll->place());
    if (m_poll->place().isEmpty() || m_poll->history().isEmpty() || m_writing.isRunning() || !QDir().mkpath(QFileInfo(path).path()))
        return;
    m_writing.save(path, m_poll->record());
}

void StatKeeping::saveNow() const
{
    const QString path = pathOf(m_poll->place());
    if (!m_poll->place().isEmpty() && !m_poll->history().isEmpty() && QDir().mkpath(QFileInfo(path).path()))
        (void)m_poll->record().write(path); // there is nobody left to tell
}
