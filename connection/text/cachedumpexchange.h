#pragma once

#include "connection/text/keysegment.h"
#include "connection/text/textexchange.h"

#include <utility>
#include <vector>

/// One `stats cachedump <class> 0` (memcached's items.c, item_cachedump): name, length of the value and expiry of the items of one slab
/// class. It is no whole list. With a segmented LRU, which is usual, only cold items stand in it; it ends after 2 MB; items whose key was
/// given in base64 are left out, those that have expired are not; and a name is cut off at a NUL. Nothing is told of CAS, flags, the last
/// access and reads. The server holds the class's LRU still while it writes, for some milliseconds at most.
class CachedumpExchange : public TextExchange
{
public:
    /// Bytes after which memcached ends the answer.
    static constexpr qint64 longestAnswer = 2 * 1024 * 1024;

    explicit CachedumpExchange(int slabClass)
        : m_class(slabClass)
    {
    }

    [[nodiscard]] QByteArray nextPortion() override;
    [[nodiscard]] qsizetype take(QByteArrayView bytes) override;
    [[nodiscard]] Flow flow() const override { return Flow::Bulk; }

    [[nodiscard]] int slabClass() const { return m_class; }
    [[nodiscard]] qint64 keyCount() const { return m_keyCount; }
    /// Lines that are no item: of keys with bytes that nobody can tell from the rest of the answer.
    [[nodiscard]] qint64 unreadableCount() const { return m_unreadableCount; }
    /// The answer is as long as memcached makes one at most.
    [[nodiscard]] bool isCutOff() const;
    /// The items since the last call. Their size is worked out from the value's, as of an item with a CAS and without flags.
    [[nodiscard]] std::vector<KeySegment> takeSegments() { return std::exchange(m_full, {}); }

private:
    void discard() override;
    void closeResults() override { closeSegment(); }
    /// How many bytes the item took that `bytes` begin with; 0: more has to come.
    [[nodiscard]] qsizetype takeItem(QByteArrayView bytes);
    [[nodiscard]] bool takeItemLine(QByteArrayView line);
    void takeOther(QByteArrayView line);
    void add(QByteArrayView key, quint32 valueLength, quint32 expiry);
    void closeSegment();

    int m_class;
    std::vector<KeySegment> m_full;
    KeySegment m_open;
    qint64 m_keyCount = 0;
    qint64 m_unreadableCount = 0;
    qint64 m_size = 0; ///< bytes of the answer
    bool m_anything = false;
    bool m_written = false;
};
