#include "ui/connection/connectionbar.h"

#include "ui/clearbutton.h"
#include "ui/connection/clickguard.h"
#include "ui/connection/connectionstatus.h"
#include "ui/connection/fittingbuttons.h"
#include "ui/connection/passworddialog.h"
#include "ui/connection/servername.h"
#include "ui/connection/sshprompts.h"
#include "ui/connection/tlsactions.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/settings.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

ConnectionBar::ConnectionBar(Connection *connection, Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_settings(settings)
    , m_label(new QLabel(tr("&Address:"), this))
    , m_address(new QComboBox(this))
    , m_name(new ServerName(this))
    , m_status(new ConnectionStatus(connection, this))
    , m_trouble(new NoticeRow(QStringLiteral("connectionTrouble"), this))
    , m_tls(new TlsActions(connection, settings, this))
    , m_sshPrompts(new SshPrompts(connection, this))
    , m_buttons(new FittingButtons(this))
    , m_clicks(new ClickGuard(this))
{
    setObjectName(QStringLiteral("connectionBar"));
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setAccessibleName(tr("Server address"));
    m_address->setEditable(true);
    m_address->setInsertPolicy(QComboBox::NoInsert);
    m_address->setCompleter(nullptr);
    m_address->lineEdit()->setObjectName(QStringLiteral("addressText"));
    m_address->lineEdit()->setAccessibleName(tr("Server address"));
    m_address->lineEdit()->setPlaceholderText(tr("host:port or memcached://user@host:port"));
    addClearButton(m_address->lineEdit());
    m_address->setToolTip(tr("host:port\nmemcached://user@host:port\nmemcacheds://user@host:port (TLS)\nmemcached+unix:///path/to/socket"));
    m_address->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_address->setMinimumContentsLength(26);
    m_address->setMinimumWidth(fontMetrics().averageCharWidth() * 14); // where there is no room for more
    m_label->setBuddy(m_address);
    setUpActions();
    layOut();
    showField(true);
    showAddresses();
    connectParts();
    updateActions();
}

void ConnectionBar::setUpActions()
{
    const auto setUp = [this](QAction &action, const char *name, const QString &text, const char *icon, const QString &tip) {
        action.setObjectName(QLatin1String(name));
        action.setText(text);
        action.setIcon(themedIcon(QLatin1String(icon)));
        action.setStatusTip(tip);
        action.setToolTip(tip);
        addAction(&action);
    };
    setUp(m_connectAction, "connect", tr("&Connect"), "plug", tr("Connect to the server"));
    setUp(m_disconnectAction, "disconnect", tr("&Disconnect"), "unplug", tr("Hang up"));
    setUp(m_retryAction, "retryNow", tr("&Retry now"), "refresh-cw", tr("Try to connect at once instead of waiting"));
    setUp(m_stopAction, "stopTrying", tr("Stop &trying"), "circle-stop", tr("Give up connecting"));
    setUp(m_typeSecretAction, "typeSecret", tr("T&ype the password instead"), "text-cursor-input",
          tr("Connect with a password that you type, without the keyring"));
    setUp(m_addressAction, "editAddress", tr("&Address field"), "text-cursor-input", tr("Go to the address of the server"));
    setUp(m_editProfileAction, "editShownProfile", tr("Edit &profile…"), "pencil", tr("Change the profile of this server"));
    setUp(m_saveProfileAction, "saveProfile", tr("Sa&ve as profile…"), "save",
          tr("Keep this server with a name, to open it with a double click from now on"));
    m_connectAction.setShortcut(Qt::CTRL | Qt::Key_K);
    m_disconnectAction.setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_K);
    m_retryAction.setShortcut(Qt::CTRL | Qt::Key_F5);
    m_addressAction.setShortcut(Qt::CTRL | Qt::Key_L);
}

