#include "ui/wire/packetmodel.h"

#include "connection/borrowed.h"
#include "connection/protocol/status.h"
#include "ui/fixedfont.h"
#include "ui/theme.h"

#include <QGuiApplication>
#include <QLocale>

#include <algorithm>

namespace {

constexpr qsizetype shownBytes = 24;
constexpr qsizetype shownOfKey = 120;

/// An index says in its id what it is in: nothing for a packet; its packet for a field; and the field too for one within it.
constexpr int outerBits = 8;

quintptr idIn(int packet, int outer = -1)
{
    return quintptr(packet + 1) << outerBits | quintptr(outer + 1);
}

QString hexadecimalStart(QByteArrayView bytes)
{
    QString text = QString::fromLatin1(borrowed(bytes.first(std::min(bytes.size(), shownBytes))).toHex(' ').toUpper());
    return bytes.size() > shownBytes ? text + QStringLiteral(" …") : text;
}

} // namespace

PacketModel::PacketModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

void PacketModel::setParts(const std::vector<WirePart> &parts)
{
    beginResetModel();
    m_parts = parts;
    m_nodes.clear();
    for (size_t part = 0; part < m_parts.size(); ++part) {
        bool first = true;
        for (const WirePacket &packet : packetsIn(m_parts[part].bytes)) {
            m_nodes.push_back({.part = part, .packet = packet, .isFirst = first});
            first = false;
        }
    }
    endResetModel();
}

QByteArrayView PacketModel::packetBytes(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Node &node = m_nodes[size_t(packetOf(index))];
    return m_parts[node.part].bytes.sliced(node.packet.offset, node.packet.available);
}

std::shared_ptr<const void> PacketModel::owner(const QModelIndex &index) const
{
    return index.isValid() ? m_parts[m_nodes[size_t(packetOf(index))].part].owner : nullptr;
}

PacketModel::Place PacketModel::place(const QModelIndex &index) const
{
    if (const PacketField *found = field(index))
        return {found->offset, found->available};
    return {0, packetBytes(index).size()};
}

QByteArrayView PacketModel::bytes(const QModelIndex &index) const
{
    const Place found = place(index);
    return packetBytes(index).sliced(found.offset, found.length);
}

QModelIndex PacketModel::fieldAt(int packet, qsizetype offset) const
{
    const auto has = [offset](const PacketField &field) { return offset >= field.offset && offset < field.offset + field.available; };
    const QModelIndex parent = index(packet, 0);
    int outer = -1;
    int inner = -1;
    for (const PacketField &field : fields(packet)) {
        if (!field.isInner) {
            ++outer;
            inner = -1;
        } else {
            ++inner;
        }
        const bool innermost = has(field) && (field.isInner || rowCount(index(outer, 0, parent)) == 0);
        if (innermost)
            return field.isInner ? index(inner, 0, index(outer, 0, parent)) : index(outer, 0, parent);
    }
    return parent;
}

int PacketModel::packetOf(const QModelIndex &index)
{
    return index.internalId() == 0 ? index.row() : int(index.internalId() >> outerBits) - 1;
}

QModelIndex PacketModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(0));
    const int packet = packetOf(parent);
    return createIndex(row, column, parent.internalId() == 0 ? idIn(packet) : idIn(packet, parent.row()));
}

QModelIndex PacketModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    const int packet = packetOf(index);
    const int outer = int(index.internalId() & ((1U << outerBits) - 1)) - 1;
    return outer < 0 ? createIndex(packet, 0, quintptr(0)) : createIndex(outer, 0, idIn(packet));
}

int PacketModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_nodes.size());
    if (parent.column() > 0)
        return 0;
    const int packet = packetOf(parent);
    if (parent.internalId() == 0)
        return int(std::ranges::count(fields(packet), false, &PacketField::isInner));
    const PacketField *found = field(parent);
    if (found->isInner || found->part != PacketField::Part::Extras)
        return 0;
    return int(std::ranges::count(fields(packet), true, &PacketField::isInner));
}

int PacketModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

const std::vector<PacketField> &PacketModel::fields(int packet) const
{
    Node &node = m_nodes[size_t(packet)];
    if (node.fields.empty())
        node.fields = fieldsOf(node.packet, m_parts[node.part].bytes);
    return node.fields;
}

