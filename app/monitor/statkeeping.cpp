#include "app/monitor/statkeeping.h"

#include "app/monitor/statpoll.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QtConcurrentRun>

#include <utility>

StatKeeping::StatKeeping(StatPoll *poll, QObject *parent)
    : QObject(parent)
    , m_poll(poll)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &StatKeeping::save);
    connect(&m_writing, &FileWriting::finished, this, &StatKeeping::clearUp);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &StatKeeping::take);
}

/// What is being written is cut short with this; it is written whole by nobody's leave.
StatKeeping::~StatKeeping()
{
    m_writing.cancel();
    if (!m_written.isEmpty() && (!m_mayKeep || m_mayKeep(m_written)))
        writeBehind(m_written, m_writtenRecord);
}

/// The program waits for it at its end; there is nobody left to tell. One that came too late to be stopped comes before it.
void StatKeeping::writeBehind(const QString &place, const StatRecord &record) const
{
    (void)QtConcurrent::run([path = pathOf(place), record, earlier = m_writing.writing()]() mutable {
        earlier.waitForFinished();
        (void)record.write(path);
    });
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
    if (m_written == place)
        m_writing.cancel();
    QFile::remove(pathOf(place));
}

/// One that came too late to be stopped.
void StatKeeping::clearUp()
{
    const QString place = std::exchange(m_written, QString());
    m_writtenRecord = {};
    if (!place.isEmpty() && m_mayKeep && !m_mayKeep(place))
        QFile::remove(pathOf(place));
}

bool StatKeeping::canSave() const
{
    const QString &place = m_poll->place();
    return !place.isEmpty() && !m_poll->history().isEmpty() && (!m_mayKeep || m_mayKeep(place))
        && QDir().mkpath(QFileInfo(pathOf(place)).path());
}

void StatKeeping::load(const QString &place)
{
    m_place = place;
    m_reading.setFuture(QtConcurrent::run([path = pathOf(place)] { return StatRecord::read(path); }));
}

/// One that is not there, or damaged, is none; nor is one of a server that nobody asks for any more.
void StatKeeping::take()
{
    if (m_place.isEmpty() || m_poll->isAsking())
        return;
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
    m_place.clear();
}

void StatKeeping::save()
{
    if (m_writing.isRunning() || !canSave())
        return;
    m_written = m_poll->place();
    m_writtenRecord = m_poll->record();
    m_writing.save(pathOf(m_written), m_writtenRecord);
}

void StatKeeping::saveLast()
{
    m_writing.cancel();
    m_written.clear();
    if (canSave())
        writeBehind(m_poll->place(), m_poll->record());
}
