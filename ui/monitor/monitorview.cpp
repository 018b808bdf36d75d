#include "ui/monitor/monitorview.h"

#include "app/monitor/statpoll.h"
#include "ui/amounttext.h"
#include "ui/iconengine.h"
#include "ui/monitor/monitortiles.h"
#include "ui/tonelabel.h"
#include "ui/wraplayout.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QScrollArea>
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

MonitorView::MonitorView(StatPoll *poll, QWidget *parent)
    : QWidget(parent)
    , m_poll(poll)
    , m_window(new QComboBox)
    , m_interval(new QComboBox)
    , m_cursor(new ToneLabel(Tone::Muted, this))
    , m_cost(new ToneLabel(Tone::Muted, this))
    , m_tiles(new MonitorTiles)
    , m_charts(new ChartStack(&m_poll->history(), serverCharts()))
{
    setObjectName(QStringLiteral("monitorView"));
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
    follow();
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
    auto *content = new QVBoxLayout(this);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(8, 8, 8, 0);
    head->addWidget(strip);
    content->addLayout(head);
    content->addWidget(scroll, 1);
}

void MonitorView::connectParts()
{
    connect(m_poll, &StatPoll::sampled, this, &MonitorView::follow);
    connect(m_poll, &StatPoll::stateChanged, this, &MonitorView::follow);
    connect(m_window, &QComboBox::activated, this, [this](int index) { m_charts->setWindow(windows.at(size_t(index))); });
    connect(m_interval, &QComboBox::activated, this,
            [this](int index) { m_poll->setInterval(std::chrono::seconds(intervals.at(size_t(index)))); });
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

void MonitorView::follow()
{
    const qint64 end = QDateTime::currentMSecsSinceEpoch();
    m_charts->follow();
    m_tiles->show(m_poll->history().sum(end - m_charts->window(), end + minuteOf), m_poll->latest());
    m_cost->setText(costText());
}

void MonitorView::showWindow()
{
    const auto found = std::ranges::find(windows, m_charts->window());
    m_window->setCurrentIndex(found == windows.end() ? -1 : int(found - windows.begin()));
    m_window->setPlaceholderText(durationText(m_charts->window() / 1'000));
}

QString MonitorView::costText() const
{
    if (m_poll->cost() == 0)
        return {};
    return tr("This page costs the server one connection and %1 every %2; that is left out of the network's figures.")
        .arg(byteText(m_poll->cost()), durationText(std::chrono::duration_cast<std::chrono::seconds>(m_poll->interval()).count()));
}
