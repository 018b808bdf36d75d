#include "app/keyspace/itemlook.h"

#include "app/keyspace/itemget.h"
#include "connection/retire.h"
#include "connection/text/textchannel.h"

#include <utility>

using namespace std::chrono_literals;

namespace {

/// What stays chosen for so long is asked for.
constexpr auto settlingTime = 100ms;

/// What is asked for first of an item of so many bytes.
PeekParts partsFor(qint64 size)
{
    return size != ItemLook::unknownSize && size <= ItemLook::automaticValue ? PeekParts::WithValue : PeekParts::Metadata;
}

} // namespace

ItemExpiry expiryOf(const FoundItem &item, std::chrono::seconds clockOffset, const std::optional<ListedKey> &listed)
{
    ItemExpiry expiry{.clockOffset = clockOffset};
    if (item.answer.timeToLive)
        expiry.time =
            itemExpiry(item.answer, listed ? listed->expiry : ListedKey::never, item.time.toSecsSinceEpoch() + clockOffset.count());
    return expiry;
}

bool meansNoPeeking(Error::Code code)
{
    return code == Error::Code::BinaryOnly || code == Error::Code::UnknownCommand;
}

ItemLook::ItemLook(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(settlingTime);
    connect(&m_pause, &QTimer::timeout, this, &ItemLook::ask);
    connect(&m_tallies, &LookTallies::changed, this, [this](const QString &place) {
        if (place == m_place)
            emit tallyChanged();
    });
}

ItemLook::~ItemLook() = default;

void ItemLook::setServer(const std::optional<ConnectionOptions> &options)
{
    dropLoad();
    if (m_peek)
        count(&LookTally::unknown, FoundItem::Way::Peek);
    const bool isAnother = options && m_place != options->place();
    if (isAnother) {
        m_place = options->place();
        emit tallyChanged();
    }
    const qint64 size = m_item ? qint64(m_item->answer.size.value_or(0)) : unknownSize;
    if (isAnother)
        m_item.reset();
    m_peek.reset();
    m_get.reset();
    m_loads = false;
    m_noText = {};
    m_server = options;
    m_channel = options ? std::make_unique<TextChannel>(*options) : nullptr;
    if (m_state != State::Nothing)
        begin(FoundItem::Way::Peek, partsFor(size));
}

void ItemLook::look(const QByteArray &key, qint64 size)
{
    m_key = key;
    m_item.reset();
    begin(FoundItem::Way::Peek, partsFor(size));
}

void ItemLook::stop()
{
    dropLoad();
    ++m_question;
    m_pause.stop();
    m_key.clear();
    setState(State::Nothing);
}

void ItemLook::lookAgain()
{
    if (m_state == State::Nothing)
        return;
    const bool whole = m_item && m_item->value;
    begin(FoundItem::Way::Peek, whole ? PeekParts::WithValue : PeekParts::Metadata);
}

void ItemLook::loadValue()
{
    if (m_state != State::Found)
        return;
    begin(FoundItem::Way::Peek, PeekParts::WithValue);
    m_pause.stop();
    ask();
}

void ItemLook::readWithGet()
{
    if (m_state != State::GetOnly || !m_server)
        return;
    begin(FoundItem::Way::Get, PeekParts::WithValue);
    m_pause.stop();
    ask();
}

void ItemLook::begin(FoundItem::Way way, PeekParts parts)
{
    dropLoad();
    ++m_question;
    m_way = way;
    m_parts = parts;
    m_pause.stop();
    if (!m_server) {
        setState(State::Offline);
    } else if (way == FoundItem::Way::Peek && m_noText) {
        m_error = m_noText;
        setState(State::GetOnly);
    } else {
        m_pause.start();
        setState(State::Asking);
    }
}

void ItemLook::ask()
{
    if (isBusy() || m_state != State::Asking)
        return; // what is under way is answered first
    m_asked = m_question;
    if (m_way == FoundItem::Way::Get) {
        askByGet();
        return;
    }
    m_loads = m_item && m_parts == PeekParts::WithValue && m_item->answer.size.value_or(0) > quint64(automaticValue);
    m_peek = m_channel->peek({m_key}, m_parts);
    connect(m_peek.get(), &TextReply::finished, this, &ItemLook::takePeek);
    m_askedAt = QDateTime::currentDateTime();
}

