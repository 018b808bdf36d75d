#include "ui/monitor/monitorview.h"

#include "ui/amounttext.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/monitor/monitortiles.h"
#include "ui/noticerow.h"
#include "ui/tonelabel.h"
#include "ui/wraplayout.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr qint64 minuteOf = 60'000; // milliseconds
constexpr std::array<qint64, 6> windows{minuteOf, 5 * minuteOf, 15 * minuteOf, 60 * minuteOf, 6 * 60 * minuteOf, 24 * 60 * minuteOf};
constexpr std::array<int, 6> intervals{1, 2, 5, 10, 30, 60}; // seconds

QToolButton *toolButton(QAction *action)
{
    auto *button = new QToolButton;
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

MonitorView::MonitorView(Connection *connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_pages(new QStackedWidget(this))
    , m_offline(new HintPage(QStringLiteral("plug"), tr("Not connected"), tr("Connect to a server to see how it is doing.")))
    , m_waiting(new HintPage(QStringLiteral("loader"), tr("Waiting for two answers…"),
                             tr("A rate is what changes from one answer of the server to the next.")))
    , m_failed(new HintPage(QStringLiteral("triangle-alert"), tr("The server tells nothing"), {}))
    , m_content(new QWidget)
    , m_notice(new NoticeRow(QStringLiteral("monitorNotice")))
    , m_window(new QComboBox)
    , m_interval(new QComboBox)
    , m_cursor(new ToneLabel(Tone::Muted, this))
    , m_cost(new ToneLabel(Tone::Muted, this))
    , m_tiles(new MonitorTiles)
    , m_charts(new ChartStack(&m_poll.history(), serverCharts()))
{
    setObjectName(QStringLiteral("monitorView"));
    m_pages->setObjectName(QStringLiteral("monitorPages"));
    m_offline->setObjectName(QStringLiteral("monitorOffline"));
    m_waiting->setObjectName(QStringLiteral("monitorWaiting"));
    m_failed->setObjectName(QStringLiteral("monitorFailed"));
    m_content->setObjectName(QStringLiteral("monitorContent"));
    m_followAction.setObjectName(QStringLiteral("monitorFollow"));
    m_followAction.setText(tr("&Live"));
    m_followAction.setIcon(themedIcon(QStringLiteral("radio")));
    m_followAction.setCheckable(true);
    m_followAction.setChecked(true);
    m_followAction.setToolTip(tr("Move on with the time (End)"));
    m_copyAction.setObjectName(QStringLiteral("monitorCopy"));
    m_copyAction.setText(tr("Copy numbers"));
    m_copyAction.setIcon(themedIcon(QStringLiteral("copy")));
    m_copyAction.setToolTip(tr("Copy what the tiles and the charts tell"));
    layOut();
    connectParts();
    showWindow();
    followConnection();
}

void MonitorView::layOut()
{
    const auto name = [](QComboBox *box, const char *objectName, const QString &text) {
        box->setObjectName(QLatin1String(objectName));
        box->setAccessibleName(text);
    };
    name(m_window, "monitorWindow", tr("Time that is shown"));
    name(m_interval, "monitorInterval", tr("How often the server is asked"));
    m_cost->setObjectName(QStringLiteral("monitorCost"));
    m_cost->setWordWrap(true);
    for (const qint64 window : windows)
        m_window->addItem(durationText(window / 1'000), window);
    for (const int seconds : intervals)
        m_interval->addItem(durationText(seconds), seconds);
    m_interval->setCurrentIndex(1);
    m_window->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_window->setMinimumContentsLength(12); // also what zooming comes to
    auto *strip = new QWidget;
    auto *bar = new WrapLayout(strip);
    bar->setContentsMargins(0, 0, 0, 0);
    bar->setSpacing(6);
    auto *windowLabel = new QLabel(tr("Show:"));
    auto *intervalLabel = new QLabel(tr("Ask every:"));
    bar->addPair(windowLabel, m_window);
    bar->addPair(intervalLabel, m_interval);
    bar->addWidget(toolButton(&m_followAction));
    bar->addWidget(toolButton(&m_copyAction));
    m_cursor->setObjectName(QStringLiteral("monitorCursor"));
    m_cursor->setAccessibleName(tr("The time that the values are of"));
    m_cursor->setWordWrap(false);
    m_cursor->setText(tr("Tiles: over this time. Charts: the latest."));
    bar->addWidget(m_cursor);
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_tiles);
    column->addWidget(m_charts, 1);
    column->addWidget(m_cost);
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("monitorScroll"));
    scroll->setAccessibleName(tr("Numbers and charts"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inner);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(8, 8, 8, 0);
    head->addWidget(strip);
    head->addWidget(m_notice);
    content->addLayout(head);
    content->addWidget(scroll, 1);
    for (QWidget *page :
         {static_cast<QWidget *>(m_offline), static_cast<QWidget *>(m_waiting), static_cast<QWidget *>(m_failed), m_content})
        m_pages->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

void MonitorView::connectParts()
{
    connect(m_connection, &Connection::stateChanged, this, &MonitorView::followConnection);
    connect(&m_poll, &StatPoll::sampled, this, &MonitorView::follow);
    connect(&m_poll, &StatPoll::stateChanged, this, &MonitorView::showPage);
    connect(m_window, &QComboBox::activated, this, [this](int index) { m_charts->setWindow(windows.at(size_t(index))); });
    connect(m_interval, &QComboBox::activated, this,
            [this](int index) { m_poll.setInterval(std::chrono::seconds(intervals.at(size_t(index)))); });
    connect(m_charts, &ChartStack::windowChanged, this, &MonitorView::showWindow);
    connect(m_charts, &ChartStack::followingChanged, this, [this] { m_followAction.setChecked(m_charts->isFollowing()); });
    connect(m_charts, &ChartStack::cursorChanged, this, [this] {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(m_charts->cursor());
        m_cursor->setText(m_charts->cursor() > 0 ? tr("At %1").arg(QLocale().toString(time.time(), QLocale::LongFormat))
                                                 : tr("Tiles: over this time. Charts: the latest."));
    });
    connect(&m_followAction, &QAction::toggled, m_charts, &ChartStack::setFollowing);
    connect(&m_copyAction, &QAction::triggered, this, [this] {
        QApplication::clipboard()->setText(m_tiles->text() + QLatin1Char('\n') + m_charts->text() + QLatin1Char('\n'));
        emit told(tr("Numbers copied"));
    });
}

void MonitorView::offer(QAction *connectAction, QAction *sandbox)
{
    m_offline->offer(connectAction);
    m_offline->offer(sandbox);
}

void MonitorView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_isWanted = true;
    begin();
}

/// Where the page goes to another server, or is told to hang up, so does this.
void MonitorView::followConnection()
{
    const Connection::State state = m_connection->state();
    const bool isGone = state == Connection::State::Disconnected || state == Connection::State::Failed;
    if (!m_place.isEmpty() && (isGone || m_connection->options().place() != m_place)) {
        m_poll.stop();
        m_place.clear();
    }
    if (!m_poll.place().isEmpty() && m_connection->options().place() != m_poll.place())
        m_poll.forget();
    begin();
}

void MonitorView::begin()
{
    if (m_isWanted && m_place.isEmpty() && m_connection->isReady()) {
        m_place = m_connection->options().place();
        m_poll.start(m_connection->options());
        follow();
    }
    showPage();
}

void MonitorView::follow()
{
    const qint64 end = QDateTime::currentMSecsSinceEpoch();
    m_charts->follow();
    m_tiles->show(m_poll.history().sum(end - m_charts->window(), end + minuteOf), m_poll.latest());
    m_cost->setText(costText());
    showPage();
}

void MonitorView::showPage()
{
    const bool hasHistory = !m_poll.history().isEmpty();
    QString notice;
    if (m_place.isEmpty())
        notice = tr("Not connected: nothing is measured now.");
    else if (m_poll.error())
        notice = tr("Nothing is measured now: %1").arg(m_poll.error().text);
    m_notice->tell(notice, Tone::Notice);
    if (hasHistory) {
        m_pages->setCurrentWidget(m_content);
    } else if (m_place.isEmpty()) {
        m_pages->setCurrentWidget(m_offline);
    } else if (m_poll.error()) {
        m_failed->setText(m_poll.error().text);
        m_pages->setCurrentWidget(m_failed);
    } else {
        m_pages->setCurrentWidget(m_waiting);
    }
}

void MonitorView::showWindow()
{
    const auto found = std::ranges::find(windows, m_charts->window());
    m_window->setCurrentIndex(found == windows.end() ? -1 : int(found - windows.begin()));
    m_window->setPlaceholderText(durationText(m_charts->window() / 1'000));
}

QString MonitorView::costText() const
{
    if (m_poll.cost() == 0)
        return {};
    return tr("This page costs the server one connection and %1 every %2; that is left out of the network's figures.")
        .arg(byteText(m_poll.cost()), durationText(std::chrono::duration_cast<std::chrono::seconds>(m_poll.interval()).count()));
}
