#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// Finds a few bytes in many, where the letters A to Z are taken for the same as a to z; of other alphabets' letters only the bytes count.
class ByteSearch
{
public:
    explicit ByteSearch(QByteArrayView sought);

    /// The place of the first occurrence at or behind `from`, -1: none. Nothing sought is found everywhere.
    [[nodiscard]] qsizetype find(QByteArrayView bytes, qsizetype from = 0) const;
    [[nodiscard]] bool isIn(QByteArrayView bytes) const { return find(bytes) >= 0; }
    [[nodiscard]] qsizetype length() const { return m_sought.size(); }

private:
    friend class ByteScan;
    /// Whether it is at `place`, where there are bytes enough.
    [[nodiscard]] bool matches(QByteArrayView bytes, qsizetype place) const;

    QByteArray m_sought; ///< in lower case
    uchar m_firstMask = 0;
    uchar m_first = 0;
    uchar m_lastMask = 0;
    uchar m_last = 0;
    // Of the first eight bytes, or as many as there are, the lowest byte is the first.
    quint64 m_begin = 0;
    quint64 m_beginCase = 0; ///< the bit by which letters may differ
    quint64 m_beginBits = 0; ///< that count
};

/// Finds one occurrence behind the other in the same bytes, also where there are many. Both must outlive it.
class ByteScan
{
public:
    ByteScan(const ByteSearch &search, QByteArrayView bytes);

    /// The place of the first occurrence at or behind `from`, which only grows from call to call; -1: none.
    [[nodiscard]] qsizetype next(qsizetype from);

private:
    /// Looks where in the bytes from `begin` on the sought ones may be.
    void mark(qsizetype begin);

    const ByteSearch *m_search;
    QByteArrayView m_bytes;
    qsizetype m_end;          ///< places where it may begin
    qsizetype m_begin = 0;    ///< of the stretch that was looked at
    quint64 m_candidates = 0; ///< a bit for each place in it, the lowest is the first
    bool m_isMarked = false;
};
