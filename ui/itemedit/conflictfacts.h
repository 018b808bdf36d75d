#pragma once

#include "app/keychange/keychange.h"
#include "app/keyspace/itemexpiry.h"
#include "ui/itemedit/seenclock.h"

#include <QWidget>

#include <array>
#include <chrono>
#include <optional>

class QLabel;

/// What is known of the three sides of a conflict, side by side. A TTL counts down while it is seen.
class ConflictFacts : public QWidget
{
    Q_OBJECT

public:
    enum class Side : quint8 { Mine, Base, Theirs };
    /// Whose TTL it is, where it is the one of another side.
    enum class TtlOf : quint8 { Own, Server, Former };
    struct Facts
    {
        bool isThere = true;
        std::optional<qint64> size{}; ///< bytes; none: not known
        std::optional<quint32> flags{};
        bool isTtlChosen = true;        ///< or it has to be
        std::optional<KeyTtl> ttl{};    ///< that is to begin when it is stored
        std::optional<qint64> expiry{}; ///< else: as a listing says it; none: not known
        TtlOf ttlOf = TtlOf::Own;
        quint64 cas = 0; ///< 0: none
    };

    explicit ConflictFacts(QWidget *parent = nullptr);

    /// What is to be stored is called so.
    void nameMine(const QString &name);
    void setFacts(Side side, const Facts &facts) { m_sides[size_t(side)] = facts; }
    /// Shows what was set. `clockOffset`: the server's clock minus ours.
    void showFacts(std::chrono::seconds clockOffset);

private:
    enum Row { Title, Size, Flags, Ttl, Cas };
    /// Of what is stored now, if it is not stored yet.
    [[nodiscard]] ItemExpiry endOf(const Facts &facts) const;
    [[nodiscard]] QString ttlText(const Facts &facts) const;
    [[nodiscard]] static QString flagsText(const Facts &facts);
    [[nodiscard]] QLabel *cell(int row, int side) const { return m_cells[size_t(side)][size_t(row)]; }
    void showTtls();

    std::array<Facts, 3> m_sides{};
    std::array<std::array<QLabel *, 5>, 3> m_cells{};
    std::chrono::seconds m_clockOffset{0};
    SeenClock m_clock{this, [this] { showTtls(); }};
};
