#pragma once

#include "app/keyspace/gonekeys.h"
#include "app/keyspace/keyfilter.h"
#include "app/keyspace/keylisting.h"
#include "app/keyspace/keyorder.h"
#include "app/keyspace/slabchunks.h"

#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

/// Which keys of a listing are seen and in what order: by a filter and an order, worked out in another thread, so that the latest question
/// wins; until then what was seen before stays. Keys that are added to the listing are filtered alone and put at the end, whatever the
/// order, until rearrange() is called.
class KeyView : public QObject
{
    Q_OBJECT

public:
    using Indexes = std::shared_ptr<const std::vector<int>>;

    explicit KeyView(QObject *parent = nullptr);
    ~KeyView() override;

    /// Looks at another listing.
    void setListing(const KeyListing &listing, const SlabChunks &chunks = {});
    /// The same listing with more keys at its end.
    void grow(const KeyListing &listing);
    /// What is known of the key with this index in the newest listing is another. It stays where it is, unless something is worked out just
    /// then, until rearrange() is called. Where it was left out, it is seen again.
    void amend(int index, const KeySegment::Fields &fields);
    /// Puts what grew into its place in the order. Nothing happens where everything is in its place.
    void rearrange();
    void setFilter(const KeyFilter &filter);
    void setOrder(const KeyOrder &order);
    /// Keys of `listing`, by their indexes, that are known to be gone: they are not seen any more. Nothing happens where another listing is
    /// looked at by now, which has what it has.
    void leaveOut(const KeyListing &listing, const QList<int> &indexes);
    /// What was left out of the newest listing is there again.
    void takeBack(const QList<int> &indexes);

    [[nodiscard]] const KeyFilter &filter() const { return m_filter; }
    [[nodiscard]] const KeyOrder &order() const { return m_order; }
    /// Something is worked out.
    [[nodiscard]] bool isWorking() const { return m_working; }

    // What is seen. These belong together, also while something else is worked out.
    [[nodiscard]] const KeyListing &listing() const { return m_listing; }
    [[nodiscard]] const SlabChunks &chunks() const { return m_chunks; }
    [[nodiscard]] int count() const { return m_isAll ? m_listing.size() : int(m_rows->size()); }
    /// The key's index in the listing.
    [[nodiscard]] int index(int row) const { return m_isAll ? row : (*m_rows)[size_t(row)]; }
    /// Where the key with this index in the listing stands, if it is seen.
    [[nodiscard]] std::optional<int> rowOf(int index) const;
    /// The indexes of all that is seen, in order; a copy that stays as it is. Null: all of the listing, in the order in which they came.
    [[nodiscard]] Indexes indexes() const;
    /// How many keys of the listing are not seen since they are known to be gone, whatever the filter.
    [[nodiscard]] int goneCount() const { return m_goneCount; }
    /// Which of the listing are known to be gone; null: none.
    [[nodiscard]] SharedGoneKeys gone() const { return m_listing.isSame(m_newest) ? m_leftOut : nullptr; }
    /// Bytes of all items that are seen, as far as they were told.
    [[nodiscard]] qint64 itemBytes() const { return m_itemBytes; }

signals:
    /// The last `count` rows are new.
    void appended(int count);
    /// What is known of the key in this row is another.
    void amended(int row);
    void aboutToReplace();
    /// Everything may be another: the listing, which keys, their order.
    void replaced();
    void workingChanged();

private:
    struct Question
    {
        KeyListing listing;
        SlabChunks chunks;
        KeyFilter filter;
        KeyOrder order;
        SharedGoneKeys leftOut = {};
        Indexes before = {}; ///< what is seen already, if the answer is to begin with it
        int from = 0;        ///< what was before is seen already
    };
    struct Answer
    {
        KeyListing listing;
        SlabChunks chunks = {};
        std::vector<int> rows = {};
        qint64 itemBytes = 0;
        int gone = 0;
        int from = 0;
        size_t before = 0; ///< rows at the begin that are seen already
        bool isAll = false;
        bool ascending = false;
    };

    [[nodiscard]] static Answer answer(const Question &question, const std::function<bool()> &isCancelled);
    [[nodiscard]] bool bringBack(const QList<int> &indexes);
    void askForAll();
    void takeMore();
    void start(Question question);
    void take();
    void append(Answer answer);
    void replace(Answer answer);
    void cancel();
    void setWorking(bool working);

    KeyListing m_newest; ///< what is to be seen
    SlabChunks m_newestChunks;
    KeyListing m_listing;
    SlabChunks m_chunks;
    KeyFilter m_filter;
    KeyOrder m_order;
    SharedGoneKeys m_leftOut; ///< of the newest
    std::shared_ptr<std::vector<int>> m_rows;
    qint64 m_itemBytes = 0;
    int m_goneCount = 0;
    bool m_isAll = true;     ///< everything in the order in which it came; m_rows has nothing then
    bool m_ascending = true; ///< rows stand in the order in which their keys came
    bool m_inPlace = true;   ///< nothing was put at the end without regard to the order
    bool m_working = false;
    QFutureWatcher<Answer> m_watcher;
    std::shared_ptr<std::atomic_bool> m_cancelled;
};
