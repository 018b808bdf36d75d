#include "app/watch/watchrecording.h"

WatchRecording::WatchRecording(const QString &path)
    : m_file(path)
{
    if (!m_file.open(QIODevice::WriteOnly))
        fail();
}

void WatchRecording::write(const WatchSegment &segment)
{
    if (m_error)
        return;
    m_portion.resize(0);
    appendLines(m_portion, segment);
    if (m_file.write(m_portion) != m_portion.size()) {
        fail();
        return;
    }
    m_count += segment.size();
    m_bytes += m_portion.size();
}

void WatchRecording::finish()
{
    if (!m_error && !m_file.commit())
        fail();
}

void WatchRecording::drop()
{
    m_file.cancelWriting();
}

void WatchRecording::fail()
{
    m_error = {Error::Code::Unreadable, tr("“%1” cannot be written: %2.").arg(m_file.fileName(), m_file.errorString())};
    m_file.cancelWriting();
}

void appendLines(QByteArray &bytes, const WatchSegment &segment)
{
    for (qsizetype i = 0; i < segment.size(); ++i) {
        bytes.append(segment.text(i));
        bytes.append('\n');
    }
}
