#include "ui/values/valuechanges.h"

#include "ui/values/diffview.h"

#include <QLocale>
#include <QVBoxLayout>

#include <utility>

namespace {

QString clockText(const QDateTime &time)
{
    return QLocale().toString(time.time(), QStringLiteral("HH:mm:ss"));
}

} // namespace

ValueChanges::ValueChanges(QWidget *parent)
    : QWidget(parent)
    , m_diff(new DiffView(QStringLiteral("valueChanges"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(m_diff);
    setFocusProxy(m_diff);
}

void ValueChanges::note(const QByteArray &key, QByteArrayView bytes, quint32 flags, ClientLibrary library)
{
    if (!m_now || m_now->key != key)
        m_before.reset();
    else if (m_now->side.stored != bytes)
        m_before = std::move(m_now);
    m_now.reset();
    if (bytes.size() > longest) {
        m_before.reset();
        return;
    }
    m_now = Seen{key, {.stored = bytes.toByteArray(), .flags = flags, .library = library}, QDateTime::currentDateTime()};
}

void ValueChanges::showReading(const SharedReading &reading)
{
    if (!reading || !m_before || !m_now)
        return;
    DiffSide before = m_before->side;
    if (before.flags == m_now->side.flags)
        before.steps = stepsOf(reading);
    DiffSide now = m_now->side;
    now.reading = reading;
    m_diff->setTitles(tr("Looked at %1", "at a time").arg(clockText(m_before->time)),
                      tr("Looked at %1", "at a time").arg(clockText(m_now->time)));
    m_diff->compare(before, now);
}

void ValueChanges::adoptFixedFont()
{
    m_diff->adoptFixedFont();
}
