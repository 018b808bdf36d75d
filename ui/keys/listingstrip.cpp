#include "ui/keys/listingstrip.h"

#include "app/keyspace/keyspace.h"
#include "connection/connection.h"
#include "ui/amounttext.h"
#include "ui/connection/fittingbuttons.h"
#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/keys/automaticrefresh.h"
#include "ui/keys/keycelltext.h"
#include "ui/noticerow.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace {

QString tookText(std::chrono::milliseconds took)
{
    const double seconds = double(took.count()) / 1000.0;
    return took < 1s ? ListingStrip::tr("%1 ms").arg(took.count())
        : took < 60s ? ListingStrip::tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 10 ? 1 : 0))
                     : durationText(qint64(seconds));
}

QToolButton *buttonFor(QAction *action, const char *name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setObjectName(QLatin1String(name));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

ListingStrip::ListingStrip(Keyspace *keyspace, const Connection *connection, QWidget *parent)
    : QWidget(parent)
    , m_keyspace(keyspace)
    , m_connection(connection)
    , m_automatic(new AutomaticRefresh(this))
    , m_list(buttonFor(&m_listAction, "listKeysButton", this))
    , m_stop(buttonFor(&m_stopAction, "stopListingButton", this))
    , m_often(new QToolButton(this))
    , m_progress(new QProgressBar(this))
    , m_text(new ElidedLabel(this))
    , m_notice(new NoticeRow(QStringLiteral("listingNotice"), this))
    , m_buttons(new FittingButtons(this))
{
    setObjectName(QStringLiteral("listingStrip"));
    setUpActions();
    layOut();
    m_ticking.setInterval(100ms);

    connect(keyspace, &Keyspace::stateChanged, this, &ListingStrip::follow);
    connect(keyspace, &Keyspace::replaced, this, &ListingStrip::follow);
    connect(connection, &Connection::stateChanged, this, &ListingStrip::follow);
    connect(&m_ticking, &QTimer::timeout, this, &ListingStrip::showProgress);
    connect(&m_listAction, &QAction::triggered, this, &ListingStrip::list);
    connect(&m_stopAction, &QAction::triggered, keyspace, &Keyspace::stop);
    connect(m_automatic, &AutomaticRefresh::due, this, &ListingStrip::refresh);
    connect(m_automatic, &AutomaticRefresh::intervalChanged, this, &ListingStrip::follow);
    follow();
}

void ListingStrip::list()
{
    if (canList())
        m_keyspace->list(m_connection->options());
}

/// Where it cannot be done now, it is tried again after the same time. What came from a file is not replaced unasked, and a server whose
/// keys nobody has asked for is left alone.
void ListingStrip::refresh()
{
    const bool isOfServer = m_keyspace->state() != Keyspace::State::Empty && m_keyspace->source() == Keyspace::Source::Server
        && m_keyspace->serverName() == m_connection->options().place();
    if (canList() && !m_keyspace->isBusy() && isOfServer)
        list();
    else
        m_automatic->restart();
}

void ListingStrip::setUpActions()
{
    m_listAction.setObjectName(QStringLiteral("listKeys"));
    m_listAction.setShortcut(Qt::Key_F5);
    m_stopAction.setObjectName(QStringLiteral("stopListing"));
    m_stopAction.setText(tr("&Stop listing") + QStringLiteral("\tEsc")); // which is that of the browser, see there
    m_stopAction.setIcon(themedIcon(QStringLiteral("circle-stop")));
    m_stopAction.setStatusTip(tr("Wait for no more keys; those that have come stay"));
}

void ListingStrip::layOut()
{
    m_list->setAccessibleName(tr("List the keys"));
    m_stop->setAccessibleName(tr("Stop listing"));
    m_often->setObjectName(QStringLiteral("automaticRefreshButton"));
    m_often->setAccessibleName(tr("Refresh by itself"));
    m_often->setIcon(themedIcon(QStringLiteral("history")));
    m_often->setMenu(m_automatic);
    m_often->setPopupMode(QToolButton::InstantPopup);
    m_often->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_often->setFocusPolicy(Qt::TabFocus);
    m_progress->setObjectName(QStringLiteral("listingProgress"));
    m_progress->setAccessibleName(tr("Progress of the listing"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(fontMetrics().height() / 2);
    m_progress->setMinimumWidth(fontMetrics().averageCharWidth() * 6);
    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    m_text->setObjectName(QStringLiteral("listingText"));
    m_text->setAccessibleName(tr("The listing"));
    setFocusProxy(m_list);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_list);
    row->addWidget(m_stop);
    row->addWidget(m_progress, 1);
    row->addWidget(m_text, 2);
    row->addWidget(m_often);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_notice);
    m_buttons->add(m_list);
    m_buttons->add(m_stop);
}

QSize ListingStrip::minimumSizeHint() const
{
    return QWidget::minimumSizeHint() - QSize(m_buttons->room(), 0);
}

/// A server that speaks only text has no page that is connected, and lists its keys all the same.
bool ListingStrip::canList() const
{
    return m_connection->isReady()
        || (m_connection->state() == Connection::State::Failed && m_connection->error().code == Error::Code::TextOnly);
}

void ListingStrip::follow()
{
    const bool busy = m_keyspace->isBusy();
    const bool nothingCame = m_keyspace->state() == Keyspace::State::Failed && m_keyspace->listing().isEmpty();
    const bool again = m_keyspace->source() == Keyspace::Source::Server && m_keyspace->state() != Keyspace::State::Empty && !nothingCame;
    m_listAction.setText(again ? tr("Refresh &keys") : tr("List &keys"));
    m_listAction.setIcon(themedIcon(again ? QStringLiteral("refresh-cw") : QStringLiteral("play")));
    m_listAction.setStatusTip(again ? tr("List the keys of the server anew; nothing on it is touched")
                                    : tr("List all keys of the server; nothing on it is touched"));
    m_listAction.setEnabled(canList() && !busy);
    m_stopAction.setEnabled(busy);
    m_list->setVisible(!busy);
    m_stop->setVisible(busy);
    m_progress->setVisible(busy);
    const int minutes = int(m_automatic->interval().count());
    m_often->setText(minutes == 0 ? QString() : tr("%Ln min", nullptr, minutes));
    m_often->setToolTip(minutes == 0 ? tr("Refresh by itself: off") : tr("Refreshes by itself every %Ln min", nullptr, minutes));
    if (busy && !m_ticking.isActive()) {
        m_ticking.start();
    } else if (!busy && m_ticking.isActive()) {
        m_ticking.stop();
        m_automatic->restart();
    }
    const bool failed = m_keyspace->state() == Keyspace::State::Failed;
    m_notice->tell(notice(), failed ? Tone::Bad : Tone::Notice);
    showProgress();
}

void ListingStrip::showProgress()
{
    if (!m_keyspace->isBusy()) {
        m_text->setText(outcomeText());
        return;
    }
    const qint64 expected = m_keyspace->expectedCount();
    const bool known = expected > 0 && m_keyspace->state() == Keyspace::State::Listing;
    m_progress->setRange(0, known ? 1000 : 0);
    if (known)
        m_progress->setValue(int(std::min<qint64>(1000, m_keyspace->cameCount() * 1000 / expected)));
    m_text->setText(progressText());
}

QString ListingStrip::progressText() const
{
    if (m_keyspace->state() == Keyspace::State::Waiting)
        return tr("Waiting for another list of this server's keys to come to its end · %1").arg(tookText(m_keyspace->elapsed()));
    const qint64 came = m_keyspace->cameCount();
    const qint64 expected = m_keyspace->expectedCount();
    QStringList parts{m_keyspace->isRefreshing() ? tr("Refreshing") : tr("Listing")};
    if (came == 0)
        parts += tr("waiting for the first keys");
    else if (expected > came)
        parts += tr("%L1 of about %L2 keys").arg(came).arg(expected);
    else
        parts += keyCountText(came);
    if (const qint64 rate = m_keyspace->rate(); rate >= 100 && came > 1000)
        parts += tr("%L1 a second").arg(rate);
    if (const auto left = m_keyspace->timeLeft(); left && m_keyspace->elapsed() > 1s)
        parts += tr("about %1 left").arg(durationText(left->count()));
    parts += tookText(m_keyspace->elapsed());
    return parts.join(QStringLiteral(" · "));
}

QString ListingStrip::outcomeText() const
{
    const qint64 count = m_keyspace->listing().size();
    switch (m_keyspace->source()) {
    case Keyspace::Source::File:
        return m_keyspace->serverName().isEmpty() ? tr("Keys from a file") : tr("Keys of %1 from a file").arg(m_keyspace->serverName());
    case Keyspace::Source::Elsewhere:
        return tr("Keys from elsewhere: the server has not listed them");
    case Keyspace::Source::Server:
        break;
    }
    switch (m_keyspace->state()) {
    case Keyspace::State::Complete:
        return tr("%1 listed in %2").arg(keyCountText(count), tookText(m_keyspace->elapsed()));
    case Keyspace::State::Stopped:
        return m_keyspace->isWhole() ? tr("The refresh was stopped: the earlier listing stays")
            : count == 0             ? tr("Stopped before any key came")
                                     : tr("Stopped: %1 had come").arg(keyCountText(count));
    case Keyspace::State::Failed:
        return m_keyspace->isWhole() ? tr("The refresh failed: the earlier listing stays")
            : count == 0             ? tr("The keys could not be listed")
                                     : tr("The listing broke off: %1 had come").arg(keyCountText(count));
    default:
        return {};
    }
}

/// Without keys it is said in their place.
QString ListingStrip::notice() const
{
    if (m_keyspace->listing().isEmpty())
        return {};
    if (m_keyspace->state() == Keyspace::State::Failed)
        return m_keyspace->error().text;
    const bool ofServer = m_keyspace->source() == Keyspace::Source::Server;
    if (!ofServer || m_keyspace->isBusy())
        return {};
    if (!canList())
        return tr("There is no connection to the server now. The keys are as they were listed; connect to list them anew.");
    if (m_connection->options().place() != m_keyspace->serverName())
        return tr("These are the keys of %1. List the keys to see those of the server that is connected.").arg(m_keyspace->serverName());
    if (m_connection->isReady() && m_keyspace->isOfEarlier(m_connection->options().place(), m_connection->server().process))
        return tr("The server was restarted after these keys were listed. Refresh the keys to see what it holds now.");
    return {};
}