void ConnectionBar::layOut()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 4, 6, 4);
    column->setSpacing(4);
    auto *layout = new QHBoxLayout;
    column->addLayout(layout);
    column->addWidget(m_trouble);
    layout->addWidget(m_label);
    layout->addWidget(m_address);
    layout->addWidget(m_name);
    const auto addButton = [this, layout](QAction *action) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
        m_buttons->add(button);
        m_clicks->add(button);
        return button;
    };
    for (QAction *action : {&m_connectAction, &m_disconnectAction, &m_retryAction, &m_typeSecretAction, &m_stopAction}) {
        QToolButton *button = addButton(action);
        connect(action, &QAction::changed, button, [button, action] { button->setVisible(action->isEnabled()); });
    }
    // They stand in the menu; here only when they may help.
    for (QAction *action : {m_tls->certificateAction(), m_tls->optionsAction()}) {
        QToolButton *button = addButton(action);
        const auto follow = [this, button, action] { button->setVisible(action->isEnabled() && m_tls->mayMend()); };
        connect(m_connection, &Connection::stateChanged, button, follow);
        follow();
    }
    layout->addSpacing(6);
    layout->addWidget(m_status, 1);
    // What it says may be long, and is not to take the room of the others.
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_status->setMinimumWidth(fontMetrics().averageCharWidth() * 12);
}

/// A narrow window has no room beside the buttons for why it does not work. One that is low as well has none below them either.
void ConnectionBar::showTrouble()
{
    constexpr int mostLines = 3;
    const int room = window()->height() - window()->minimumSizeHint().height();
    const bool fits = m_trouble->isVisibleTo(this) || room >= mostLines * fontMetrics().lineSpacing();
    const QString trouble = fits ? m_status->cutOffTrouble() : QString();
    if (trouble != m_trouble->text())
        m_trouble->tell(trouble, Tone::Bad);
}

QSize ConnectionBar::minimumSizeHint() const
{
    return QWidget::minimumSizeHint() - QSize(m_buttons->room(), 0);
}

void ConnectionBar::connectParts()
{
    connect(m_address->lineEdit(), &QLineEdit::returnPressed, &m_connectAction, &QAction::trigger);
    connect(m_address->lineEdit(), &QLineEdit::textChanged, this, &ConnectionBar::updateActions);
    connect(&m_connectAction, &QAction::triggered, this, [this] {
        if (m_profileId.isEmpty())
            connectTo(m_address->currentText());
        else
            emit profileWanted(m_profileId);
    });
    connect(&m_disconnectAction, &QAction::triggered, m_connection, &Connection::close);
    connect(&m_retryAction, &QAction::triggered, m_connection, &Connection::retryNow);
    connect(&m_stopAction, &QAction::triggered, m_connection, &Connection::stopTrying);
    connect(&m_addressAction, &QAction::triggered, this, &ConnectionBar::editAddress);
    connect(m_tls->optionsAction(), &QAction::triggered, this, &ConnectionBar::editTlsOptions);
    connect(m_tls, &TlsActions::optionsSet, this, [this](const ServerUrl &url) { connectTo(url, Remember::Yes); });
    connect(m_connection, &Connection::stateChanged, this, &ConnectionBar::updateActions);
    connect(m_status, &ConnectionStatus::changed, this, &ConnectionBar::showTrouble, Qt::QueuedConnection); // once it has its room
}

void ConnectionBar::connectTo(const QString &text, Remember remember)
{
    showField(true);
    const std::variant<ServerUrl, Error> parsed = ServerUrl::parse(text.trimmed());
    if (const Error *error = std::get_if<Error>(&parsed)) {
        m_address->setEditText(text);
        m_address->setFocus();
        m_status->showError(*error);
        return;
    }
    connectTo(std::get<ServerUrl>(parsed), remember);
}

void ConnectionBar::connectTo(ServerUrl url, Remember remember)
{
    m_address->setEditText(shownUrl(url));
    if (!url.credentials.isEmpty() && url.credentials.password.isEmpty())
        url.credentials.password = lastPassword(url.address, url.credentials.user);
    if (url.credentials.isEmpty() || !url.credentials.password.isEmpty()) {
        open(url, remember);
        return;
    }
    askPassword(url.address, url.credentials.user, [this, url, remember](const QString &password) {
        ServerUrl complete = url;
        complete.credentials.password = password;
        open(complete, remember);
    });
}

void ConnectionBar::showAddress(const QString &text)
{
    showField(true);
    m_address->setEditText(text);
}

