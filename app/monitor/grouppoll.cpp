#include "app/monitor/grouppoll.h"

#include "connection/commandreply.h"
#include "connection/retire.h"
#include "connection/text/textchannel.h"

#include <algorithm>
#include <utility>

namespace {

constexpr std::chrono::milliseconds shortestRest{2'000};

bool isForGood(Error::Code code)
{
    return code == Error::Code::BinaryOnly || code == Error::Code::UnknownCommand || code == Error::Code::CommandRefused
        || code == Error::Code::AuthenticationRequired;
}

/// Bytes.
qint64 sizeOf(const TextStatistics &answer)
{
    qint64 size = 0;
    for (const TextStatistic &statistic : answer)
        size += statistic.name.size() + statistic.value.size();
    return size;
}

} // namespace

GroupPoll::GroupPoll(StatPoll *poll, const QByteArrayList &groups, Way way, QObject *parent)
    : QObject(parent)
    , m_poll(poll)
    , m_groups(groups)
    , m_way(way)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &GroupPoll::ask);
    connect(m_poll, &StatPoll::stateChanged, this, &GroupPoll::follow);
    connect(m_poll, &StatPoll::sampled, this, &GroupPoll::follow);
}

GroupPoll::~GroupPoll() = default;

void GroupPoll::begin()
{
    if (m_looking)
        return;
    m_looking = true;
    follow();
    ask();
}

void GroupPoll::end()
{
    m_looking = false;
    m_asking = false;
    m_timer.stop();
    if (m_reply)
        m_reply->disconnect(this);
    m_poll->leave(std::move(m_reply));
    m_textReply.reset();
    if (m_channel)
        m_poll->setFurtherConnections(0);
    m_channel.reset();
    qint64 held = m_resting ? m_bytes : 0; // also of what was taken
    for (const TextStatistics &answer : std::as_const(m_answers))
        held += sizeOf(answer);
    if (held <= mostRepeated)
        return;
    m_answers.clear();
    m_known = false;
    m_resting = false;
}

/// Forgets what another server said, and asks one that has come back.
void GroupPoll::follow()
{
    if (m_place != m_poll->place()) {
        const bool looking = m_looking;
        end();
        m_looking = looking;
        m_place = m_poll->place();
        m_answers.clear();
        m_error = {};
        m_known = false;
        m_resting = false;
        emit changed();
    }
    if (!m_poll->isReady())
        m_refused = false; // the next may be started otherwise
    if (!m_timer.isActive())
        ask();
}

std::optional<TextStatistics> GroupPoll::takeStatistics(const QByteArray &group)
{
    const auto found = m_answers.constFind(group);
    if (found == m_answers.constEnd())
        return {};
    const TextStatistics taken = *found;
    m_answers.erase(found);
    return taken;
}

void GroupPoll::askNow()
{
    m_refused = false;
    m_resting = false;
    ask();
}

void GroupPoll::ask()
{
    if (!m_looking || m_asking || m_refused || m_resting || !m_poll->isReady())
        return;
    m_timer.stop();
    m_next = 0;
    m_asking = true;
    m_bytes = 0;
    m_round.start();
    askNext();
}

void GroupPoll::askNext()
{
    const QByteArray group = m_groups.at(m_next);
    if (m_way == Way::Binary) {
        retire(m_reply, this);
        m_reply = m_poll->askGroup(group);
        connect(m_reply.get(), &CommandReply::finished, this, &GroupPoll::takeBinary);
        return;
    }
    if (m_poll->server().bindingProtocol == "binary") {
        fail({Error::Code::BinaryOnly, tr("The server speaks the binary protocol only.")});
        return;
    }
    if (!m_channel) {
        ConnectionOptions options = m_poll->options();
        options.access = Access::ReadOnly;
        m_channel = std::make_unique<TextChannel>(options);
        m_poll->setFurtherConnections(1);
    }
    retire(m_textReply, this);
    m_textReply = m_channel->statistics(group);
    connect(m_textReply.get(), &StatisticsReply::finished, this, &GroupPoll::takeText);
}

void GroupPoll::takeBinary()
{
    const Outcome outcome = m_reply->outcome();
    if (!outcome.succeeded()) {
        const Error::Code code = outcome.basis == Basis::Answer ? Error::Code::CommandRefused : Error::Code::Network;
        fail({code, outcome.message()});
        return;
    }
    TextStatistics statistics;
    const QList<Statistic> told = outcome.statistics();
    statistics.reserve(told.size());
    for (const Statistic &statistic : told)
        statistics.append({statistic.name.toByteArray(), statistic.value.toByteArray()});
    take(statistics);
}

void GroupPoll::takeText()
{
    if (m_textReply->error()) {
        fail(m_textReply->error());
        return;
    }
    constexpr qint64 lineParts = 8; // "STAT ", a space and the line's end
    qint64 written = 0;
    for (const TextStatistic &statistic : m_textReply->statistics())
        written += statistic.name.size() + statistic.value.size() + lineParts;
    m_poll->noteTraffic(m_groups.at(m_next).size() + lineParts, written);
    take(m_textReply->statistics());
}

void GroupPoll::take(const TextStatistics &statistics)
{
    m_bytes += sizeOf(statistics);
    m_answers.insert(m_groups.at(m_next), statistics);
    if (++m_next < m_groups.size()) {
        askNext();
        return;
    }
    m_error = {};
    m_known = true;
    m_resting = m_bytes > mostRepeated;
    rest();
    emit changed();
}

void GroupPoll::fail(const Error &error)
{
    m_error = error;
    m_refused = isForGood(error.code);
    rest();
    emit changed();
}

void GroupPoll::rest()
{
    constexpr int share = 10; // of the time at most: a server with very many connections is not kept busy with telling of them
    m_asking = false;
    m_timer.start(std::max({shortestRest, m_poll->interval(), std::chrono::milliseconds(share * m_round.elapsed())}));
}
