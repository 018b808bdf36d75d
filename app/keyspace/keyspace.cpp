#include "app/keyspace/keyspace.h"

#include "connection/retire.h"
#include "connection/serverclock.h"
#include "connection/text/keydumps.h"
#include "connection/text/textchannel.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace {

/// Keys are put into the store for so long at a stretch, so that whoever scrolls meanwhile is not kept waiting.
constexpr int longestStretch = 4; // ms
/// Keys that come are told of so often.
constexpr int announcePause = 100; // ms
constexpr qint64 mostBelieved = qint64(1) << 40;

std::optional<qint64> numberIn(const TextStatistics &statistics, QByteArrayView name)
{
    const auto found = std::ranges::find(statistics, name, &TextStatistic::name);
    if (found == statistics.end())
        return {};
    bool good = false;
    const qint64 number = found->value.toLongLong(&good);
    return good && number >= 0 && number < mostBelieved ? std::optional(number) : std::nullopt;
}

/// The server answers, only not to this.
bool isRefusal(Error::Code code)
{
    return code == Error::Code::UnknownCommand || code == Error::Code::CommandRefused;
}

} // namespace

Keyspace::Keyspace(KeyDumps *dumps, QObject *parent)
    : QObject(parent)
    , m_dumps(dumps)
    , m_shown(std::make_shared<KeyStore>())
    , m_coming(m_shown)
{
    m_announcing.setInterval(announcePause);
    connect(&m_announcing, &QTimer::timeout, this, &Keyspace::collect);
    connect(&m_announcing, &QTimer::timeout, this, &Keyspace::announce);
    connect(&m_comparison, &QFutureWatcherBase::finished, this, &Keyspace::takeChanges);
}

Keyspace::~Keyspace()
{
    cancelComparison();
}

void Keyspace::list(const ConnectionOptions &options)
{
    if (isBusy())
        return;
    const bool isSameServer = m_source == Source::Server && options.place() == m_serverName;
    m_background = isSameServer && m_whole;
    m_options = options;
    m_error = {};
    m_skew.reset();
    m_process = {};
    m_expected = m_firstCame = m_lastCame = -1;
    m_clock.start();
    m_begunAt = QDateTime::currentDateTimeUtc();
    m_coming = std::make_shared<KeyStore>();
    m_comingChunks = {};
    m_channel = std::make_unique<TextChannel>(options);
    m_statistics = m_channel->statistics();
    connect(m_statistics.get(), &TextReply::finished, this, &Keyspace::takeStatistics);
    setState(State::Listing);
}

void Keyspace::stop()
{
    if (m_dump)
        m_dump->cancel();
    else if (isBusy())
        end(State::Stopped);
}

void Keyspace::show(KeySnapshot snapshot)
{
    adopt(std::move(snapshot.store), {}, Source::File, snapshot.server);
}

void Keyspace::setStore(KeyStore store, const SlabChunks &chunks)
{
    adopt(std::move(store), chunks, Source::Elsewhere, {});
}

void Keyspace::clear()
{
    adopt({}, {}, Source::Server, {});
}

std::chrono::milliseconds Keyspace::elapsed() const
{
    return std::chrono::milliseconds(isBusy() ? m_clock.elapsed() : m_took);
}

qint64 Keyspace::rate() const
{
    const qint64 took = m_lastCame - m_firstCame;
    return m_firstCame < 0 || took <= 0 ? 0 : qint64(m_coming->count()) * 1000 / took;
}

std::optional<std::chrono::seconds> Keyspace::timeLeft() const
{
    const qint64 perSecond = rate();
    if (m_state != State::Listing || perSecond == 0 || m_expected < m_coming->count())
        return {};
    return std::chrono::seconds((m_expected - m_coming->count() + perSecond - 1) / perSecond);
}

void Keyspace::takeStatistics()
{
    const Error error = m_statistics->error();
    if (error && !isRefusal(error.code)) {
        end(State::Failed, error);
        return;
    }
    const TextStatistics &statistics = m_statistics->statistics();
    m_expected = numberIn(statistics, "curr_items").value_or(-1);
    const ServerClock clock(statistics);
    if (const std::optional<std::chrono::seconds> offset = clock.offset())
        m_skew = offset->count();
    m_process = clock.process();
    retire(m_statistics, this);
    m_slabs = m_channel->statistics("slabs");
    connect(m_slabs.get(), &TextReply::finished, this, &Keyspace::takeSlabs);
    emit progressChanged();
}

/// Without them only the waste of the chunks is not known.
void Keyspace::takeSlabs()
{
    m_comingChunks = SlabChunks(m_slabs->statistics());
    retire(m_slabs, this);
    retire(m_channel, this);
    const bool waits = m_dumps->isBusyWith(m_options);
    m_dump = m_dumps->list(m_options);
    connect(m_dump.get(), &TextReply::resultsReady, this, &Keyspace::collect);
    connect(m_dump.get(), &TextReply::finished, this, &Keyspace::collect);
    if (waits)
        setState(State::Waiting);
}

void Keyspace::collect()
{
    if (!m_dump)
        return;
    for (KeySegment &segment : m_dump->takeSegments())
        m_segments.push_back(std::move(segment));
    takeIn();
}

