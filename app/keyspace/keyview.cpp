#include "app/keyspace/keyview.h"

#include "app/keyspace/keymatcher.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace {

/// Bytes of the items from `from` on.
qint64 bytesFrom(const KeyListing &listing, int from)
{
    qint64 bytes = 0;
    for (const KeyListing::Part &part : listing.parts()) {
        for (int i = std::max(from, part.first); i < part.end(); ++i)
            bytes += part.segment->itemSize(i - part.first);
    }
    return bytes;
}

} // namespace

KeyView::KeyView(QObject *parent)
    : QObject(parent)
    , m_rows(std::make_shared<std::vector<int>>())
    , m_cancelled(std::make_shared<std::atomic_bool>(false))
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &KeyView::take);
}

KeyView::~KeyView()
{
    cancel();
}

void KeyView::setListing(const KeyListing &listing, const SlabChunks &chunks)
{
    m_newest = listing;
    m_newestChunks = chunks;
    m_leftOut.reset();
    askForAll();
}

void KeyView::grow(const KeyListing &listing)
{
    m_newest = listing;
    if (!m_working)
        takeMore();
}

void KeyView::amend(int index, const KeySegment::Fields &fields)
{
    if (index >= m_newest.size()) // it comes with what grew, as it is by then
        return;
    const bool isSeen = m_listing.isSame(m_newest) && index < m_listing.size();
    m_newest.amend(index, fields);
    if (isSeen) {
        const std::optional<int> row = rowOf(index);
        if (row)
            m_itemBytes += qint64(fields.size) - qint64(m_listing.at(index).size);
        m_listing.amend(index, fields);
        m_inPlace = m_inPlace && m_order.isArrival();
        if (row)
            emit amended(*row);
    }
    if (bringBack({index}) || m_working) // on what it was before
        askForAll();
}

/// What was known to be gone is there again. False: it was not.
bool KeyView::bringBack(const QList<int> &indexes)
{
    const auto isLeftOut = [this](int index) { return m_leftOut && m_leftOut->contains(index); };
    if (std::ranges::none_of(indexes, isLeftOut))
        return false;
    GoneKeys leftOut = *m_leftOut;
    for (const int index : indexes) {
        if (isLeftOut(index))
            leftOut.set(index, false);
    }
    m_leftOut = std::make_shared<const GoneKeys>(std::move(leftOut));
    return true;
}

void KeyView::takeBack(const QList<int> &indexes)
{
    if (bringBack(indexes))
        askForAll();
}

void KeyView::rearrange()
{
    if (m_inPlace)
        return;
    askForAll();
}

void KeyView::setFilter(const KeyFilter &filter)
{
    m_filter = filter;
    askForAll();
}

void KeyView::setOrder(const KeyOrder &order)
{
    if (m_order == order)
        return;
    m_order = order;
    askForAll();
}

void KeyView::leaveOut(const KeyListing &listing, const QList<int> &indexes)
{
    if (indexes.isEmpty() || !listing.isSame(m_newest))
        return;
    GoneKeys leftOut = m_leftOut ? *m_leftOut : GoneKeys();
    leftOut.marks.resize(size_t(m_newest.size()));
    for (const int index : indexes) {
        if (size_t(index) < leftOut.marks.size()) // more may have come than we were told of
            leftOut.set(index, true);
    }
    m_leftOut = std::make_shared<const GoneKeys>(std::move(leftOut));
    askForAll();
}

std::optional<int> KeyView::rowOf(int index) const
{
    if (index < 0)
        return {};
    if (m_isAll)
        return index < m_listing.size() ? std::optional(index) : std::nullopt;
    const auto begin = m_rows->begin();
    const auto end = m_rows->end();
    const auto found = m_ascending ? std::lower_bound(begin, end, index) : std::find(begin, end, index);
    return found == end || *found != index ? std::nullopt : std::optional(int(found - begin));
}

KeyView::Indexes KeyView::indexes() const
{
    return m_isAll ? nullptr : m_rows;
}

