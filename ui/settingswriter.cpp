#include "ui/settingswriter.h"

#include <QEvent>
#include <QSettings>
#include <QtConcurrentRun>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds soon = 2s; // what comes until then is written with it

} // namespace

SettingsWriter::SettingsWriter(QSettings *settings)
    : QObject(settings)
    , m_settings(settings)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(soon);
    connect(&m_delay, &QTimer::timeout, this, &SettingsWriter::write);
    // With all in the file this costs nothing; from then on Qt tells of changes again.
    connect(&m_writing, &QFutureWatcherBase::finished, settings, &QSettings::sync);
    settings->installEventFilter(this);
}

SettingsWriter::~SettingsWriter()
{
    m_writing.waitForFinished();
}

/// By such an event Qt has itself told that something is to be written, once until it is.
bool SettingsWriter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::UpdateRequest)
        return QObject::eventFilter(watched, event);
    m_delay.start();
    return true;
}

/// All settings of a file in a process share what is not written yet.
void SettingsWriter::write()
{
    m_writing.setFuture(
        QtConcurrent::run([file = m_settings->fileName(), format = m_settings->format()] { QSettings(file, format).sync(); }));
}