void Keyspace::takeIn()
{
    if (!m_dump) // it ended meanwhile
        return;
    if (!m_segments.empty() && m_firstCame < 0) {
        // The server's clock as it is now: it may have taken long until it was our turn.
        *m_coming = KeyStore(QDateTime::currentSecsSinceEpoch() + m_skew.value_or(0), m_process);
        m_coming->expect(m_expected);
        m_firstCame = m_clock.elapsed();
    }
    QElapsedTimer stretch;
    stretch.start();
    while (!m_segments.empty() && stretch.elapsed() < longestStretch) {
        m_coming->append(std::move(m_segments.front()));
        m_segments.pop_front();
        m_lastCame = m_clock.elapsed();
    }
    if (!m_segments.empty()) {
        if (!std::exchange(m_takingQueued, true))
            QMetaObject::invokeMethod(this, &Keyspace::goOnTaking, Qt::QueuedConnection);
    } else if (m_dump->isFinished()) {
        finish();
        return;
    }
    if (m_lastCame < 0 || m_announcing.isActive())
        return;
    m_announcing.start();
    announce(); // the first
}

void Keyspace::goOnTaking()
{
    m_takingQueued = false;
    takeIn();
}

void Keyspace::add(const QByteArray &key, const KeySegment::Fields &fields)
{
    if (m_shown->count() == 0 || key.isEmpty() || key.size() > KeySegment::longestKey)
        return;
    KeySegment segment;
    std::copy(key.begin(), key.end(), segment.keySpace());
    segment.append(key.size(), fields);
    segment.squeeze();
    m_shown->append(std::move(segment));
    emit keysCame();
}

void Keyspace::amend(const QByteArray &key, const KeySegment::Fields &fields)
{
    const std::optional<int> index = m_shown->find(key);
    if (!index)
        return;
    m_shown->amend(*index, fields);
    m_amended.insert(*index);
    emit amended(*index, fields);
}

bool Keyspace::isOfEarlier(const QString &place, const ServerProcess &process) const
{
    return m_source == Source::Server && m_serverName == place && listing().process().isAnother(process);
}

qint64 Keyspace::time() const
{
    return m_source == Source::Server && m_shownSkew ? QDateTime::currentSecsSinceEpoch() + *m_shownSkew : listing().time();
}

void Keyspace::announce()
{
    if (!isBusy() || m_announced == m_coming->count())
        return;
    const bool isFirst = m_announced == 0;
    m_announced = m_coming->count();
    if (!m_background && isFirst) {
        replaceShown(Whole::No, Source::Server, m_options.place());
    } else if (!m_background) {
        emit keysCame();
    }
    if (m_state == State::Waiting)
        setState(State::Listing);
    emit progressChanged();
}

void Keyspace::finish()
{
    const Error error = m_dump->error();
    if (error.code == Error::Code::Stopped)
        end(State::Stopped);
    else if (error)
        end(State::Failed, error);
    else
        end(State::Complete);
}

void Keyspace::end(State state, const Error &error)
{
    m_took = m_clock.elapsed();
    hangUp();
    m_error = error;
    if (state == State::Complete) {
        const std::shared_ptr<const KeyStore> before = m_background ? m_shown : nullptr;
        if (m_shown == m_coming) {
            m_whole = true;
            emit keysCame();
        } else {
            replaceShown(Whole::Yes, Source::Server, m_options.place());
        }
        if (before)
            compare(before);
    } else if (m_shown == m_coming) {
        emit keysCame();
    }
    m_coming = m_shown;
    m_announced = 0;
    setState(state);
}

void Keyspace::adopt(KeyStore store, const SlabChunks &chunks, Source source, const QString &serverName)
{
    hangUp();
    m_background = false;
    m_error = {};
    m_skew.reset();
    m_expected = m_firstCame = m_lastCame = -1;
    m_announced = 0;
    m_took = 0;
    m_coming = std::make_shared<KeyStore>(std::move(store));
    m_comingChunks = chunks;
    m_begunAt = m_coming->listing().time() > 0 ? QDateTime::fromSecsSinceEpoch(m_coming->listing().time(), Qt::UTC) : QDateTime();
    const bool isEmpty = m_coming->count() == 0 && source == Source::Server;
    replaceShown(Whole::No, source, serverName);
    setState(isEmpty ? State::Empty : State::Complete);
}

void Keyspace::replaceShown(Whole whole, Source source, const QString &serverName)
{
    cancelComparison();
    m_changes = {};
    m_amended.clear();
    m_shown = m_coming;
    m_chunks = m_comingChunks;
    m_shownSkew = m_skew;
    m_source = source;
    m_serverName = serverName;
    m_listedAt = m_begunAt;
    m_whole = whole == Whole::Yes;
    emit replaced();
}

void Keyspace::compare(const std::shared_ptr<const KeyStore> &before)
{
    m_comparisonCancelled = std::make_shared<std::atomic_bool>(false);
    const auto work = [before, listing = listing(), cancelled = m_comparisonCancelled] {
        return KeyChanges::between(*before, listing, [&cancelled] { return cancelled->load(std::memory_order_relaxed); });
    };
    m_comparison.setFuture(QtConcurrent::run(work));
}

void Keyspace::cancelComparison()
{
    if (m_comparisonCancelled)
        m_comparisonCancelled->store(true);
}

void Keyspace::takeChanges()
{
    if (m_comparisonCancelled->load())
        return;
    m_changes = m_comparison.future().takeResult();
    emit changesFound();
}

void Keyspace::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void Keyspace::hangUp()
{
    m_announcing.stop();
    m_segments.clear();
    // One of them may be just telling us.
    retire(m_statistics, this);
    retire(m_slabs, this);
    retire(m_dump, this);
    retire(m_channel, this);
}
