#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

/// Finds a few bytes in many, where the letters A to Z are taken for the same as a to z; of other alphabets' letters only the bytes count.
class ByteSearch
{
public:
    explicit ByteSearch(QByteArrayView sought);

    /// The place of the first occurrence at or behind `from`, -1: none. Nothing sought is found everywhere.
    [[nodiscard]] qsizetype find(QByteArrayView bytes, qsizetype from = 0) const;
    [[nodiscard]] bool isIn(QByteArrayView bytes) const { return find(bytes) >= 0; }
    /// Every place where it is, as bits: those of places 0 to 63 are the first number, the lowest the first; one more number follows,
    /// without any. Returns how many they are. Nothing sought is nowhere. For many bytes.
    qsizetype mark(QByteArrayView bytes, std::vector<quint64> &places) const;
    [[nodiscard]] qsizetype length() const { return m_sought.size(); }

private:
    /// Where in the stretch from `begin` on it may begin: a bit for each place, the lowest is the first.
    [[nodiscard]] quint64 candidates(QByteArrayView bytes, qsizetype begin) const;
    /// The same, where all bytes are there that a whole stretch needs.
    [[nodiscard]] quint64 wholeCandidates(const uchar *begin) const;
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
