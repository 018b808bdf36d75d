#include "ui/keys/keyitems.h"

#include "app/commands/readabletext.h"
#include "app/itemedit/deedundo.h"
#include "connection/connection.h"
#include "ui/itemedit/deedfollower.h"
#include "ui/keys/keybrowser.h"
#include "ui/keys/keychangeactions.h"
#include "ui/keys/keydetails.h"
#include "ui/keys/keytable.h"
#include "ui/keys/keytreeview.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace {

bool hasAnswer(ItemLook::State state)
{
    return state == ItemLook::State::Found || state == ItemLook::State::Missing;
}

constexpr int mostLookedThrough = 10'000; // keys, one by one in the list

} // namespace

KeyItems::KeyItems(const Surroundings &surroundings, QWidget *window)
    : QObject(window)
    , m_parts(surroundings)
    , m_actions(surroundings.connection, surroundings.changes->journal(), window)
    , m_follower(new DeedFollower(surroundings.browser, surroundings.details, this))
{
    m_parts.details->offer(m_actions.menu());
    m_parts.browser->table()->setItemMenu(m_actions.menu());
    m_parts.tree->setItemMenu(m_actions.menu());
    const QList<QAction *> ofSelected{m_parts.changes->deleteSelected(), m_parts.changes->retimeSelected()};
    m_parts.browser->table()->setKeyActions(ofSelected);
    m_parts.tree->setKeyActions(ofSelected);
    connect(m_parts.details, &KeyDetails::keyChanged, this, &KeyItems::followKey);
    connect(m_parts.details, &KeyDetails::deleteRequested, this, [this](const QByteArray &key) { change(KeyChange::Kind::Delete, key); });
    connect(&m_actions, &ItemActions::told, this, &KeyItems::told);
    connect(&m_actions, &ItemActions::counted, m_parts.details->tallies(), &LookTallies::add);
    connect(&m_actions, &ItemActions::deleteRequested, this, [this](const QByteArray &key) { change(KeyChange::Kind::Delete, key); });
    connect(&m_actions, &ItemActions::retimeRequested, this, [this](const QByteArray &key) { change(KeyChange::Kind::SetTtl, key); });
    connect(&m_actions, &ItemActions::done, this, [this](const std::vector<ItemDeed> &deeds) {
        m_follower->follow(deeds, m_parts.isOfServer() ? DeedFollower::List::OfServer : DeedFollower::List::Other);
    });
    connect(&m_actions, &ItemActions::doneElsewhere, this, [this](const std::vector<ItemDeed> &deeds) { follow(deeds); });
    connect(&m_actions, &ItemActions::workChanged, this, &KeyItems::workChanged);
    connect(&m_actions, &ItemActions::workFailed, this, &KeyItems::workFailed);
    connect(m_parts.changes, &KeyChangeActions::keysGone, m_parts.browser->table(), &KeyTable::stayInPlace);
    connect(m_parts.changes, &KeyChangeActions::keysGone, m_follower, &DeedFollower::leaveOut);
    connect(m_parts.changes, &KeyChangeActions::restored, this, &KeyItems::awaitRestored);
    connect(m_parts.changes, &KeyChangeActions::keysRetimed, this, &KeyItems::awaitRetimed);
    connect(m_parts.changes, &KeyChangeActions::possibilityChanged, this, &KeyItems::followKey);
    connect(m_follower, &DeedFollower::keyWanted, this, &KeyItems::keyWanted);
}

/// What is new comes into the list, and the page stays where it is.
void KeyItems::follow(const std::vector<ItemDeed> &deeds)
{
    m_follower->follow(deeds, m_parts.isOfServer() ? DeedFollower::List::OfServer : DeedFollower::List::Other, DeedFollower::New::Listed);
}

/// Of many keys the list is made anew. Of fewer it has those again that had gone, as they were, and of few with the CAS that they got: who
/// looks at them, or changes them next, would take that for the doing of somebody else.
void KeyItems::awaitRestored(const RunKeys &keys, const KeyOutcomes &outcomes, const std::vector<UndoneItem> &items)
{
    m_restored.clear();
    m_returned.clear();
    m_parts.details->lookAgain();
    const bool isOld = hasAnswer(m_parts.details->state()); // from before: it is being edited
    const QByteArray &key = m_parts.details->key();
    const SharedGoneKeys gone = m_parts.browser->view()->gone();
    QByteArray returned;
    QList<int> back;
    for (int position = 0; position < std::min(keys.size(), mostLookedThrough); ++position) {
        const KeyOutcome outcome = outcomes.at(position);
        if (outcome != KeyOutcome::Done && outcome != KeyOutcome::Changed)
            continue; // it is not there, for all that is known
        const QByteArrayView restored = keys.at(position);
        if (restored == QByteArrayView(key) && !isOld && std::ranges::find(items, key, &UndoneItem::key) == items.end())
            m_restored = key;
        if (const auto index = m_parts.isOfServer() ? m_parts.browser->keyspace()->store().find(restored) : std::nullopt)
            back.append(*index);
        if (returned.isEmpty() && gone && !back.isEmpty() && gone->contains(back.constLast()))
            returned = restored.toByteArray();
    }
    const bool wereListed = returned.isEmpty() && areListed(keys, outcomes);
    if (keys.size() <= mostLookedThrough)
        m_parts.browser->view()->takeBack(back);
    follow(deedsOf(items));
    constexpr int few = 2; // a renamed item
    // More than these would not be looked for one by one, and whoever edits a value stays with it.
    if (keys.size() <= few && !returned.isEmpty() && !m_parts.details->isEditing())
        m_returned = returned;
    if (m_restored.isEmpty() && !m_returned.isEmpty())
        m_follower->want(std::exchange(m_returned, {}));
    const auto isRemoved = [](const UndoneItem &item) { return item.way == UndoEntry::Way::Remove; };
    if (std::ranges::count_if(items, isRemoved) == outcomes.count(KeyOutcome::Done))
        return;
    if (!wereListed)
        emit told(areListed(keys, outcomes) ? tr("What was put back is in the list again")
                                            : tr("Refresh the list to see all that was put back"));
    else if (items.empty() && m_restored.isEmpty())
        emit told(tr("The TTLs shown are those from before: refresh the list"));
}

