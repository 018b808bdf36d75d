#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <memory>
#include <optional>
#include <utility>

/// What a metadump tells of one key.
struct ListedKey
{
    static constexpr qint64 never = -1;

    QByteArrayView key;           ///< as it is, decoded; lives as long as its segment
    qint64 expiry = never;        ///< seconds since the epoch, at most 2^32 - 1 (in 2106)
    qint64 lastAccess = 0;        ///< seconds since the epoch; 0: not told
    quint64 cas = 0;              ///< 0: not told, or a server without CAS
    quint32 size = 0;             ///< bytes of the whole item, its header included; 0: not told (before 1.5.4)
    quint8 slabClass = 0;         ///< 1 to 63; 0: not told (before 1.5.4)
    bool fetched = false;         ///< somebody has read it since it was stored
    std::optional<quint32> flags; ///< none: not told (before 1.6.24)
};

/// An immutable run of listed keys in the order they came: their bytes end to end, and 24 bytes of columns a key, a few more where flags
/// are told. Cheap to move, never copied.
class KeySegment
{
public:
    /// Keys of a full segment.
    static constexpr qsizetype usualSize = 16'384;
    static constexpr qsizetype longestKey = 250;

    [[nodiscard]] qsizetype size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] ListedKey at(qsizetype index) const;

    // One column at a time, for whoever looks through many.
    [[nodiscard]] QByteArrayView key(qsizetype index) const
    {
        const qsizetype begin = index % blockSize == 0 ? 0 : m_ends[size_t(index - 1)];
        return {m_keys.get() + m_blocks[size_t(index / blockSize)] + begin, m_ends[size_t(index)] - begin};
    }
    /// Where it ends among keys().
    [[nodiscard]] qsizetype keyEnd(qsizetype index) const { return qsizetype(m_blocks[size_t(index / blockSize)]) + m_ends[size_t(index)]; }
    /// The bytes of all keys, end to end.
    [[nodiscard]] QByteArrayView keys() const { return {m_keys.get(), m_keysSize}; }
    /// Seconds since the epoch, or ListedKey::never.
    [[nodiscard]] qint64 expiry(qsizetype index) const
    {
        const quint32 expiry = m_expiries[size_t(index)];
        return expiry == 0 ? ListedKey::never : qint64(expiry);
    }
    [[nodiscard]] qint64 lastAccess(qsizetype index) const { return m_lastAccesses[size_t(index)]; }
    [[nodiscard]] quint64 cas(qsizetype index) const { return m_cas[size_t(index)]; }
    [[nodiscard]] quint32 itemSize(qsizetype index) const { return m_sizes[size_t(index)]; }
    [[nodiscard]] quint8 slabClass(qsizetype index) const { return m_classes[size_t(index)]; }
    [[nodiscard]] bool isFetched(qsizetype index) const { return (m_marks[size_t(index)] & fetchedMark) != 0; }
    [[nodiscard]] std::optional<quint32> flags(qsizetype index) const
    {
        if ((m_marks[size_t(index)] & flagsMark) == 0)
            return {};
        return m_flagNumbers ? m_flags[m_flagNumbers[size_t(index)]] : m_flags[size_t(index)];
    }
    /// Bytes held.
    [[nodiscard]] qsizetype byteSize() const;

    // For whoever fills it, in order.
    /// The fields of a key as they are kept: an expiry of 0 is never.
    struct Fields
    {
        quint64 cas = 0;
        quint32 expiry = 0;
        quint32 lastAccess = 0;
        quint32 size = 0;
        quint32 flags = 0;
        quint8 slabClass = 0;
        quint8 marks = 0;
    };
    static constexpr quint8 fetchedMark = 1;
    static constexpr quint8 flagsMark = 2;

    [[nodiscard]] bool isFull() const { return m_size == usualSize; }
    /// Room for a key of up to longestKey bytes that are yet to be decoded from three times as many. Not while it is full.
    [[nodiscard]] char *keySpace()
    {
        if (m_keysCapacity - m_keysSize < 3 * longestKey)
            grow();
        return m_keys.get() + m_keysSize;
    }
    /// A key whose `length` bytes were written to keySpace().
    void append(qsizetype length, const Fields &fields)
    {
        const auto index = size_t(m_size++);
        if (index % size_t(blockSize) == 0)
            m_blocks[index / size_t(blockSize)] = quint32(m_keysSize);
        m_keysSize += length;
        m_ends[index] = quint16(m_keysSize - m_blocks[index / size_t(blockSize)]);
        m_expiries[index] = fields.expiry;
        m_lastAccesses[index] = fields.lastAccess;
        m_cas[index] = fields.cas;
        m_sizes[index] = fields.size;
        m_classes[index] = fields.slabClass;
        m_marks[index] = fields.marks;
        if ((fields.marks & flagsMark) != 0)
            setFlags(index, fields.flags);
    }
    /// Gives back what was reserved for more; nothing may be appended any more.
    void squeeze();
    /// Expects keys as long as those of the segment before it.
    void expectKeysAsIn(const KeySegment &before) { m_keysExpected = before.m_keysSize; }

    KeySegment() = default;
    KeySegment(KeySegment &&other) noexcept { *this = std::move(other); }
    KeySegment &operator=(KeySegment &&other) noexcept;
    ~KeySegment() = default;
    Q_DISABLE_COPY(KeySegment)

private:
    /// Keys whose ends are told from where the first of them begins, so that two bytes are enough.
    static constexpr qsizetype blockSize = 128;
    static_assert(blockSize * longestKey <= 0xffff);

    struct Freeing
    {
        void operator()(void *bytes) const { std::free(bytes); }
    };
    /// From malloc(), so that it can shrink where it is.
    template <typename Field> using Column = std::unique_ptr<Field[], Freeing>;

    void grow();
    void allocateFlags();
    void squeezeFlags();
    void setFlags(size_t index, quint32 flags)
    {
        if (!m_flags)
            allocateFlags();
        m_flags[index] = flags;
    }
    template <typename Field> [[nodiscard]] static Column<Field> allocate(size_t count);
    template <typename Field> static void resize(Column<Field> &column, size_t count);

    Column<char> m_keys;
    Column<quint32> m_blocks; ///< where each block's first key begins in m_keys
    Column<quint16> m_ends;   ///< of each key, from where its block begins
    Column<quint32> m_expiries;
    Column<quint32> m_lastAccesses;
    Column<quint64> m_cas;
    Column<quint32> m_sizes;
    Column<quint32> m_flags;      ///< none while no key had any
    Column<quint8> m_flagNumbers; ///< which of m_flags each key has, where they are few; none: m_flags has one for each key
    Column<quint8> m_classes;
    Column<quint8> m_marks;
    qsizetype m_size = 0;
    qsizetype m_columnsCapacity = 0;
    qsizetype m_flagsCapacity = 0;
    qsizetype m_keysSize = 0;
    qsizetype m_keysCapacity = 0;
    qsizetype m_keysExpected = 0;
};
