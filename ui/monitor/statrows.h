#pragma once

#include "ui/theme.h"

#include <QAbstractTableModel>
#include <QList>

#include <limits>
#include <optional>

/// What stands in one place of a table of figures.
struct StatCell
{
    QString text{};
    QString raw{}; ///< as the server told it, where that is something else: for the tip and for copying
    double order = std::numeric_limits<double>::quiet_NaN(); ///< by which it is sorted; NaN: by its text, or where all others have one last
    Tone tone = Tone::Plain;
    QVariant picture{}; ///< for a delegate

    bool operator==(const StatCell &other) const;
};

/// An amount: without one a dash.
[[nodiscard]] StatCell statCell(const QString &text, const std::optional<quint64> &amount);

struct StatRow
{
    QByteArray id{}; ///< by which it is known from one time to the next
    QList<StatCell> cells{};
    bool isMarked = false; ///< see StatOrder::Shown

    bool operator==(const StatRow &) const = default;
};

struct StatColumn
{
    enum class Kind : quint8 { Words, Code, Amount };

    QString title{};
    QString tip{};
    Kind kind = Kind::Amount;

    bool operator==(const StatColumn &) const = default;
};

/// A table of figures that change: rows that stay are changed in place, so that what is selected stays so.
class StatRows : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { RawRole = Qt::UserRole, OrderRole, PictureRole, MarkedRole };

    explicit StatRows(const QList<StatColumn> &columns, QObject *parent = nullptr);

    void setColumns(const QList<StatColumn> &columns);
    /// Each has as many cells as there are columns, and an id of its own.
    void setRows(const QList<StatRow> &rows);
    [[nodiscard]] const QList<StatRow> &rows() const { return m_rows; }
    /// -1: there is none.
    [[nodiscard]] int rowOf(const QByteArray &id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] bool takeGone(const QList<StatRow> &rows);
    [[nodiscard]] bool takeNew(const QList<StatRow> &rows);

    QList<StatColumn> m_columns;
    QList<StatRow> m_rows;
};
