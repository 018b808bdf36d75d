#pragma once

#include "app/watch/watchevent.h"

#include <QAbstractTableModel>

class WatchView;

/// What is told of a watched line, in the order of the columns.
enum class WatchCell { Time, Kind, Key, Status, Size, Ttl, SlabClass, Client, More };
inline constexpr int watchCellCount = int(WatchCell::More) + 1;

/// The lines of a WatchView as a table; each is taken apart when it is looked at.
class WatchTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// `view` must outlive it.
    explicit WatchTableModel(const WatchView *view, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// Lives as long as the row.
    [[nodiscard]] WatchEvent eventAt(int row) const;
    [[nodiscard]] static QString text(const WatchEvent &event, WatchCell cell);
    [[nodiscard]] static Qt::Alignment alignment(WatchCell cell);
    /// The line as the server wrote it.
    [[nodiscard]] QByteArrayView lineAt(int row) const;

private:
    [[nodiscard]] QString tip(int row) const;

    const WatchView *m_view;
    int m_count = 0; ///< rows that were told of
};

/// What a kind of line is called: "Read", "Eviction".
[[nodiscard]] QString watchKindText(WatchKind kind);
