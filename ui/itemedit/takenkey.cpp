#include "ui/itemedit/takenkey.h"

#include "connection/retire.h"

#include <QEvent>
#include <QPushButton>

#include <utility>

using namespace std::chrono_literals;

TakenKey::TakenKey(Connection *connection, const QString &name, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_again(new QPushButton(tr("&Look again")))
{
    m_again->setObjectName(name);
    m_again->setToolTip(tr("Look whether there still is an item with this key"));
    m_again->setAutoDefault(false);
    m_again->hide();
    m_again->installEventFilter(this);
    connect(m_again, &QPushButton::clicked, this, &TakenKey::look);
    m_pause.setSingleShot(true);
    m_pause.setInterval(300ms);
    connect(&m_pause, &QTimer::timeout, this, &TakenKey::look);
}

TakenKey::~TakenKey()
{
    if (m_again && !m_again->parent())
        delete m_again;
}

QPushButton *TakenKey::button() const
{
    return m_again;
}

void TakenKey::follow(const std::optional<QByteArray> &key)
{
    if (key == m_key)
        return;
    m_key = key;
    retire(m_reading, this);
    m_taken = false;
    m_again->hide();
    if (m_key)
        m_pause.start();
    else
        m_pause.stop();
}

void TakenKey::look()
{
    if (!m_connection->isReady() || !m_key || m_reading)
        return;
    m_reading = std::make_unique<ItemReading>(m_connection, *m_key, PeekParts::Metadata);
    connect(m_reading.get(), &ItemReading::finished, this, &TakenKey::take);
}

/// Where it cannot be looked at, the ADD tells.
void TakenKey::take()
{
    const ItemReading *reading = retire(m_reading, this);
    emit counted(reading->place(), reading->looks());
    const bool isTaken = reading->state() == ItemReading::State::Found;
    m_again->setVisible(isTaken);
    if (std::exchange(m_taken, isTaken) != isTaken)
        emit changed();
}

bool TakenKey::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowActivate && m_taken)
        look();
    return QObject::eventFilter(watched, event);
}
