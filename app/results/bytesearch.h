#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <bit>

/// Finds a few bytes in many, where the letters A to Z are taken for the same as a to z; of other alphabets' letters only the bytes count.
class ByteSearch
{
public:
    explicit ByteSearch(QByteArrayView sought);

    /// The place of the first occurrence at or behind `from`, -1: none. Nothing sought is found everywhere.
    [[nodiscard]] qsizetype find(QByteArrayView bytes, qsizetype from = 0) const;
    /// Calls `use` with the place of one occurrence after the other; it returns from where on the next is wanted. Where there are many,
    /// this is quicker than find() for each.
    template <typename Use> void forEach(QByteArrayView bytes, const Use &use) const;
    [[nodiscard]] bool isIn(QByteArrayView bytes) const { return find(bytes) >= 0; }
    [[nodiscard]] qsizetype length() const { return m_sought.size(); }

private:
    static constexpr qsizetype stretch = 64; ///< bytes that are looked at without a branch
    /// A byte for each place of a stretch: 1, it may begin there.
    using Marks = std::array<quint64, stretch / 8>;

    /// Whether there is one that may begin in the stretch at `bytes`.
    [[nodiscard]] bool mark(const char *bytes, Marks &marks) const;
    /// From which place on it cannot begin any more.
    [[nodiscard]] qsizetype endOf(QByteArrayView bytes) const { return bytes.size() - m_sought.size() + 1; }
    [[nodiscard]] bool matches(const char *bytes) const;

    QByteArray m_sought; ///< in lower case
    uchar m_firstMask = 0;
    uchar m_first = 0;
    uchar m_lastMask = 0;
    uchar m_last = 0;
};

template <typename Use> void ByteSearch::forEach(QByteArrayView bytes, const Use &use) const
{
    const qsizetype end = std::min(endOf(bytes), bytes.size());
    qsizetype wanted = 0;
    qsizetype at = 0;
    Marks marks;
    for (; !m_sought.isEmpty() && at + stretch <= end; at += stretch) {
        if (!mark(bytes.data() + at, marks))
            continue;
        for (size_t i = 0; i < marks.size(); ++i) {
            for (quint64 word = marks[i]; word != 0; word &= word - 1) {
                const qsizetype place = at + qsizetype(8 * i) + std::countr_zero(word) / 8;
                if (place >= wanted && matches(bytes.data() + place))
                    wanted = use(place);
            }
        }
    }
    for (at = std::max(at, wanted); at < end; at = std::max(at + 1, wanted)) {
        if (matches(bytes.data() + at))
            wanted = use(at);
    }
}
