#pragma once

#include "app/wire/packetfields.h"
#include "app/wire/wireexchange.h"

#include <QAbstractItemModel>

/// The packets of an exchange and the fields of each, which are read when they are looked at: of an answer of thousands of packets most
/// never are.
class PacketModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { FieldColumn, ValueColumn, BytesColumn, ColumnCount };

    /// Where something is among the bytes of its packet.
    struct Place
    {
        qsizetype offset = 0;
        qsizetype length = 0;
    };

    explicit PacketModel(QObject *parent = nullptr);

    void setParts(const std::vector<WirePart> &parts);

    /// Of the packet that `index` is or belongs to: its bytes, and who keeps them alive.
    [[nodiscard]] QByteArrayView packetBytes(const QModelIndex &index) const;
    [[nodiscard]] std::shared_ptr<const void> owner(const QModelIndex &index) const;
    /// Of a field among those; of a packet all.
    [[nodiscard]] Place place(const QModelIndex &index) const;
    /// The bytes of a field or a packet themselves.
    [[nodiscard]] QByteArrayView bytes(const QModelIndex &index) const;
    /// The innermost field of the packet at row `packet` that has the byte at `offset`.
    [[nodiscard]] QModelIndex fieldAt(int packet, qsizetype offset) const;
    /// The row of the packet that `index` is or belongs to.
    [[nodiscard]] static int packetOf(const QModelIndex &index);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node
    {
        size_t part = 0;
        WirePacket packet;
        bool isFirst = false;              ///< of its part
        std::vector<PacketField> fields{}; ///< once they were looked at
    };

    [[nodiscard]] const std::vector<PacketField> &fields(int packet) const;
    [[nodiscard]] int fieldNumber(int packet, int outer) const;
    [[nodiscard]] const PacketField *field(const QModelIndex &index) const;
    [[nodiscard]] QString packetText(const Node &node, int column) const;
    [[nodiscard]] QString packetValue(const Node &node) const;
    [[nodiscard]] QString fieldText(const QModelIndex &index, const PacketField &field) const;

    std::vector<WirePart> m_parts;
    mutable std::vector<Node> m_nodes;
};
