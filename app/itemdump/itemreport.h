#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QMetaType>
#include <QString>

#include <array>
#include <vector>

/// What became of one key in a dump, a look at what a restore would do, or a restore.
enum class ItemFate : quint8 {
    Dumped,
    Gone,      ///< it was listed, and is not there any more
    Absent,    ///< in the dump, and not on the server
    Present,   ///< on the server; whether it is still the dumped one cannot be told
    Unchanged, ///< on the server, as it was dumped
    Changed,   ///< on the server, and stored anew since it was dumped
    Unseen,    ///< nobody looked whether it is on the server
    Expired,   ///< since it was dumped
    TooLarge,  ///< for the server's item_size_max
    Restored,
    Kept,    ///< what is on the server was left as it is
    Refused, ///< by the server, or never sent: see the reason
    Last = Refused,
};

/// What became of many keys, in order: their bytes end to end, and eleven bytes a key.
class ItemReport
{
public:
    void add(QByteArrayView key, ItemFate fate, const QString &reason = {});

    [[nodiscard]] int size() const { return int(m_ends.size()); }
    [[nodiscard]] QByteArrayView key(int index) const;
    [[nodiscard]] ItemFate fate(int index) const { return m_fates[size_t(index)]; }
    /// One translated sentence; empty for none.
    [[nodiscard]] const QString &reason(int index) const { return m_reasons[m_reasonNumbers[size_t(index)]]; }
    /// Whether there is any.
    [[nodiscard]] bool hasReasons() const { return m_reasons.size() > 1; }
    /// How many keys have this fate.
    [[nodiscard]] qint64 count(ItemFate fate) const { return m_counts[size_t(fate)]; }

private:
    /// Servers say few different things; of one that does not, the first are kept.
    static constexpr size_t mostReasons = 1'000;

    QByteArray m_keys;
    std::vector<qsizetype> m_ends;
    std::vector<ItemFate> m_fates;
    std::vector<quint16> m_reasonNumbers;
    std::vector<QString> m_reasons{QString()};
    std::array<qint64, size_t(ItemFate::Last) + 1> m_counts{};
};