/// Everything in the order in which it came takes no work; all else is worked out elsewhere.
void KeyView::askForAll()
{
    cancel();
    if (m_filter.isEmpty() && m_order.isArrival() && !m_leftOut)
        replace({.listing = m_newest, .chunks = m_newestChunks, .itemBytes = bytesFrom(m_newest, 0), .isAll = true, .ascending = true});
    else
        start({.listing = m_newest, .chunks = m_newestChunks, .filter = m_filter, .order = m_order, .leftOut = m_leftOut});
}

void KeyView::takeMore()
{
    const int before = m_listing.size();
    if (m_newest.size() == before)
        return;
    if (!m_isAll) {
        // What somebody looks at stays as it is: the longer one is made elsewhere.
        const Indexes rows = m_rows.use_count() > 1 ? m_rows : nullptr;
        start({.listing = m_newest, .chunks = m_newestChunks, .filter = m_filter, .order = {}, .before = rows, .from = before});
        return;
    }
    m_listing = m_newest;
    m_itemBytes += bytesFrom(m_listing, before);
    emit appended(m_listing.size() - before);
}

KeyView::Answer KeyView::answer(const Question &question, const std::function<bool()> &isCancelled)
{
    Answer answer{.listing = question.listing, .chunks = question.chunks, .from = question.from};
    KeyMatches matches = matchingKeys(question.listing, question.filter, question.from, isCancelled);
    answer.itemBytes = matches.itemBytes;
    answer.rows = std::move(matches.indexes);
    if (question.leftOut) {
        answer.gone = question.leftOut->count;
        KeyCursor cursor(answer.listing);
        std::erase_if(answer.rows, [&](int index) {
            if (!question.leftOut->contains(index))
                return false;
            cursor.moveTo(index);
            answer.itemBytes -= cursor.segment().itemSize(cursor.index());
            return true;
        });
    }
    answer.rows = sortedKeys(question.listing, std::move(answer.rows), question.order, question.chunks, isCancelled);
    answer.ascending = question.order.isArrival();
    if (question.before) {
        answer.before = question.before->size();
        answer.rows.insert(answer.rows.begin(), question.before->begin(), question.before->end());
    }
    return answer;
}

void KeyView::start(Question question)
{
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    const auto work = [question = std::move(question), cancelled = m_cancelled] {
        return answer(question, [&cancelled] { return cancelled->load(std::memory_order_relaxed); });
    };
    m_watcher.setFuture(QtConcurrent::run(work));
    setWorking(true);
}

void KeyView::take()
{
    if (m_cancelled->load() || !m_working)
        return;
    Answer answer = m_watcher.future().takeResult();
    if (answer.from > 0)
        append(std::move(answer));
    else
        replace(std::move(answer));
    if (m_cancelled->load()) // something else was asked meanwhile
        return;
    m_working = false;
    takeMore();
    if (!m_working)
        emit workingChanged();
}

void KeyView::append(Answer answer)
{
    const int came = int(answer.rows.size() - answer.before);
    m_listing = answer.listing;
    m_itemBytes += answer.itemBytes;
    if (came == 0)
        return;
    if (answer.before > 0 || m_rows->empty()) {
        m_rows = std::make_shared<std::vector<int>>(std::move(answer.rows));
    } else {
        if (m_rows.use_count() > 1) // somebody looks at them since a moment ago
            m_rows = std::make_shared<std::vector<int>>(*m_rows);
        m_rows->insert(m_rows->end(), answer.rows.begin(), answer.rows.end());
    }
    m_inPlace = m_inPlace && m_ascending;
    emit appended(came);
}

void KeyView::replace(Answer answer)
{
    emit aboutToReplace();
    m_listing = std::move(answer.listing);
    m_chunks = answer.chunks;
    m_rows = std::make_shared<std::vector<int>>(std::move(answer.rows));
    m_itemBytes = answer.itemBytes;
    m_goneCount = answer.gone;
    m_isAll = answer.isAll;
    m_ascending = answer.ascending;
    m_inPlace = true;
    emit replaced();
}

void KeyView::cancel()
{
    m_cancelled->store(true);
    setWorking(false);
}

void KeyView::setWorking(bool working)
{
    if (std::exchange(m_working, working) != working)
        emit workingChanged();
}
