#pragma once

#include "app/keyspace/keycomparison.h"
#include "app/keyspace/keysnapshot.h"

#include <QAbstractTableModel>
#include <QFutureWatcher>

#include <array>
#include <memory>

/// What became of a server's keys between two listings: the keys of one kind of change, a row each. It is worked out in another thread.
class KeyComparisonModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { KeyColumn, SizeColumn, BeforeColumn, TtlColumn, IdleColumn, ReadColumn, ColumnCount };
    enum Kind { Added, Gone, Rewritten, Grown, NeverRead, KindCount };
    Q_ENUM(Kind)

    /// One of the two that are compared.
    struct Side
    {
        QString server{}; ///< what it is called
        KeyListing listing{};
        std::shared_ptr<const KeySnapshot> snapshot{}; ///< whose listing it is; null: of none
        SharedGoneKeys gone{};                         ///< of `listing`, which are left out; null: none

        /// Without those.
        [[nodiscard]] int size() const { return listing.size() - (gone ? gone->count : 0); }
    };

    explicit KeyComparisonModel(QObject *parent = nullptr);
    ~KeyComparisonModel() override;

    /// In the order in which they were listed.
    void compare(const Side &before, const Side &after);
    /// Lets go of what is compared.
    void clear();
    void show(Kind kind);

    [[nodiscard]] bool isWorking() const { return m_working; }
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] qint64 count(Kind kind) const;
    /// Bytes of the items of these keys; of those that grew, by how much they did.
    [[nodiscard]] qint64 bytes(Kind kind) const { return m_found ? m_found->bytes[size_t(kind)] : 0; }
    /// Whether one of the listings tells no CAS, so that nobody knows what was rewritten.
    [[nodiscard]] bool isCasUntold() const { return m_found && m_found->isCasUntold; }
    [[nodiscard]] QByteArray key(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    /// isWorking() has changed, and with it what is known.
    void worked();

private:
    struct Found
    {
        KeyListing before;
        KeyListing after;
        std::shared_ptr<const KeySnapshot> snapshot; ///< of what was before
        std::shared_ptr<const KeyStore> store;       ///< the same, where there is no snapshot
        KeyComparison comparison;
        std::array<qint64, KindCount> bytes{};
        bool isCasUntold = false;

        [[nodiscard]] const KeyStore &earlier() const { return snapshot ? snapshot->store : *store; }
    };
    using Answer = std::shared_ptr<const Found>;

    static void work(QPromise<Answer> &promise, const Side &before, const Side &after);
    [[nodiscard]] static const std::vector<int> &indexesOf(const KeyComparison &comparison, Kind kind);
    void take();
    [[nodiscard]] QVariant text(int row, int column) const;

    QFutureWatcher<Answer> m_watcher;
    Answer m_found;
    Kind m_kind = Added;
    bool m_working = false;
};
