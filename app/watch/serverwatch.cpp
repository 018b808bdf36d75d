#include "app/watch/serverwatch.h"

#include "connection/finalerror.h"
#include "connection/retire.h"

#include <QDateTime>
#include <QtConcurrentRun>

#include <utility>

ServerWatch::ServerWatch(QObject *parent)
    : QObject(parent)
    , m_tally(std::make_shared<WatchTally>(m_delimiters))
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &ServerWatch::open);
    connect(&m_ownClients, &OwnClients::answered, this, &ServerWatch::goOn);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ServerWatch::take);
}

ServerWatch::~ServerWatch()
{
    drop();
    if (m_sifting)
        m_watcher.waitForFinished();
    if (m_recording)
        m_recording->finish();
}

void ServerWatch::start(const ConnectionOptions &options, const QByteArrayList &words, const std::optional<QByteArray> &agreed)
{
    drop();
    m_options = options;
    m_words = words;
    m_agreed = agreed;
    m_unknown.clear();
    m_error = {};
    m_lossError = {};
    m_backoff = Backoff(options.backoff);
    m_losses = 0;
    m_wasWatching = false;
    m_ownClients.forget();
    // Also while it waits to be there again: the server may not know yet that it is not.
    m_mutations = words.contains("mutations") ? std::make_unique<MutationsWatch>(options.place()) : nullptr;
    clear();
    open();
}

void ServerWatch::stop()
{
    drop();
    m_mutations.reset();
    m_error = {};
    finishRecording();
    goOn();
    setState(State::Off);
}

void ServerWatch::drop()
{
    m_retryTimer.stop();
    m_ownClients.stop();
    if (m_reply)
        leave();
    m_reply.reset();
}

void ServerWatch::clear()
{
    m_log.clear();
    m_marks.clear();
    m_figures = {};
    m_losses = 0;
    m_overrun = 0;
    m_overrunBefore = m_reply ? 0 - m_reply->dropped() : 0; // so that with those of the reply it is 0
    m_tally = std::make_shared<WatchTally>(m_delimiters);
    emit replaced();
}

void ServerWatch::load(const WatchLog &log, const WatchFigures &figures)
{
    clear();
    m_log = log;
    m_figures = figures;
    m_words.clear();
    m_unknown.clear();
    m_error = {};
    m_losses = int(figures.count(WatchKind::Lost));
    emit replaced();
}

void ServerWatch::open()
{
    m_options.shareTunnel();
    if (m_own == OwnLines::LeftOut)
        m_ownClients.follow(m_options);
    m_reply = TextChannel(m_options).watch(m_words, m_agreed);
    connect(m_reply.get(), &TextReply::resultsReady, this, &ServerWatch::follow);
    connect(m_reply.get(), &TextReply::finished, this, &ServerWatch::end);
    setState(State::Starting);
}

void ServerWatch::follow()
{
    if (m_reply->isWatching() && m_state == State::Starting) {
        m_words = m_reply->words();
        for (const QByteArray &word : m_reply->unknownWords()) {
            if (!m_unknown.contains(word))
                m_unknown += word;
        }
        if (std::exchange(m_wasWatching, true))
            mark(WatchKind::Back);
        m_backoff.restart();
        m_error = {};
        setState(State::Watching);
    }
    goOn();
}

/// Hands what has come to the other thread, one portion at a time: more waits in the reply, which is bounded.
void ServerWatch::goOn()
{
    if (m_sifting || m_ownClients.mustWait()) // whose lines they are is told soon
        return;
    m_kept.clients = m_ownClients.numbers();
    WatchPortion portion{.segments = std::exchange(m_marks, {}), .kept = m_kept, .tally = m_tally, .recording = m_recording};
    if (m_reply) {
        m_overrun = m_overrunBefore + m_reply->dropped();
        for (WatchSegment &segment : m_reply->takeSegments())
            portion.segments.push_back(std::move(segment));
    }
    m_finishing = std::exchange(m_endsRecording, false);
    portion.endsRecording = m_finishing;
    if (portion.segments.empty() && !m_finishing)
        return;
    m_sifting = true;
    const auto shared = std::make_shared<WatchPortion>(std::move(portion));
    m_watcher.setFuture(QtConcurrent::run([shared] { return std::make_shared<SiftedPortion>(sift(std::move(*shared))); }));
}

void ServerWatch::take()
{
    m_sifting = false;
    const std::shared_ptr<SiftedPortion> sifted = m_watcher.result();
    const bool isOurs = sifted->tally == m_tally;
    if (isOurs) { // or else it was cleared meanwhile
        for (WatchSegment &segment : sifted->kept)
            m_log.append(std::move(segment));
        m_figures = sifted->figures;
    }
    if (m_recording && (m_finishing || m_recording->error())) {
        m_recording.reset();
        m_finishing = false;
        emit recordingEnded();
    }
    if (isOurs)
        emit grew();
    goOn();
}

void ServerWatch::end()
{
    m_error = m_reply->error();
    if (m_mutations && !isFinal(m_error))
        m_mutations->noteLoss(m_error);
    m_ownClients.stop();
    leave();
    retire(m_reply, this); // it is just telling us
    if (m_wasWatching && m_state == State::Watching) {
        ++m_losses;
        m_lossError = m_error;
        mark(WatchKind::Lost, m_error.text.toUtf8());
    }
    if (isFinal(m_error)) {
        m_mutations.reset();
        finishRecording();
        setState(State::Failed);
    } else {
        const std::chrono::milliseconds wait = m_backoff.next();
        m_nextAttempt = QDateTime::currentDateTime().addMSecs(wait.count());
        m_retryTimer.start(wait);
        setState(State::Waiting);
    }
    goOn();
}

/// Takes what the reply still has.
void ServerWatch::leave()
{
    m_overrunBefore += m_reply->dropped();
    m_overrun = m_overrunBefore;
    for (WatchSegment &segment : m_reply->takeSegments())
        m_marks.push_back(std::move(segment));
}

/// A server that never took it, will not; one that did may be starting anew.
bool ServerWatch::isFinal(const Error &error) const
{
    return !m_wasWatching || isFinalError(error.code) || error.code == Error::Code::WatchNotAllowed
        || error.code == Error::Code::WatchDangerous || error.code == Error::Code::Invalid || error.code == Error::Code::UnknownCommand
        || error.code == Error::Code::MalformedLine;
}

void ServerWatch::mark(WatchKind kind, const QByteArray &text)
{
    WatchSegment segment;
    segment.append(watchMark(kind, QDateTime::currentMSecsSinceEpoch() * 1'000, text));
    m_marks.push_back(std::move(segment));
}

void ServerWatch::record(const QString &path)
{
    if (m_recording)
        return;
    m_recording = std::make_shared<WatchRecording>(path);
    m_lastRecording = m_recording;
    if (!m_recording->error())
        return;
    m_recording.reset();
    emit recordingEnded();
}

void ServerWatch::finishRecording()
{
    if (!m_recording)
        return;
    m_endsRecording = true;
    goOn();
}

void ServerWatch::setState(State state)
{
    m_state = state;
    emit stateChanged();
}
