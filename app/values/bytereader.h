#pragma once

#include <QByteArrayView>
#include <QtEndian>

/// A place that moves forward through bytes. Reading past the end yields zeros or nothing and is remembered, so that a decoder asks once
/// a step instead of before each byte.
class ByteReader
{
public:
    explicit ByteReader(QByteArrayView bytes, qsizetype at = 0)
        : m_bytes(bytes)
        , m_at(at)
    {
    }

    [[nodiscard]] qsizetype at() const { return m_at; }
    [[nodiscard]] qsizetype left() const { return m_bytes.size() - m_at; }
    [[nodiscard]] bool atEnd() const { return m_at >= m_bytes.size(); }
    [[nodiscard]] bool isCutShort() const { return m_cutShort; }
    /// The next byte without moving; 0 at the end.
    [[nodiscard]] quint8 peek() const { return atEnd() ? quint8(0) : quint8(m_bytes[m_at]); }

    [[nodiscard]] quint8 byte() { return take(1).isEmpty() ? quint8(0) : quint8(m_bytes[m_at - 1]); }
    void skip(quint64 count) { (void)take(count); }
    [[nodiscard]] QByteArrayView take(quint64 count)
    {
        if (m_cutShort || count > quint64(left())) {
            m_cutShort = true;
            return {};
        }
        const QByteArrayView taken = m_bytes.sliced(m_at, qsizetype(count));
        m_at += qsizetype(count);
        return taken;
    }
    /// Up to the next `end`, which is skipped.
    [[nodiscard]] QByteArrayView takeUntil(char end)
    {
        const qsizetype found = m_cutShort ? -1 : m_bytes.indexOf(end, m_at);
        if (found < 0) {
            m_cutShort = true;
            return {};
        }
        const QByteArrayView taken = m_bytes.sliced(m_at, found - m_at);
        m_at = found + 1;
        return taken;
    }
    /// Moves on if the next byte is this one.
    [[nodiscard]] bool skipIf(char wanted)
    {
        if (atEnd() || m_bytes[m_at] != wanted)
            return false;
        ++m_at;
        return true;
    }
    template <typename Number> [[nodiscard]] Number big()
    {
        const QByteArrayView taken = take(sizeof(Number));
        return taken.isEmpty() ? Number(0) : qFromBigEndian<Number>(taken.data());
    }
    template <typename Number> [[nodiscard]] Number little()
    {
        const QByteArrayView taken = take(sizeof(Number));
        return taken.isEmpty() ? Number(0) : qFromLittleEndian<Number>(taken.data());
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_cutShort = false;
};
