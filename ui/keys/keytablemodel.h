#pragma once

#include "app/keyspace/keychanges.h"
#include "ui/keys/keycelltext.h"

#include <QAbstractTableModel>

class Keyspace;
class KeyView;

/// The rows of a KeyView as a table; what became of a key since the listing before is its mark.
class KeyTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int markRole = Qt::UserRole; ///< a KeyChanges::Mark as an int

    /// Both must outlive it.
    KeyTableModel(const Keyspace *keyspace, const KeyView *view, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    [[nodiscard]] const KeyView &view() const { return *m_view; }
    /// What is known of the key in a row; lives as long as the row.
    [[nodiscard]] ListedKey keyAt(int row) const;
    [[nodiscard]] QString text(int row, KeyCell cell) const;
    [[nodiscard]] QString text(const ListedKey &key, KeyCell cell) const;
    [[nodiscard]] KeyChanges::Mark mark(int row) const;
    /// Marks are told of.
    [[nodiscard]] bool hasMarks() const;
    /// Where a key stands among the rows.
    [[nodiscard]] std::optional<int> rowOf(QByteArrayView key) const;
    /// Its index in the listing that is seen.
    [[nodiscard]] std::optional<int> indexOf(QByteArrayView key) const;
    /// The server tells the flags of its items.
    [[nodiscard]] bool hasFlags() const;

private:
    void grow(int count);
    void repaintMarks();
    [[nodiscard]] QString tip(int row, KeyCell cell) const;

    const Keyspace *m_keyspace;
    const KeyView *m_view;
    int m_count = 0; ///< rows that were told of
};
