#include "ui/connection/connectionstatus.h"

#include "ui/elidedlabel.h"
#include "ui/escapedtext.h"
#include "ui/iconengine.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

ConnectionStatus::ConnectionStatus(const Connection *connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_icon(new QLabel(this))
    , m_text(new ElidedLabel(this))
    , m_warningIcon(new QLabel(this))
    , m_warning(new ElidedLabel(this))
{
    m_text->setObjectName(QStringLiteral("connectionState"));
    m_text->setAccessibleName(tr("State of the connection"));
    m_warning->setObjectName(QStringLiteral("connectionWarning"));
    m_warning->setAccessibleName(tr("Warning about the connection"));
    m_warning->setTone(Tone::Notice);
    m_countdown.setInterval(250);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_icon);
    layout->addWidget(m_text);
    layout->addWidget(m_warningIcon);
    layout->addWidget(m_warning);
    layout->addStretch();

    connect(&m_countdown, &QTimer::timeout, this, &ConnectionStatus::showState);
    connect(connection, &Connection::stateChanged, this, [this] {
        m_error = {};
        showState();
    });
    showState();
}

QString ConnectionStatus::text() const
{
    return m_text->text();
}

void ConnectionStatus::showError(const Error &error)
{
    m_error = error;
    showState();
}

void ConnectionStatus::setAwaited(Awaited awaited)
{
    m_awaited = awaited;
    m_error = {};
    showState();
}

QString ConnectionStatus::cutOffTrouble() const
{
    using State = Connection::State;
    const State state = m_connection->state();
    const bool isTrouble = m_error || state == State::Failed || state == State::WaitingToRetry;
    const int room = width() - fontMetrics().height() - layout()->spacing(); // beside the icon
    if (!isTrouble || m_awaited == Awaited::Keyring || fontMetrics().horizontalAdvance(m_text->text()) <= room)
        return {};
    return m_error ? m_error.text : m_connection->error().text;
}

void ConnectionStatus::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    emit changed();
}

void ConnectionStatus::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showState();
    QWidget::changeEvent(event);
}

void ConnectionStatus::showState()
{
    if (m_connection->state() == Connection::State::WaitingToRetry && !m_error && m_awaited == Awaited::Server)
        m_countdown.start();
    else
        m_countdown.stop();
    const ConnectionLook look = lookOf(*m_connection, m_awaited);
    if (m_error)
        show(QStringLiteral("circle-x"), Tone::Bad, m_error.text);
    else if (m_awaited == Awaited::Keyring)
        show(look.icon, look.tone, look.words);
    else
        show(look.icon, look.tone, stateWords());
}

QString ConnectionStatus::stateWords() const
{
    const ConnectionOptions &options = m_connection->options();
    const QString address = options.place();
    switch (m_connection->state()) {
    case Connection::State::Disconnected:
        break;
    case Connection::State::Connecting:
        return m_connection->isTunnelling() ? tr("Opening the SSH tunnel via %1…").arg(options.tunnel->host)
                                            : tr("Connecting to %1…").arg(address);
    case Connection::State::Securing:
        return tr("Securing the connection to %1…").arg(address);
    case Connection::State::Authenticating:
        return tr("Greeting %1…").arg(address);
    case Connection::State::Ready: {
        const QString version = escapedPreview(m_connection->server().version, 40);
        return version.isEmpty() ? tr("Connected to %1").arg(address) : tr("Connected to %1, memcached %2").arg(address, version);
    }
    case Connection::State::WaitingToRetry:
        return waitingWords();
    case Connection::State::Failed:
        return m_connection->error().text;
    }
    return tr("Not connected");
}

QString ConnectionStatus::waitingWords() const
{
    const qint64 left = std::max<qint64>(0, QDateTime::currentDateTime().msecsTo(m_connection->nextAttempt()));
    return tr("Retrying in %1 s: %2").arg((left + 999) / 1000).arg(m_connection->error().text);
}

void ConnectionStatus::show(const QString &iconName, Tone tone, const QString &words)
{
    const int side = fontMetrics().height();
    m_icon->setPixmap(themedIcon(iconName, tone).pixmap(QSize(side, side), devicePixelRatioF()));
    m_text->setTone(tone);
    const bool isOther = m_text->text() != words;
    m_text->setText(words);

    const QString warning = m_connection->isReady() ? m_connection->warning() : QString();
    m_warningIcon->setVisible(!warning.isEmpty());
    m_warning->setVisible(!warning.isEmpty());
    m_warningIcon->setPixmap(themedIcon(QStringLiteral("triangle-alert"), Tone::Notice).pixmap(QSize(side, side), devicePixelRatioF()));
    m_warning->setText(warning);
    if (isOther && m_connection->state() != Connection::State::WaitingToRetry) {
        QAccessibleEvent event(m_text, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
    if (isOther)
        emit changed();
}
