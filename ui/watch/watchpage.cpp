#include "ui/watch/watchpage.h"

#include "app/watch/watchwords.h"
#include "connection/connection.h"
#include "ui/amounttext.h"
#include "ui/elidedlabel.h"
#include "ui/fittingstack.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/watch/watchcounts.h"
#include "ui/watch/watchfiles.h"
#include "ui/watch/watchfilterbar.h"
#include "ui/watch/watchstart.h"
#include "ui/watch/watchtable.h"
#include "ui/watch/watchtoptable.h"

#include <QDateTime>
#include <QDir>
#include <QLocale>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

/// Lines come a few thousand at a time: more often would cost more than anybody sees.
constexpr auto lineInterval = 60ms;
constexpr auto figureInterval = 500ms;

/// In words that fit here.
QString refusalText(const Error &error)
{
    if (error.code == Error::Code::BinaryOnly)
        return WatchPage::tr("Only the text protocol can tell what clients do, and this server speaks the binary protocol only (-S or -B "
                             "binary). It would have to be started without that to be watched.");
    return error.text;
}

/// As they are offered.
QString wordNames(const QByteArrayList &words)
{
    QStringList names;
    const std::vector<WatchWord> known = watchWords({});
    for (const QByteArray &word : words) {
        const auto found = std::ranges::find(known, word, &WatchWord::word);
        names += found == known.end() ? QString::fromUtf8(word) : found->name;
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

WatchPage::WatchPage(Connection *connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_pages(new FittingStack)
    , m_files(new WatchFiles(&m_watch))
    , m_start(new WatchStart(m_files->openAction()))
    , m_content(new QWidget)
    , m_state(new ElidedLabel)
    , m_notice(new NoticeRow(QStringLiteral("watchNotice")))
    , m_counts(new WatchCounts)
    , m_filter(new WatchFilterBar(QStringLiteral("watchFilter")))
    , m_tabs(new QTabWidget)
    , m_linesPage(new QWidget)
    , m_lines(new FittingStack)
    , m_quiet(new HintPage(QStringLiteral("loader"), tr("Nothing yet"),
                           tr("The server has told nothing since the watch began. It does as soon as a client does something.")))
    , m_noneLike(new HintPage(QStringLiteral("funnel"), tr("No such lines"),
                              tr("None of the lines that are kept passes the filter. New ones appear as soon as one does.")))
    , m_table(new WatchTable(&m_model))
{
    setObjectName(QStringLiteral("watchPage"));
    nameActions();
    layOut();
    connectParts();
    followConnection();
    followState();
}

void WatchPage::connectParts()
{
    m_lineTimer.setSingleShot(true);
    m_lineTimer.setInterval(lineInterval);
    m_figureTimer.setInterval(figureInterval);
    connect(m_connection, &Connection::stateChanged, this, &WatchPage::followConnection);
    connect(m_start, &WatchStart::startRequested, this, &WatchPage::start);
    connect(&m_watch, &ServerWatch::stateChanged, this, &WatchPage::followState);
    connect(&m_watch, &ServerWatch::grew, this, [this] {
        if (!m_lineTimer.isActive())
            m_lineTimer.start();
    });
    connect(&m_watch, &ServerWatch::replaced, this, [this] { m_view.setLog(m_watch.log()); });
    connect(&m_watch, &ServerWatch::replaced, this, &WatchPage::showFigures);
    connect(&m_lineTimer, &QTimer::timeout, this, &WatchPage::showLines);
    connect(&m_figureTimer, &QTimer::timeout, this, &WatchPage::showFigures);
    connect(&m_view, &WatchView::replaced, this, &WatchPage::updateActions);
    connect(&m_view, &WatchView::replaced, this, &WatchPage::chooseLook);
    connect(&m_view, &WatchView::appended, this, &WatchPage::chooseLook);
    connect(&m_view, &WatchView::dropped, this, &WatchPage::chooseLook);
    connect(m_filter, &WatchFilterBar::filterChanged, &m_view, &WatchView::setFilter);
    connect(&m_showAllAction, &QAction::triggered, m_filter, &WatchFilterBar::clear);
    connect(m_filter, &WatchFilterBar::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_files, &WatchFiles::opened, this, [this](const QString &path) {
        m_file = path;
        m_dropped = 0;
        m_pages->setCurrentWidget(m_content);
        followState();
        m_tabs->setFocus();
    });
    // What was paused is not what is in the file.
    connect(m_files, &WatchFiles::openingBegan, &m_pauseAction, [this] { m_pauseAction.setChecked(false); });
    connect(m_table, &WatchTable::followingChanged, &m_followAction, &QAction::setChecked);
    connect(&m_followAction, &QAction::toggled, m_table, &WatchTable::setFollowing);
    connect(&m_pauseAction, &QAction::toggled, &m_view, &WatchView::setPaused);
    connect(&m_pauseAction, &QAction::toggled, this, &WatchPage::showFigures);
    connect(&m_clearAction, &QAction::triggered, &m_watch, &ServerWatch::clear);
    connect(&m_stopAction, &QAction::triggered, this, &WatchPage::stopOrStart);
    connect(&m_chooseAction, &QAction::triggered, this, &WatchPage::choose);
    connect(m_table, &WatchTable::keyRequested, this, &WatchPage::keyRequested);
    connect(m_table, &WatchTable::filterRequested, this, &WatchPage::showOnly);
    connect(m_table, &WatchTable::told, this, &WatchPage::told);
}

void WatchPage::setDelimiters(const QByteArray &delimiters)
{
    m_watch.setDelimiters(delimiters);
    m_files->setDelimiters(delimiters);
}

/// It counts for all watchers, and anew from a restart on.
void WatchPage::setServerDropped(quint64 count)
{
    if (!m_watch.isOn())
        return;
    if (!m_droppedBefore || count < *m_droppedBefore)
        m_droppedBefore = count;
    m_dropped = count - *m_droppedBefore;
}

void WatchPage::adoptFixedFont()
{
    m_table->fitRows();
}

QString WatchPage::work() const
{
    return m_files->work();
}

void WatchPage::goOn()
{
    if (m_pages->currentWidget() == m_start)
        m_start->goOn();
    else if (m_tabs->currentWidget() == m_linesPage)
        m_table->setFocus();
    else
        m_tabs->currentWidget()->setFocus();
}

void WatchPage::start()
{
    m_file.clear();
    m_droppedBefore.reset();
    m_dropped = 0;
    m_place = m_connection->options().place();
    m_pauseAction.setChecked(false);
    m_followAction.setChecked(true);
    m_counts->forgetRates();
    m_watch.setKept(m_start->kept());
    m_watch.setOwnLines(m_start->leavesOwnOut() ? ServerWatch::OwnLines::LeftOut : ServerWatch::OwnLines::Kept);
    m_watch.start(m_connection->options(), m_start->words(), m_start->agreed());
    m_figureTimer.start();
    m_pages->setCurrentWidget(m_content);
    m_table->setFocus();
}

void WatchPage::choose()
{
    m_watch.stop();
    m_start->tell({});
    m_pages->setCurrentWidget(m_start);
    m_start->goOn();
}

void WatchPage::stopOrStart()
{
    if (m_watch.isOn())
        m_watch.stop();
    else
        start();
}

/// Where the page goes to another server, or is told to hang up, so does this. A server that is lost only comes back by itself. What was
/// wrong with one server says nothing of another.
void WatchPage::followConnection()
{
    const Connection::State state = m_connection->state();
    const bool isGone = state == Connection::State::Disconnected || state == Connection::State::Failed;
    const bool isOther = m_connection->options().place() != m_place;
    if ((m_watch.isOn() && isGone) || (m_watch.state() != ServerWatch::State::Off && isOther))
        m_watch.stop();
    if (isOther) {
        m_start->tell({});
        if (m_watch.log().isEmpty()) // there is nothing of the other to be looked at
            m_pages->setCurrentWidget(m_start);
    }
    if (m_connection->isReady())
        m_start->setVersion(m_connection->server().version);
    m_start->setConnected(m_connection->isReady());
    updateActions();
}

void WatchPage::followState()
{
    const ServerWatch::State state = m_watch.state();
    if (state == ServerWatch::State::Failed && m_watch.log().isEmpty()) {
        m_start->tell(refusalText(m_watch.error()));
        m_pages->setCurrentWidget(m_start);
    }
    if (!m_watch.isOn())
        m_figureTimer.stop();
    else if (!m_figureTimer.isActive())
        m_figureTimer.start();
    if (m_watch.isOn())
        m_pages->setCurrentWidget(m_content);
    showLines();
    showFigures();
}

void WatchPage::showLines()
{
    m_view.follow(m_watch.log());
    chooseLook();
    updateActions();
}

void WatchPage::chooseLook()
{
    QWidget *look = m_table;
    if (m_watch.isOn() && m_watch.log().isEmpty() && m_view.log().isEmpty())
        look = m_quiet;
    else if (m_view.count() == 0 && !m_view.log().isEmpty())
        look = m_noneLike;
    const bool hadFocus = m_lines->currentWidget()->hasFocus();
    m_lines->setCurrentWidget(look);
    if (hadFocus)
        m_lines->currentWidget()->setFocus();
}

void WatchPage::showFigures()
{
    const WatchFigures &figures = m_watch.figures();
    if (m_watch.state() != ServerWatch::State::Watching)
        m_counts->forgetRates();
    const QByteArrayList &words = m_watch.words();
    m_counts->setFigures(
        figures, words.contains("fetchers") && !words.contains("mutations") ? WatchCounts::Reads::WithLookups : WatchCounts::Reads::Alone);
    m_keys.setEntries(figures.keys);
    m_prefixes.setEntries(figures.prefixes);
    m_evictions.setEntries(figures.evicted);
    m_state->setText(stateText());
    showNotice();
    updateActions();
}

QString WatchPage::stateText() const
{
    QStringList parts;
    switch (m_watch.state()) {
    case ServerWatch::State::Off:
        if (!m_file.isEmpty())
            parts += tr("From the file %1").arg(QDir::toNativeSeparators(m_file));
        else // whose lines they are is worth saying where the page has gone on to another
            parts += m_place == m_connection->options().place() ? tr("Stopped") : tr("Stopped, lines of %1").arg(m_place);
        break;
    case ServerWatch::State::Starting:
        parts += tr("Asking the server…");
        break;
    case ServerWatch::State::Watching:
        parts += tr("Watching: %1").arg(wordNames(m_watch.words()));
        if (!m_connection->isReady())
            parts += tr("the server does not answer now");
        break;
    case ServerWatch::State::Waiting:
        parts += tr("Connection lost, tried again at %1").arg(QLocale().toString(m_watch.nextAttempt().time(), QLocale::LongFormat));
        break;
    case ServerWatch::State::Failed:
        parts += tr("Ended");
        break;
    }
    const WatchLog &log = m_watch.log();
    parts += tr("Lines kept: %L1 (%2)").arg(log.size()).arg(byteText(log.byteSize()));
    if (log.dropped() > 0)
        parts += tr("older ones dropped: %L1").arg(log.dropped());
    if (m_watch.figures().leftOut > 0)
        parts += tr("not kept: %L1").arg(m_watch.figures().leftOut);
    if (m_view.isPaused())
        parts += tr("paused, new ones: %L1").arg(m_view.waiting());
    return parts.join(QStringLiteral(" · "));
}

/// What is not to be seen, and why.
void WatchPage::showNotice()
{
    QStringList sentences;
    const quint64 lost = m_watch.figures().lost;
    if (lost > 0)
        sentences +=
            tr("Left out by the server, since lines came faster than they were read: %L1. Raise watcher_logbuf_size (-o) to see more.")
                .arg(lost);
    if (m_dropped > 0)
        sentences +=
            tr("Dropped by the server, since its buffers were full: %L1 lines. Raise worker_logbuf_size (-o) to see more.").arg(m_dropped);
    if (m_watch.overrun() > 0)
        sentences += tr("Lines that were dropped here, since they came faster than they could be taken apart: %L1.").arg(m_watch.overrun());
    if (m_watch.losses() > 0)
        sentences += m_watch.losses() == 1 ? tr("The connection was lost once: what happened then is not seen.")
                                           : tr("The connection was lost %L1 times: what happened then is not seen.").arg(m_watch.losses());
    if (m_watch.isOn() && !m_watch.unknownWords().isEmpty())
        sentences += tr("This server cannot tell: %1. A later version may.").arg(wordNames(m_watch.unknownWords()));
    if (m_watch.error() && isErrorNews())
        sentences += refusalText(m_watch.error());
    m_notice->tell(sentences.join(QLatin1Char(' ')), m_watch.state() == ServerWatch::State::Failed ? Tone::Bad : Tone::Notice);
}

/// Why it cannot be reached is said once: above the page where all of it has lost the server, and of a loss in its line.
bool WatchPage::isErrorNews() const
{
    return m_watch.state() == ServerWatch::State::Failed || (m_connection->isReady() && m_watch.error().text != m_watch.lossError().text);
}

void WatchPage::showOnly(const QString &filter)
{
    m_filter->setText(filter);
    m_tabs->setCurrentWidget(m_linesPage);
    m_table->setFocus();
}

void WatchPage::updateActions()
{
    const bool isOn = m_watch.isOn();
    const bool canStart = m_connection->isReady() && !m_start->words().isEmpty();
    m_stopAction.setText(isOn ? tr("S&top") : tr("S&tart"));
    m_stopAction.setIcon(themedIcon(isOn ? QStringLiteral("circle-stop") : QStringLiteral("play")));
    m_stopAction.setToolTip(isOn ? tr("Watch no more; what has come stays") : tr("Watch again, beginning without lines"));
    m_stopAction.setEnabled(isOn || canStart);
    m_pauseAction.setEnabled(isOn || m_view.isPaused());
    m_clearAction.setEnabled(!m_watch.log().isEmpty());
    m_files->updateActions();
}
