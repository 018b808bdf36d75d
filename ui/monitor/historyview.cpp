#include "ui/monitor/historyview.h"

#include "ui/amounttext.h"
#include "ui/iconengine.h"
#include "ui/monitor/monitortiles.h"
#include "ui/monitor/numberstable.h"
#include "ui/noticerow.h"
#include "ui/stripbutton.h"
#include "ui/tonelabel.h"
#include "ui/wraplayout.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr qint64 minuteOf = 60'000; // milliseconds
constexpr std::array<qint64, 6> windows{minuteOf, 5 * minuteOf, 15 * minuteOf, 60 * minuteOf, 6 * 60 * minuteOf, 24 * 60 * minuteOf};
constexpr int besideFrom = 1'400; // pixels of width for charts with the numbers beside them

} // namespace

HistoryView::HistoryView(const StatHistory *history, QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_window(new QComboBox)
    , m_form(new QComboBox)
    , m_cursor(new ToneLabel(Tone::Muted, this))
    , m_note(new ToneLabel(Tone::Muted, this))
    , m_problem(new NoticeRow(QStringLiteral("monitorProblem")))
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_scroll(new QScrollArea)
    , m_tiles(new MonitorTiles)
    , m_charts(new ChartStack(history, serverCharts(), &m_time, &m_hidden))
    , m_numbers(new NumbersTable(new NumbersModel(history, serverCharts(), &m_time, &m_hidden, this)))
{
    setObjectName(QStringLiteral("historyView"));
    m_window->setObjectName(QStringLiteral("monitorWindow"));
    m_window->setAccessibleName(tr("Time that is shown"));
    m_form->setObjectName(QStringLiteral("monitorForm"));
    m_form->setAccessibleName(tr("What is shown"));
    m_cursor->setObjectName(QStringLiteral("monitorCursor"));
    m_cursor->setAccessibleName(tr("The time that the values are of"));
    m_note->setObjectName(QStringLiteral("monitorNote"));
    m_splitter->setObjectName(QStringLiteral("monitorSplitter"));
    m_scroll->setObjectName(QStringLiteral("monitorScroll"));
    m_scroll->setAccessibleName(tr("Tiles and charts"));
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
    showTime();
    showCursor();
    setForm(Form::Charts);
}

void HistoryView::layOut()
{
    for (const qint64 window : windows)
        m_window->addItem(durationText(window / 1'000), window);
    m_window->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_window->setMinimumContentsLength(12); // also what zooming comes to
    m_form->addItems({tr("Charts"), tr("Numbers"), tr("Charts and numbers")});
    auto *strip = new QWidget;
    m_bar = new WrapLayout(strip);
    m_bar->setContentsMargins(8, 8, 8, 4);
    m_bar->setSpacing(6);
    addToBar(new QLabel(tr("Show:")), m_window);
    addToBar(new QLabel(tr("As:")), m_form);
    addToBar(&m_followAction);
    addToBar(&m_copyAction);
    m_cursor->setWordWrap(false);
    m_note->setWordWrap(true);
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(8, 4, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_tiles);
    column->addWidget(m_cursor);
    column->addWidget(m_charts, 1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setMinimumHeight(80);
    m_scroll->setWidget(inner);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_scroll);
    m_splitter->addWidget(m_numbers);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_note->setContentsMargins(8, 4, 8, 6);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(strip);
    m_problem->setContentsMargins(8, 0, 8, 4);
    layout->addWidget(m_problem);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_note);
}

void HistoryView::connectParts()
{
    connect(m_window, &QComboBox::activated, this, [this](int index) { m_time.setWindow(windows.at(size_t(index))); });
    connect(m_form, &QComboBox::activated, this, [this](int index) { setForm(Form(index)); });
    connect(&m_time, &ChartTime::windowChanged, this, &HistoryView::showTime);
    connect(&m_time, &ChartTime::followingChanged, this, [this] { m_followAction.setChecked(m_time.isFollowing()); });
    connect(&m_time, &ChartTime::cursorChanged, this, &HistoryView::showCursor);
    connect(&m_time, &ChartTime::cursorChanged, m_numbers, &NumbersTable::refresh);
    connect(&m_time, &ChartTime::moved, this, &HistoryView::showSum);
    connect(&m_time, &ChartTime::moved, m_numbers, &NumbersTable::refresh);
    connect(&m_followAction, &QAction::toggled, &m_time, &ChartTime::setFollowing);
    connect(&m_copyAction, &QAction::triggered, this, &HistoryView::copy);
    connect(m_numbers, &NumbersTable::told, this, &HistoryView::told);
}

void HistoryView::addToBar(QWidget *label, QWidget *field)
{
    m_bar->addPair(label, field);
}

void HistoryView::addToBar(QAction *action)
{
    m_bar->addWidget(stripButton(action));
}

void HistoryView::refresh(const StatSample &latest)
{
    m_latest = latest;
    m_time.setEarliest(m_history->begin());
    m_time.follow();
    showSum();
    m_charts->refresh();
    m_numbers->refresh();
}

/// Over the time that is seen, but of one life of the server; the last answer may be a little later than it.
void HistoryView::showSum()
{
    const qint64 end = m_time.isFollowing() ? m_time.end() + minuteOf : m_time.end();
    m_restart = 0;
    for (const StatMark &mark : m_history->marks()) {
        if (mark.event == StatEvent::Restart && mark.time > m_time.begin() && mark.time <= end)
            m_restart = mark.time;
    }
    m_tiles->show(m_history->sum(std::max(m_time.begin(), m_restart), end), m_latest);
    showCursor();
}

void HistoryView::setAsOf(qint64 time)
{
    m_asOf = time;
    m_tiles->setFreshness(time > 0 ? MonitorTiles::Freshness::Earlier : MonitorTiles::Freshness::Current);
    showCursor();
}

void HistoryView::setNote(const QString &text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void HistoryView::tellProblem(const QString &text)
{
    m_problem->tell(text, Tone::Bad);
}

void HistoryView::showEnd(qint64 end, qint64 length)
{
    m_followAction.setVisible(false);
    m_time.stopAt(end);
    m_time.setWindow(length);
}

HistoryView::Form HistoryView::form() const
{
    return Form(m_form->currentIndex());
}

void HistoryView::setForm(Form form)
{
    m_form->setCurrentIndex(int(form));
    m_charts->setVisible(form != Form::Numbers);
    m_cursor->setVisible(form != Form::Numbers);
    m_numbers->setVisible(form != Form::Charts);
    placeNumbers();
}

/// Beside the charts where there is room, or else below them.
void HistoryView::placeNumbers()
{
    // Without charts there is nothing but the tiles above them.
    const int tiles = m_tiles->heightForWidth(width() - 16) + 12;
    m_scroll->setMaximumHeight(form() == Form::Numbers ? std::max(tiles, m_scroll->minimumHeight()) : QWIDGETSIZE_MAX);
    const Qt::Orientation orientation = width() >= besideFrom && form() == Form::Both ? Qt::Horizontal : Qt::Vertical;
    if (orientation == m_splitter->orientation())
        return;
    m_splitter->setOrientation(orientation);
    m_splitter->setSizes({3 * width(), 2 * width()});
}

void HistoryView::goOn()
{
    if (form() == Form::Numbers)
        m_numbers->setFocus();
    else
        m_charts->setFocus();
}

void HistoryView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeNumbers();
}

void HistoryView::showTime()
{
    const auto found = std::ranges::find(windows, m_time.window());
    m_window->setCurrentIndex(found == windows.end() ? -1 : int(found - windows.begin()));
    m_window->setPlaceholderText(durationText(m_time.window() / 1'000));
}

void HistoryView::showCursor()
{
    const auto text = [](qint64 time) {
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time).time(), QStringLiteral("HH:mm:ss"));
    };
    if (m_time.cursor() > 0)
        m_cursor->setText(tr("Charts: at %1").arg(text(m_time.cursor())));
    else if (m_asOf > 0)
        m_cursor->setText(tr("Tiles: the server's last answer was at %1.").arg(text(m_asOf)));
    else if (m_restart > 0)
        m_cursor->setText(tr("Tiles: since the restart at %1. Charts: the latest.").arg(text(m_restart)));
    else
        m_cursor->setText(tr("Tiles: over the time that is shown. Charts: the latest."));
}

void HistoryView::copy()
{
    QApplication::clipboard()->setText(m_tiles->text() + QLatin1Char('\n') + m_charts->text() + QLatin1Char('\n'));
    emit told(tr("Numbers copied"));
}

QByteArray HistoryView::state() const
{
    const QJsonObject kept{
        {QStringLiteral("form"), m_form->currentIndex()},
        {QStringLiteral("window"), m_time.window()},
        {QStringLiteral("hidden"), QJsonArray::fromStringList(m_hidden.words())},
        {QStringLiteral("sizes"), QString::fromLatin1(m_splitter->saveState().toBase64())},
    };
    return QJsonDocument(kept).toJson(QJsonDocument::Compact);
}

void HistoryView::restoreState(const QByteArray &state)
{
    const QJsonObject kept = QJsonDocument::fromJson(state).object();
    if (kept.isEmpty())
        return;
    QStringList hidden;
    const QJsonArray words = kept.value(QStringLiteral("hidden")).toArray();
    for (const QJsonValue &word : words)
        hidden += word.toString();
    m_hidden.setWords(hidden);
    m_time.setWindow(qint64(kept.value(QStringLiteral("window")).toDouble()));
    m_splitter->restoreState(QByteArray::fromBase64(kept.value(QStringLiteral("sizes")).toString().toLatin1()));
    setForm(Form(std::clamp(kept.value(QStringLiteral("form")).toInt(), 0, int(Form::Both))));
}
