#pragma once

#include <QWidget>

#include <array>
#include <optional>

class QLabel;

/// What is known of the three sides of a conflict, side by side.
class ConflictFacts : public QWidget
{
    Q_OBJECT

public:
    enum class Side : quint8 { Mine, Base, Theirs };
    struct Facts
    {
        qint64 size = -1; ///< bytes; -1: it is not there
        std::optional<quint32> flags{};
        std::optional<qint64> expiry{}; ///< as a listing says it; none: not known
        bool isTtlKept = false;         ///< what is there then
        quint64 cas = 0;                ///< 0: none
    };

    explicit ConflictFacts(QWidget *parent = nullptr);

    void setFacts(Side side, const Facts &facts) { m_sides[size_t(side)] = facts; }
    /// `now`: seconds since the epoch by the server's clock.
    void showAt(qint64 now);

private:
    enum Row { Title, Size, Flags, Ttl, Cas };
    [[nodiscard]] static QString ttlText(const Facts &facts, qint64 now);
    [[nodiscard]] static QString flagsText(const Facts &facts);
    [[nodiscard]] QLabel *cell(int row, int side) const { return m_cells[size_t(side)][size_t(row)]; }

    std::array<Facts, 3> m_sides{};
    std::array<std::array<QLabel *, 5>, 3> m_cells{};
};
