#include "ui/itemedit/deedfollower.h"

#include "connection/text/itemsize.h"
#include "ui/keys/keybrowser.h"
#include "ui/keys/keydetails.h"

#include <algorithm>
#include <limits>
#include <utility>

DeedFollower::DeedFollower(KeyBrowser *browser, KeyDetails *details, QObject *parent)
    : QObject(parent)
    , m_browser(browser)
    , m_details(details)
{
    // Queued: those that show the list follow it first.
    connect(browser->view(), &KeyView::workingChanged, this, &DeedFollower::goToWanted, Qt::QueuedConnection);
}

void DeedFollower::follow(const std::vector<ItemDeed> &deeds, List list, New fresh)
{
    using Kind = ItemDeed::Kind;
    Keyspace *keyspace = m_browser->keyspace();
    QByteArray created;
    QList<int> gone;
    for (const ItemDeed &deed : deeds) {
        const std::optional<int> index = keyspace->store().find(deed.key);
        if (deed.kind == Kind::Created)
            created = deed.key;
        if (list == List::OfServer && deed.kind == Kind::Created && !index)
            keyspace->add(deed.key, fieldsAfter(deed));
        else if (list == List::OfServer && deed.kind == Kind::Deleted && index)
            gone.append(*index);
        else if (list == List::OfServer && index)
            amend(deed, *index);
        if (deed.kind != Kind::Deleted && deed.key == m_details->key())
            m_details->lookAgain();
    }
    m_browser->view()->leaveOut(keyspace->listing(), gone);
    if (created.isEmpty() || fresh == New::Listed)
        return;
    want(created);
}

void DeedFollower::want(const QByteArray &key)
{
    m_wanted = key;
    QMetaObject::invokeMethod(this, &DeedFollower::goToWanted, Qt::QueuedConnection);
}

/// What is not known of it is as it was listed: its TTL, which no such deed changes, and of an item that was not read its flags and its
/// size.
void DeedFollower::amend(const ItemDeed &deed, int index)
{
    Keyspace *keyspace = m_browser->keyspace();
    KeySegment::Fields fields = fieldsAfter(deed);
    const ListedKey listed = keyspace->listing().at(index);
    if (!deed.after.expiry && listed.expiry != ListedKey::never)
        fields.expiry = quint32(listed.expiry);
    if (deed.kind == ItemDeed::Kind::Created && !deed.isKnown) {
        fields.flags = listed.flags.value_or(0);
        fields.marks = listed.flags ? KeySegment::flagsMark : 0;
        fields.size = listed.size;
        fields.slabClass = listed.slabClass;
    }
    keyspace->amend(deed.key, fields);
    if (deed.key == m_details->key())
        m_details->takeListed(keyspace->listing().at(index));
}

/// As a listing would tell it.
KeySegment::Fields DeedFollower::fieldsAfter(const ItemDeed &deed) const
{
    const Keyspace *keyspace = m_browser->keyspace();
    const qint64 size = wholeItemSize(deed.key.size(), deed.after.size, deed.after.cas != 0 ? ItemCas::Kept : ItemCas::None,
                                      deed.after.flags != 0 ? ItemFlags::Some : ItemFlags::None);
    KeySegment::Fields fields{.cas = deed.after.cas, .flags = deed.after.flags, .marks = KeySegment::flagsMark};
    fields.size = quint32(std::min<qint64>(size, std::numeric_limits<quint32>::max()));
    fields.slabClass = keyspace->chunks().classFor(quint64(size)).value_or(0);
    fields.lastAccess = quint32(keyspace->time());
    if (deed.after.expiry && *deed.after.expiry != ListedKey::never)
        fields.expiry = quint32(*deed.after.expiry);
    return fields;
}

void DeedFollower::goToWanted()
{
    if (!m_wanted.isEmpty() && !m_browser->view()->isWorking())
        emit keyWanted(std::exchange(m_wanted, {}));
}

void DeedFollower::leaveOut(const KeyListing &listing, const QList<int> &indexes)
{
    const Keyspace *keyspace = m_browser->keyspace();
    if (listing.isSame(keyspace->listing())) {
        m_browser->view()->leaveOut(listing, indexes);
        return;
    }
    QList<int> here;
    for (const int index : indexes) {
        if (const std::optional<int> found = keyspace->store().find(listing.key(index)))
            here.append(*found);
    }
    m_browser->view()->leaveOut(keyspace->listing(), here);
    if (!indexes.isEmpty() && listing.key(indexes.constFirst()) == m_details->key())
        m_details->lookAgain();
}