/// Whether the list has all that is on the server again, of keys that are few enough to be looked for one by one.
bool KeyItems::areListed(const RunKeys &keys, const KeyOutcomes &outcomes) const
{
    if (!m_parts.isOfServer() || keys.size() > mostLookedThrough)
        return false;
    const KeyStore &store = m_parts.browser->keyspace()->store();
    for (int position = 0; position < keys.size(); ++position) {
        if (outcomes.at(position) == KeyOutcome::Done && !store.find(keys.at(position)))
            return false;
    }
    return true;
}

/// Of many keys the list is made anew. The item that is looked at is looked at again, and the list has what was found.
void KeyItems::awaitRetimed(const KeyListing &listing, const QList<int> &indexes)
{
    const QByteArray &key = m_parts.details->key();
    const bool isShown = std::ranges::any_of(indexes, [&](int index) { return listing.key(index) == QByteArrayView(key); });
    if (isShown) {
        m_parts.details->lookAgain();
        m_returned.clear();
        m_restored = hasAnswer(m_parts.details->state()) ? QByteArray() : key; // that from before, while it is being edited
    }
    emit told(isShown && indexes.size() == 1 ? tr("“%1” has its new TTL").arg(shownBytes(key))
                                             : tr("The TTLs shown are those from before: refresh the list"));
}

/// What undo, or a new TTL, has made of the item that is looked at, the list is told too.
void KeyItems::followRestored()
{
    const QByteArray &key = m_parts.details->key();
    if (key != m_restored) {
        m_restored.clear();
        m_returned.clear();
    }
    if (m_restored.isEmpty() || !hasAnswer(m_parts.details->state()))
        return;
    m_restored.clear();
    Keyspace *keyspace = m_parts.browser->keyspace();
    const std::optional<int> index = m_parts.isOfServer() ? keyspace->store().find(key) : std::nullopt;
    const std::optional<ListedKey> found = m_parts.details->foundItem();
    if (index && found)
        keyspace->amend(key,
                        {.cas = found->cas,
                         .expiry = found->expiry == ListedKey::never ? 0 : quint32(found->expiry),
                         .lastAccess = quint32(keyspace->time()),
                         .size = found->size,
                         .flags = found->flags.value_or(0),
                         .slabClass = keyspace->chunks().classFor(found->size).value_or(0),
                         .marks = found->flags ? KeySegment::flagsMark : quint8(0)});
    else if (index)
        m_parts.browser->view()->leaveOut(keyspace->listing(), {*index});
    if (!m_returned.isEmpty())
        m_follower->want(std::exchange(m_returned, {}));
}

void KeyItems::followKey()
{
    followRestored();
    const QByteArray &key = m_parts.details->key();
    if (m_actions.key() != key)
        m_actions.setKey(key);
    m_parts.details->deleteAction()->setEnabled(!key.isEmpty() && m_parts.changes->isPossible() && oneKey(key).count() > 0);
}

void KeyItems::change(KeyChange::Kind kind, const QByteArray &key)
{
    if (oneKey(key).count() == 0)
        emit told(tr("There is no such item, or it was not read yet"));
    m_parts.changes->change(kind, oneKey(key));
}

/// As it was looked at, which is newer than the list; else as the list has it.
KeyChoice KeyItems::oneKey(const QByteArray &key) const
{
    const std::optional<ListedKey> found = m_parts.details->key() == key ? m_parts.details->foundItem() : std::nullopt;
    const Keyspace *keyspace = m_parts.browser->keyspace();
    if (!found) {
        const std::optional<int> index = m_parts.isOfServer() ? keyspace->store().find(key) : std::nullopt;
        return index ? KeyChoice{keyspace->listing(), std::make_shared<const std::vector<int>>(1, *index)} : KeyChoice();
    }
    KeySegment segment;
    std::copy(key.begin(), key.end(), segment.keySpace());
    segment.append(key.size(),
                   {.cas = found->cas,
                    .expiry = found->expiry == ListedKey::never ? 0 : quint32(found->expiry),
                    .size = found->size,
                    .slabClass = found->slabClass});
    segment.squeeze();
    KeyListing listing(m_parts.connection->server().time(), m_parts.connection->server().process);
    listing.append(std::move(segment));
    return {listing, {}};
}
