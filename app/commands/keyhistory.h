#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <map>

/// The keys that were used last, to be offered again. Bounded: the one that was not used for the longest time goes first.
class KeyHistory
{
public:
    explicit KeyHistory(qsizetype most = 10'000);

    /// `key` is used now. One that no server takes (empty, or over 250 bytes) is not kept.
    void add(QByteArrayView key);
    /// Up to `atMost` keys that begin with `prefix`, the latest first.
    [[nodiscard]] QList<QByteArray> find(QByteArrayView prefix, qsizetype atMost) const;
    [[nodiscard]] qsizetype size() const { return qsizetype(m_uses.size()); }
    void clear();

private:
    struct ByBytes
    {
        using is_transparent = void;
        bool operator()(QByteArrayView a, QByteArrayView b) const { return a.compare(b) < 0; }
    };
    using Uses = std::map<QByteArray, quint64, ByBytes>;

    qsizetype m_most;
    quint64 m_clock = 0; ///< counts uses
    Uses m_uses;         ///< when each key was used last, in the order of bytes
    std::map<quint64, Uses::const_iterator> m_order;
};
