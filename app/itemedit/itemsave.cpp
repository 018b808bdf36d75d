#include "app/itemedit/itemsave.h"

#include "app/itemedit/storingcommand.h"
#include "app/keyspace/itemexpiry.h"
#include "connection/retire.h"
#include "connection/text/textchannel.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr auto pauseBetweenLooks = 500ms;

} // namespace

ItemSave::ItemSave(Connection *connection, ItemToStore item, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_item(std::move(item))
    , m_place(connection->options().place())
    , m_server(connection->server())
{
    m_again.setSingleShot(true);
    m_again.setInterval(pauseBetweenLooks);
    connect(&m_again, &QTimer::timeout, this, &ItemSave::lookOnceMore);
}

ItemSave::~ItemSave() = default;

LookTally ItemSave::looks() const
{
    LookTally all = m_looks;
    if (m_after)
        all.add(m_after->tally());
    return all;
}

void ItemSave::start()
{
    QMetaObject::invokeMethod(this, &ItemSave::begin, Qt::QueuedConnection);
}

Error ItemSave::objection() const
{
    const ConnectionOptions &options = m_connection->options();
    if (options.access == Access::ReadOnly)
        return {Error::Code::NotPermitted, tr("Nothing was sent: this connection is read-only.")};
    if (options.place() != m_place)
        return {Error::Code::Invalid, tr("Nothing was sent: the item is on %1, and this is %2.").arg(m_place, options.place())};
    if (!m_connection->isReady())
        return {Error::Code::Stopped, tr("Nothing was sent: the server is not connected.")};
    if (m_item.guard == ItemToStore::Guard::Cas && m_item.cas == 0)
        return {Error::Code::Invalid, tr("Nothing was sent: the server told no CAS, so that nothing guards what others write.")};
    if (!m_item.ttl && !m_item.expiry)
        return {Error::Code::Invalid, tr("Nothing was sent: the TTL of the item is not known. Choose one.")};
    if (m_item.ttl && m_item.ttl->isPast(m_connection->server().time()))
        return {Error::Code::Invalid, tr("Nothing was sent: by the server's clock this time has passed.")};
    return {};
}

void ItemSave::begin()
{
    if (m_state == State::Finished)
        return;
    if (const Error error = objection())
        return end(error.code == Error::Code::NotPermitted ? Result::Refused : Result::NotStored, error);
    m_restarted = m_item.guard == ItemToStore::Guard::Cas && m_item.process.isAnother(m_connection->server().process);
    if (m_restarted) // it counts its CAS anew: the same number may be another item
        return lookAfter();
    if (m_item.ttl && m_item.guard != ItemToStore::Guard::Compared)
        return send();
    lookBefore();
}

void ItemSave::lookBefore()
{
    m_channel = std::make_unique<TextChannel>(m_connection->options());
    m_askedAt = QDateTime::currentDateTime();
    m_looks.since = m_askedAt;
    const bool isCompared = m_item.guard == ItemToStore::Guard::Compared;
    m_peek = m_channel->peek({m_item.key}, isCompared ? PeekParts::WithValue : PeekParts::Metadata);
    connect(m_peek.get(), &TextReply::finished, this, &ItemSave::takeLook);
}

/// Where it cannot be looked at, what was known when it was read is all there is, and a CAS guards that.
void ItemSave::takeLook()
{
    PeekReply *reply = retire(m_peek, this);
    const std::vector<PeekedItem> items = reply->takeItems();
    if (items.empty()) {
        m_looks.lose(1, reply->error().code);
        if (m_item.guard == ItemToStore::Guard::Compared)
            return end(Result::NotStored,
                       {reply->error().code,
                        tr("Nothing was sent: what is there now could not be compared with it. %1").arg(reply->error().text)});
    } else {
        m_looks.count(items.front().state);
        if (!takePeeked(items.front()))
            return;
    }
    send();
}

/// Whether it can still be stored.
bool ItemSave::takePeeked(const PeekedItem &item)
{
    if (item.state == PeekedItem::State::Refused)
        return true;
    if (item.state == PeekedItem::State::Miss) {
        if (m_item.guard == ItemToStore::Guard::Absent)
            return true;
        end(Result::Gone);
        return false;
    }
    if (m_item.guard == ItemToStore::Guard::Absent || (m_item.cas != 0 && item.answer.cas.value_or(0) != m_item.cas)
        || (m_item.guard == ItemToStore::Guard::Compared && !isFormer(item.value, item.answer))) {
        lookAfter();
        return false;
    }
    if (m_item.ttl)
        return true;
    const qint64 now = itemExpiry(item.answer, *m_item.expiry, m_connection->server().time());
    m_retimed = !isSameExpiry(now, *m_item.expiry);
    if (m_retimed)
        m_item.expiry = now;
    return true;
}

void ItemSave::send()
{
    if (const Error error = objection()) // the page may have gone elsewhere meanwhile
        return end(error.code == Error::Code::NotPermitted ? Result::Refused : Result::NotStored, error);
    const qint64 now = m_connection->server().time();
    m_expiry = m_item.ttl ? m_item.ttl->expiry(now) : *m_item.expiry;
    if (m_expiry != ListedKey::never && m_expiry <= now)
        return end(Result::Gone);
    m_server = m_connection->server();
    enter(State::Sending);
    m_reply = m_connection->execute(storingCommand(m_item, now));
    connect(m_reply.get(), &CommandReply::finished, this, &ItemSave::takeAnswer);
}

void ItemSave::takeAnswer()
{
    const Outcome outcome = m_reply->outcome();
    if (outcome.basis == Basis::NoAnswer) {
        m_lost = true;
        m_error = {Error::Code::ClosedByServer, outcome.message()};
        return lookAfter();
    }
    if (outcome.basis == Basis::NotSent && outcome.status == Status::ValueTooLarge) // the connection knows what the server takes
        return end(Result::TooLarge);
    if (outcome.basis == Basis::NotSent)
        return end(outcome.status == Status::Refused ? Result::Refused : Result::NotStored,
                   {Error::Code::CommandRefused, tr("Nothing was sent: %1").arg(outcome.message())});
    takeRefusal(outcome);
}

void ItemSave::takeRefusal(const Outcome &outcome)
{
    switch (outcome.status) {
    case Status::Success:
        m_cas = outcome.cas;
        return end(Result::Saved);
    case Status::KeyNotFound:
        return end(Result::Gone);
    case Status::NotStored: // a REPLACE of nothing
        if (m_item.isUnguarded())
            return end(Result::Gone);
        return lookAfter();
    case Status::KeyExists:
        return lookAfter();
    case Status::ValueTooLarge:
        return end(Result::TooLarge);
    case Status::OutOfMemory:
        return end(Result::NoMemory);
    default:
        return end(Result::Refused, {Error::Code::CommandRefused, tr("The server refused it: %1").arg(outcome.message())});
    }
}

void ItemSave::lookAfter()
{
    enter(State::LookingAfter);
    m_since.start();
    m_after = std::make_unique<ItemLook>();
    m_after->setServer(m_connection->options());
    connect(m_after.get(), &ItemLook::changed, this, &ItemSave::followLook);
    connect(m_connection, &Connection::stateChanged, this, [this] {
        if (m_connection->isReady() && m_again.isActive())
            lookOnceMore();
    });
    m_after->look(m_item.key);
}

void ItemSave::followLook()
{
    switch (m_after->state()) {
    case ItemLook::State::Found:
        if (m_after->item()->value)
            judge();
        else
            QMetaObject::invokeMethod(m_after.get(), &ItemLook::loadValue, Qt::QueuedConnection);
        break;
    case ItemLook::State::Missing:
        judge();
        break;
    case ItemLook::State::GetOnly:
        QMetaObject::invokeMethod(m_after.get(), &ItemLook::readWithGet, Qt::QueuedConnection);
        break;
    case ItemLook::State::Failed:
        if (m_since.elapsed() < m_patience && m_after->error().code != Error::Code::TooLarge)
            m_again.start();
        else
            giveUpLooking();
        break;
    case ItemLook::State::Asking:
    case ItemLook::State::Offline:
    case ItemLook::State::Nothing:
        break;
    }
}

void ItemSave::lookOnceMore()
{
    m_again.stop();
    m_after->lookAgain();
}

/// Something is there, but cannot be read; or the server cannot be reached.
void ItemSave::giveUpLooking()
{
    if (m_lost)
        return end(Result::Unknown, m_error);
    end(Result::Changed, m_after->error());
}

void ItemSave::judge()
{
    if (m_after->state() == ItemLook::State::Missing)
        return m_lost && m_item.guard == ItemToStore::Guard::Absent ? end(Result::NotStored, m_error) : end(Result::Gone);
    m_theirs = m_after->item();
    if (!m_lost)
        return sendAgain() ? void() : end(Result::Changed);
    m_restarted = m_item.guard == ItemToStore::Guard::Cas && m_item.process.isAnother(m_connection->server().process);
    if (isBase(*m_theirs))
        return end(Result::NotStored, m_error);
    if (!isOurs(*m_theirs))
        return end(m_item.isUnguarded() ? Result::Unknown : Result::Changed, m_error);
    m_cas = m_theirs->answer.cas.value_or(0);
    end(Result::Saved);
}

bool ItemSave::isFormer(std::optional<QByteArrayView> value, const MetaAnswer &answer) const
{
    return m_item.former && value && *value == QByteArrayView(*m_item.former)
        && answer.flags.value_or(m_item.formerFlags) == m_item.formerFlags;
}

/// Whether what was read is there still. A server that was restarted meanwhile may give another item the same CAS.
bool ItemSave::isBase(const FoundItem &found) const
{
    if (m_item.guard != ItemToStore::Guard::Cas || found.answer.cas.value_or(0) != m_item.cas)
        return false;
    return m_item.former && found.value ? isFormer(found.value, found.answer) : !m_restarted;
}

/// What is there is what was read, with another CAS: nothing is lost by going on.
bool ItemSave::sendAgain()
{
    constexpr int often = 3;
    const FoundItem &found = *m_theirs;
    const quint64 cas = found.answer.cas.value_or(0);
    if (!isFormer(found.value, found.answer) || m_item.guard != ItemToStore::Guard::Cas || cas == 0 || m_sentAgain == often)
        return false;
    ++m_sentAgain;
    m_item.cas = cas;
    m_item.process = m_connection->server().process;
    if (const std::optional<qint64> now = expiryOf(found, m_connection->server().clockOffset).time; now && !m_item.ttl) {
        m_retimed = m_item.expiry && !isSameExpiry(*now, *m_item.expiry);
        if (m_retimed)
            m_item.expiry = now;
    }
    m_looks.add(m_after->tally());
    m_connection->disconnect(this);
    m_theirs.reset();
    retire(m_after, this);
    send();
    return true;
}

bool ItemSave::isOurs(const FoundItem &found) const
{
    return found.value && *found.value == QByteArrayView(m_item.value) && found.answer.flags.value_or(m_item.flags) == m_item.flags;
}

void ItemSave::cancel()
{
    if (m_state != State::Looking)
        return;
    retire(m_peek, this);
    end(Result::Cancelled);
}

void ItemSave::leave()
{
    const Error left{Error::Code::Stopped, tr("You did not wait for the answer.")};
    if (m_state == State::Looking) {
        cancel();
    } else if (m_state == State::Sending) {
        retire(m_reply, this);
        end(Result::Unknown, left);
    } else if (m_state == State::LookingAfter) {
        end(m_lost ? Result::Unknown : Result::Changed, left);
    }
}

void ItemSave::enter(State state)
{
    m_state = state;
    emit stateChanged();
}

void ItemSave::end(Result result, const Error &error)
{
    if (m_after)
        m_after->disconnect(this);
    m_connection->disconnect(this);
    m_again.stop();
    m_result = result;
    m_error = error;
    enter(State::Finished);
    emit finished();
}
