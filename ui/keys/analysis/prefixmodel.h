#pragma once

#include "ui/keys/analysis/analysisreport.h"

#include <QAbstractTableModel>

/// The prefixes of a folder and what they weigh, a row each, in the order of the report; behind them the keys of all lighter prefixes as
/// one.
class PrefixModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PrefixColumn, KeysColumn, BytesColumn, ShareColumn, AverageColumn, UnreadColumn, LastingColumn, IdleColumn, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole,
        PartRole, ///< 0 to 1, what a bar in the cell shows; none: no bar
    };
    enum class Row { Folder, Loose, Rest };

    explicit PrefixModel(QObject *parent = nullptr);

    /// `all`: of all analysed keys.
    void setReport(const FolderReport &report, const KeyWeight &all);
    [[nodiscard]] const FolderReport &report() const { return m_report; }
    [[nodiscard]] Row kindOf(int row) const;
    [[nodiscard]] const KeyWeight &weightOf(int row) const;
    /// The prefix of a folder; empty for what is none.
    [[nodiscard]] QByteArray prefixOf(int row) const;
    /// What a row is called within its folder.
    [[nodiscard]] QString nameOf(int row) const;
    /// Its name and its figures, for a tool tip.
    [[nodiscard]] QString describe(int row) const;
    /// The part of the folder's bytes, or, where the server told none, of its keys.
    [[nodiscard]] double shareOf(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] double partOf(int row, const KeyWeight &all) const;
    [[nodiscard]] QVariant sortValue(int row, int column) const;

    FolderReport m_report;
    KeyWeight m_all;
};

/// How many of the keys nobody has read since they were stored, 0 to 1.
[[nodiscard]] double unreadPart(const KeyWeight &weight);
