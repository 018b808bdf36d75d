#include "ui/values/recordmodel.h"

#include "app/values/valuejson.h"
#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/theme.h"
#include "ui/values/nodetext.h"

#include <QGuiApplication>

#include <numeric>

namespace {

constexpr qsizetype longestCell = 200; // bytes; the tool tip has more
constexpr int keptRecords = 1'000;

} // namespace

RecordModel::RecordModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_list(std::make_shared<const RecordList>())
    , m_fields(keptRecords)
{
}

void RecordModel::setRecords(const SharedReading &reading, RecordList &&list)
{
    beginResetModel();
    m_reading = reading;
    m_list = std::make_shared<const RecordList>(std::move(list));
    m_fields.clear();
    m_rows.resize(m_list->records.size());
    std::iota(m_rows.begin(), m_rows.end(), 0);
    endResetModel();
}

void RecordModel::setRows(std::vector<int> &&rows)
{
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<int> placeOf(rows.size());
    for (size_t row = 0; row < rows.size(); ++row)
        placeOf[size_t(rows[row])] = int(row);
    for (const QModelIndex &index : before)
        changePersistentIndex(index, createIndex(placeOf[size_t(m_rows[size_t(index.row())])], index.column()));
    m_rows = std::move(rows);
    emit layoutChanged();
}

qint32 RecordModel::node(const QModelIndex &index) const
{
    if (!index.isValid() || size_t(index.row()) >= m_rows.size())
        return ValueTree::none;
    const int number = m_rows[size_t(index.row())];
    const qint32 record = m_list->records[size_t(number)];
    if (index.column() == 0)
        return record;
    if (!m_fields.contains(number))
        m_fields.insert(number, new std::vector<qint32>(recordFields(tree(), *m_list, record)));
    return (*m_fields.object(number))[size_t(index.column()) - 1];
}

int RecordModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RecordModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_reading ? 0 : int(m_list->columns.size()) + 1;
}

QString RecordModel::cell(qint32 node) const
{
    if (tree().firstMember(node) == ValueTree::none || tree().at(node).type == ValueType::Reference)
        return nodeValue(tree(), node, longestCell);
    DecodeLimits limits;
    limits.greatestOutput = longestCell;
    return escapedPreview(jsonText(tree(), node, JsonLayout::Compact, limits), longestCell);
}

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    const qint32 shown = node(index);
    if (shown == ValueTree::none)
        return {};
    const ValueType type = tree().at(shown).type;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == 0 ? nodeName(tree(), shown, longestCell) : cell(shown);
    case Qt::ToolTipRole:
        return nodeToolTip(tree(), shown);
    case Qt::TextAlignmentRole: {
        const bool isNumber =
            index.column() == 0 ? tree().at(shown).key == ValueTree::none : type == ValueType::Integer || type == ValueType::Real;
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case Qt::FontRole:
        return fixedFont();
    case Qt::ForegroundRole:
        return index.column() == 0 || type == ValueType::Null || type == ValueType::Reference
            ? QVariant(toneColor(Tone::Muted, QGuiApplication::palette()))
            : QVariant();
    default:
        return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section > m_list->columns.size())
        return {};
    constexpr qsizetype longestName = 60; // bytes
    const QByteArray name = section == 0 ? QByteArray() : m_list->columns[section - 1];
    switch (role) {
    case Qt::DisplayRole:
        return section == 0 ? tr("Record") : name.isEmpty() ? QStringLiteral("\"\"") : escapedPreview(name, longestName);
    case Qt::TextAlignmentRole: // as what is below
        return m_rows.empty() ? QVariant() : index(0, section).data(Qt::TextAlignmentRole);
    case Qt::ToolTipRole:
        return section == 0 ? tr("The position of the record, or its key") : escapedPreview(name, longestCell);
    default:
        return {};
    }
}
