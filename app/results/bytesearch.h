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
    [[nodiscard]] bool matches(const char *bytes) const;

    QByteArray m_sought; ///< in lower case
    uchar m_firstMask = 0;
    uchar m_first = 0;
    uchar m_lastMask = 0;
    uchar m_last = 0;
};