void ItemLook::askByGet()
{
    m_get = std::make_unique<ItemGet>(*m_server, m_key);
    connect(m_get.get(), &ItemGet::finished, this, &ItemLook::takeGet);
    m_askedAt = QDateTime::currentDateTime();
}

void ItemLook::takePeek()
{
    PeekReply *reply = retire(m_peek, this);
    m_loads = false;
    std::vector<PeekedItem> items = reply->takeItems();
    if (items.empty()) {
        if (meansNoPeeking(reply->error().code))
            m_noText = reply->error();
        LookTally lost{.since = m_askedAt};
        lost.lose(1, reply->error().code);
        m_tallies.add(m_place, lost);
        if (isCurrent())
            takeFailure(reply->error());
        return;
    }
    PeekedItem &item = items.front();
    if (item.state != PeekedItem::State::Refused)
        count(item.state == PeekedItem::State::Hit ? &LookTally::hits : &LookTally::misses, FoundItem::Way::Peek);
    if (isCurrent())
        takePeeked(item);
}

void ItemLook::takePeeked(PeekedItem &item)
{
    if (item.state == PeekedItem::State::Refused) {
        // This key cannot be named in text, or its command was refused; another one may do.
        m_error = {Error::Code::CommandRefused, item.reason};
        setState(State::GetOnly);
        return;
    }
    if (item.state == PeekedItem::State::Miss) {
        setState(State::Missing);
        return;
    }
    m_item = FoundItem{.answer = item.answer, .time = QDateTime::currentDateTime()};
    if (m_parts == PeekParts::WithValue) {
        const auto value = std::make_shared<const QByteArray>(std::move(item.value));
        m_item->answer.size = quint64(value->size());
        m_item->value = *value;
        m_item->owner = value;
    } else if (m_item->answer.size.value_or(0) <= quint64(automaticValue)) {
        m_parts = PeekParts::WithValue;
        ask();
        return;
    }
    setState(State::Found);
}

void ItemLook::takeGet()
{
    const ItemGet *get = retire(m_get, this);
    if (get->error()) {
        if (get->isSent())
            count(&LookTally::unknown, FoundItem::Way::Get);
        if (isCurrent())
            takeFailure(get->error());
        return;
    }
    const Outcome outcome = get->outcome();
    const bool hit = outcome.succeeded();
    count(hit ? &LookTally::hits : &LookTally::misses, FoundItem::Way::Get);
    if (!isCurrent())
        return;
    if (hit) {
        m_item = FoundItem{.way = FoundItem::Way::Get, .time = QDateTime::currentDateTime()};
        m_item->value = outcome.value.value_or(QByteArrayView());
        m_item->owner = get->owner();
        m_item->answer.flags = outcome.flags;
        m_item->answer.size = quint64(m_item->value->size());
        if (outcome.cas != 0)
            m_item->answer.cas = outcome.cas;
    }
    setState(hit ? State::Found : State::Missing);
}

void ItemLook::takeFailure(const Error &error)
{
    m_error = error;
    setState(meansNoPeeking(error.code) && m_way == FoundItem::Way::Peek ? State::GetOnly : State::Failed);
}

/// A long value that nobody waits for any more would hold up what is asked next. It was found a moment ago, and so counts as found.
void ItemLook::dropLoad()
{
    if (!m_loads)
        return;
    m_loads = false;
    m_peek.reset();
    m_channel = std::make_unique<TextChannel>(*m_server);
    count(&LookTally::hits, FoundItem::Way::Peek);
}

bool ItemLook::isCurrent()
{
    if (m_asked == m_question)
        return true;
    if (!m_pause.isActive())
        ask();
    return false;
}

void ItemLook::count(qint64 LookTally::*kind, FoundItem::Way way)
{
    LookTally one{.since = m_askedAt};
    one.*kind = 1;
    one.byGet = way == FoundItem::Way::Get ? 1 : 0;
    m_tallies.add(m_place, one);
}

void ItemLook::setState(State state)
{
    if (state == State::Nothing || state == State::Missing || state == State::GetOnly)
        m_item.reset();
    m_state = state;
    emit changed();
}
