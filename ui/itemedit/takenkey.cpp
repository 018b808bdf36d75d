#include "ui/itemedit/takenkey.h"

#include "connection/retire.h"

using namespace std::chrono_literals;

TakenKey::TakenKey(Connection *connection, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(300ms);
    connect(&m_pause, &QTimer::timeout, this, &TakenKey::look);
}

TakenKey::~TakenKey() = default;

void TakenKey::follow(const std::optional<QByteArray> &key)
{
    if (key == m_key)
        return;
    m_key = key;
    retire(m_reading, this);
    m_taken = false;
    if (m_key)
        m_pause.start();
    else
        m_pause.stop();
}

void TakenKey::look()
{
    if (!m_connection->isReady())
        return;
    m_reading = std::make_unique<ItemReading>(m_connection, *m_key, PeekParts::Metadata);
    connect(m_reading.get(), &ItemReading::finished, this, &TakenKey::take);
}

/// Where it cannot be looked at, the ADD tells.
void TakenKey::take()
{
    const ItemReading *reading = retire(m_reading, this);
    emit counted(reading->place(), reading->looks());
    m_taken = reading->state() == ItemReading::State::Found;
    if (m_taken)
        emit changed();
}