/// Of the field that is the one of number `outer` among those that are not inner.
int PacketModel::fieldNumber(int packet, int outer) const
{
    const std::vector<PacketField> &all = fields(packet);
    int number = 0;
    for (int seen = -1; number < int(all.size()); ++number) {
        seen += all[size_t(number)].isInner ? 0 : 1;
        if (seen == outer)
            break;
    }
    return number;
}

/// Null: it is a packet.
const PacketField *PacketModel::field(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    const int packet = packetOf(index);
    const int outer = int(index.internalId() & ((1U << outerBits) - 1)) - 1;
    const int number = outer < 0 ? fieldNumber(packet, index.row()) : fieldNumber(packet, outer) + 1 + index.row();
    return &fields(packet)[size_t(number)];
}

QVariant PacketModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PacketField *found = field(index);
    const Node &node = m_nodes[size_t(packetOf(index))];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return found ? fieldText(index, *found) : packetText(node, index.column());
    case Qt::FontRole:
        if (index.column() == BytesColumn)
            return fixedFont();
        if (!found && index.column() == FieldColumn) {
            QFont font = QGuiApplication::font();
            font.setBold(true);
            return font;
        }
        return {};
    case Qt::ForegroundRole:
        if (index.column() == ValueColumn && (found ? !found->fault.isEmpty() : node.packet.fault != WirePacket::Fault::None))
            return toneColor(Tone::Bad, QGuiApplication::palette());
        return {};
    default:
        return {};
    }
}

QString PacketModel::packetText(const Node &node, int column) const
{
    if (column == BytesColumn)
        return tr("%1 B").arg(QLocale().toString(node.packet.length()));
    if (column == ValueColumn)
        return packetValue(node);
    if (!node.packet.hasHeader())
        return node.packet.fault == WirePacket::Fault::NoPacket ? tr("No packet") : tr("Cut packet");
    const QString opcode = wireOpcodeName(node.packet.header.opcode);
    return node.packet.isAnswer() ? tr("%1 answer").arg(opcode) : tr("%1 request").arg(opcode);
}

QString PacketModel::packetValue(const Node &node) const
{
    const WirePacket &packet = node.packet;
    const WirePart &part = m_parts[node.part];
    QStringList words;
    if (part.role == WirePart::Role::Closing)
        words += tr("ours");
    else if (part.role == WirePart::Role::Proof)
        words += tr("proves the silence");
    if (packet.hasHeader()) {
        const QByteArrayView all = part.bytes.sliced(packet.offset, packet.available);
        const auto keyBegin = qsizetype(std::min<qint64>(packet.keyBegin(), all.size()));
        const QByteArrayView key = all.sliced(keyBegin, std::min<qsizetype>(packet.header.keyLength, all.size() - keyBegin));
        const bool success = packet.header.vbucketOrStatus == 0;
        if (packet.isAnswer() && !(packet.header.opcode == Opcode::Stat && success))
            words += statusText(Status(packet.header.vbucketOrStatus));
        else if (packet.isAnswer() && packet.header.bodyLength == 0)
            words += tr("the end of the statistics");
        if (!key.isEmpty() && packet.isAnswer() && packet.header.opcode == Opcode::Stat)
            words += tr("%1 = %2").arg(readableStart(key, shownOfKey), readableStart(all.sliced(keyBegin + key.size()), shownOfKey));
        else if (!key.isEmpty())
            words += readableStart(key, shownOfKey);
    }
    if (node.isFirst && !part.remark.isEmpty())
        words += part.remark;
    if (packet.fault != WirePacket::Fault::None)
        words += faultText(packet, part.bytes);
    return words.join(QStringLiteral(" · "));
}

QString PacketModel::fieldText(const QModelIndex &index, const PacketField &field) const
{
    switch (index.column()) {
    case FieldColumn:
        return field.name;
    case ValueColumn:
        return field.fault.isEmpty() ? field.value : field.value.isEmpty() ? field.fault : tr("%1 – %2").arg(field.value, field.fault);
    default:
        return hexadecimalStart(bytes(index));
    }
}

QVariant PacketModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FieldColumn:
        return tr("Field");
    case ValueColumn:
        return tr("Value");
    default:
        return tr("Bytes");
    }
}