void ConnectionBar::showProfile(const Profile &profile)
{
    if (m_asking) // for an address that is not wanted any more
        m_asking->close();
    m_profileId = profile.id;
    m_name->setServer(profile.name, profile.address.host.isEmpty() ? QString() : profile.address.text());
    showField(false);
}

void ConnectionBar::showError(const Error &error)
{
    m_status->showError(error);
}

void ConnectionBar::setAwaited(Awaited awaited)
{
    m_awaited = awaited;
    m_status->setAwaited(awaited);
    updateActions();
}

void ConnectionBar::editAddress()
{
    m_address->setFocus(Qt::ShortcutFocusReason);
    m_address->lineEdit()->selectAll();
}

void ConnectionBar::open(const ServerUrl &url, Remember remember)
{
    if (remember == Remember::Yes) {
        m_settings->rememberAddress(url);
        showAddresses();
    }
    showField(true); // a question may have stood between
    m_address->setEditText(shownUrl(url));
    emit opened(shownUrl(url), remember);
    ConnectionOptions options;
    options.address = url.address;
    options.credentials = url.credentials;
    options.tls = m_tls->optionsFor(url.address);
    const Preferences preferences = m_settings->preferences();
    options.connectTimeout = preferences.connectTimeout;
    options.requestTimeout = preferences.requestTimeout;
    options.backoff = preferences.backoff;
    m_connection->open(options);
}

void ConnectionBar::editTlsOptions()
{
    const std::variant<ServerUrl, Error> parsed = ServerUrl::parse(m_address->currentText());
    if (const Error *error = std::get_if<Error>(&parsed))
        m_status->showError(*error);
    else if (const ServerUrl &url = std::get<ServerUrl>(parsed); url.address.isUnixSocket())
        m_status->showError({Error::Code::InvalidAddress, tr("Over a Unix socket there is no TLS: it never leaves this machine.")});
    else
        m_tls->edit(url);
}

/// The one that was given the last time, unless it was wrong.
QString ConnectionBar::lastPassword(const ServerAddress &address, const QString &user) const
{
    const ConnectionOptions &last = m_connection->options();
    const bool same = last.address == address && last.credentials.user == user;
    return same && m_connection->error().code != Error::Code::AuthenticationFailed ? last.credentials.password : QString();
}

void ConnectionBar::askPassword(const ServerAddress &address, const QString &user, const std::function<void(const QString &)> &then)
{
    auto *dialog = new PasswordDialog({.label = tr("Password of %1 at %2:").arg(user, address.text())}, window());
    connect(dialog, &PasswordDialog::passwordGiven, this, then);
    m_asking = dialog;
    dialog->open();
}

/// Or the name of the profile: nobody is to type another address under its name.
void ConnectionBar::showField(bool shown)
{
    if (shown)
        m_profileId.clear();
    m_label->setVisible(shown);
    m_address->setVisible(shown);
    m_name->setVisible(!shown);
    m_addressAction.setEnabled(shown);
    m_editProfileAction.setVisible(!shown);
    m_saveProfileAction.setVisible(shown);
    m_tls->optionsAction()->setEnabled(shown);
    m_tls->setKeeping(shown);
    setFocusProxy(shown ? m_address : nullptr);
    updateActions();
}

void ConnectionBar::showAddresses()
{
    const QStringList addresses = m_settings->addresses();
    m_address->clear();
    m_address->addItems(addresses);
    if (addresses.isEmpty())
        m_address->setEditText(ServerAddress().text());
}

void ConnectionBar::updateActions()
{
    using State = Connection::State;
    const State state = m_connection->state();
    const bool opening = state == State::Connecting || state == State::Securing || state == State::Authenticating;
    const bool locked = m_awaited == Awaited::Keyring;
    const bool trying = opening || locked || state == State::WaitingToRetry;
    // Another address may be typed at any time; a profile has but one.
    m_connectAction.setEnabled(m_profileId.isEmpty() ? !m_address->currentText().trimmed().isEmpty() : state != State::Ready && !trying);
    m_disconnectAction.setEnabled(state == State::Ready);
    m_retryAction.setEnabled(state == State::WaitingToRetry);
    m_typeSecretAction.setEnabled(locked);
    m_stopAction.setEnabled(trying);
}
