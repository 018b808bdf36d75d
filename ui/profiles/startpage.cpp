#include "ui/profiles/startpage.h"

#include "app/profiles/profilestore.h"
#include "ui/clearbutton.h"
#include "ui/iconengine.h"
#include "ui/profiles/cardgrid.h"
#include "ui/profiles/storenotice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr qsizetype mostFavourites = 12;
constexpr qsizetype mostRecent = 6;
constexpr qsizetype mostCards = 12; ///< beyond the favourites: the rest is in the list

} // namespace

StartPage::StartPage(ProfileStore *store, QWidget *parent, quint16 localPort)
    : QScrollArea(parent)
    , m_store(store)
    , m_localPort(localPort)
    , m_content(new QWidget(this))
    , m_title(new QLabel(m_content))
    , m_text(new QLabel(m_content))
    , m_address(new QLineEdit(m_content))
    , m_connect(addButton("startConnect", tr("Connect"), "plug"))
    , m_local(addButton("connectLocal", {}, "server"))
    , m_new(addButton("startNewProfile", tr("New profile…"), "plus"))
    , m_sandbox(addButton("startTrySandbox", tr("Try the sandbox"), "flask-conical"))
    , m_import(addButton("startImport", tr("Import…"), "download"))
    , m_favourites(new CardGrid(tr("Favourites"), m_content))
    , m_recent(new CardGrid(tr("Recently used"), m_content))
    , m_others(new CardGrid(tr("Not used yet"), m_content))
    , m_more(new QLabel(m_content))
{
    setObjectName(QStringLiteral("startPage"));
    setAccessibleName(tr("Start page"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(m_address);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    m_title->setObjectName(QStringLiteral("startTitle"));
    m_title->setFont(large);
    m_text->setObjectName(QStringLiteral("startText"));
    m_text->setWordWrap(true);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_more->setObjectName(QStringLiteral("startMore"));
    m_more->setWordWrap(true);
    m_more->setForegroundRole(QPalette::PlaceholderText);
    m_favourites->setObjectName(QStringLiteral("startFavourites"));
    m_recent->setObjectName(QStringLiteral("startRecent"));
    m_others->setObjectName(QStringLiteral("startOthers"));
    m_local->setAccessibleName(tr("Connect to the memcached on this computer"));
    m_local->hide();
    setUpAddress();
    layOut();

    for (CardGrid *grid : {m_favourites, m_recent, m_others}) {
        connect(grid, &CardGrid::openRequested, this, &StartPage::openRequested);
        connect(grid, &CardGrid::editRequested, this, &StartPage::editRequested);
    }
    connect(m_new, &QAbstractButton::clicked, this, [this] { emit newRequested(QString()); });
    connect(m_sandbox, &QAbstractButton::clicked, this, &StartPage::sandboxRequested);
    connect(m_import, &QAbstractButton::clicked, this, &StartPage::importRequested);
    connect(store, &ProfileStore::changed, this, &StartPage::follow);
    connect(store, &ProfileStore::failed, this, &StartPage::follow);
    follow();
}

QPushButton *StartPage::addButton(const char *name, const QString &text, const char *icon)
{
    auto *button = new QPushButton(themedIcon(QLatin1String(icon)), text, m_content);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    return button;
}

void StartPage::setUpAddress()
{
    m_address->setObjectName(QStringLiteral("startAddress"));
    m_address->setAccessibleName(tr("Address to connect to"));
    m_address->setPlaceholderText(tr("host:port, memcached://, memcacheds:// (TLS) or memcached+unix://"));
    m_address->setToolTip(tr("Connects without a profile"));
    addClearButton(m_address);
    m_connect->setEnabled(false);
    connect(m_address, &QLineEdit::textChanged, this, [this](const QString &text) { m_connect->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_address, &QLineEdit::returnPressed, this, &StartPage::goToAddress);
    connect(m_connect, &QAbstractButton::clicked, this, &StartPage::goToAddress);
}

void StartPage::layOut()
{
    m_content->setMaximumWidth(fontMetrics().averageCharWidth() * 130);
    auto *label = new QLabel(tr("C&onnect to"), m_content);
    label->setBuddy(m_address);
    auto *line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(m_address, 1);
    line->addWidget(m_connect);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_new);
    buttons->addWidget(m_sandbox);
    buttons->addWidget(m_import);
    buttons->addStretch();
    auto *local = new QHBoxLayout;
    local->addWidget(m_local);
    local->addStretch();
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(14);
    column->addWidget(new StoreNotice(m_store, m_content));
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addLayout(local);
    column->addLayout(buttons);
    column->addLayout(line);
    column->addWidget(m_favourites);
    column->addWidget(m_recent);
    column->addWidget(m_others);
    column->addWidget(m_more);
    column->addStretch();
    auto *outer = new QWidget(this);
    auto *centred = new QHBoxLayout(outer);
    centred->setContentsMargins(0, 0, 0, 0);
    centred->addStretch();
    centred->addWidget(m_content, 100);
    centred->addStretch();
    setWidget(outer);
}

void StartPage::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    look();
}

void StartPage::follow()
{
    const bool isEmpty = m_store->list().profiles.isEmpty();
    if (!m_store->isLoaded()) {
        m_title->setText(m_store->obstacle().isEmpty() ? tr("Reading the profiles…") : tr("The profiles cannot be read"));
        m_text->setText(m_store->obstacle());
    } else {
        m_title->setText(isEmpty ? tr("Welcome to Slabscope") : tr("Open a server"));
        m_text->setText(isEmpty ? tr("There are no profiles yet. A profile keeps how a server is reached, and how carefully it is treated. "
                                     "The sandbox is a memcached of its own with sample data, for trying things out.")
                                : QString());
    }
    m_text->setVisible(!m_text->text().isEmpty());
    m_new->setEnabled(m_store->isLoaded() && m_store->obstacle().isEmpty());
    m_import->setEnabled(m_new->isEnabled());
    showProfiles();
    look();
    offerLocal();
}

void StartPage::showProfiles()
{
    QList<Profile> favourites;
    QList<Profile> recent;
    QList<Profile> others;
    for (const Profile &profile : m_store->list().profiles) {
        if (profile.favourite && favourites.size() < mostFavourites)
            favourites.append(profile);
        else if (profile.lastUsed.isValid())
            recent.append(profile);
        else
            others.append(profile);
    }
    std::ranges::stable_sort(recent, std::greater(), &Profile::lastUsed);
    const qsizetype usedShown = std::min(recent.size(), mostRecent);
    const qsizetype othersShown = std::clamp(mostCards - favourites.size() - usedShown, qsizetype(0), others.size());
    const qsizetype left = recent.size() - usedShown + others.size() - othersShown;
    m_favourites->show(favourites);
    m_recent->show(recent.first(usedShown));
    m_others->show(others.first(othersShown));
    m_more->setText(tr("Further profiles in the list at the side: %L1").arg(left));
    m_more->setVisible(left > 0);
}

/// Only while nobody has said yet where to go.
void StartPage::look()
{
    if (m_probe || !isVisible() || !m_store->isLoaded() || !m_store->obstacle().isEmpty() || !m_store->list().profiles.isEmpty())
        return;
    m_probe.emplace(m_localPort);
    connect(&*m_probe, &LocalProbe::finished, this, &StartPage::offerLocal);
    connect(m_local, &QAbstractButton::clicked, this, [this] { emit addressRequested(m_probe->address().text()); });
    m_probe->start();
}

void StartPage::offerLocal()
{
    const bool offers = m_probe && !m_probe->version().isEmpty() && m_store->list().profiles.isEmpty();
    if (offers) {
        m_local->setText(tr("memcached %1 answers on localhost:%2 – connect").arg(m_probe->version()).arg(m_localPort));
        m_local->setAccessibleName(m_local->text());
    }
    m_local->setVisible(offers);
}

void StartPage::goToAddress()
{
    const QString text = m_address->text().trimmed();
    if (!text.isEmpty())
        emit addressRequested(text);
}
