#include "app/values/recordlist.h"

#include "app/results/csvtext.h"
#include "app/values/valuejson.h"

#include <algorithm>
#include <charconv>
#include <compare>
#include <numeric>

namespace {

constexpr int looked = 20; // members that are looked at to tell a list of records

bool isRecord(const ValueTree &tree, qint32 node)
{
    const ValueNode &record = tree.at(node);
    return (record.type == ValueType::Map || record.type == ValueType::Object) && record.firstMember != ValueTree::none
        && tree.at(record.firstMember).key != ValueTree::none;
}

/// A scalar that has a place among others.
struct SortKey
{
    enum class Kind : quint8 { Missing, Null, Boolean, Number, Text };

    Kind kind = Kind::Missing;
    double number = 0;
    QByteArrayView text{};
    int row = 0;
};

SortKey sortKey(const ValueTree &tree, qint32 node, int row)
{
    SortKey key;
    key.row = row;
    if (node == ValueTree::none)
        return key;
    key.text = tree.text(node);
    switch (tree.at(node).type) {
    case ValueType::Null:
        key.kind = SortKey::Kind::Null;
        return key;
    case ValueType::Boolean:
        key.kind = SortKey::Kind::Boolean;
        return key;
    case ValueType::Integer:
    case ValueType::Real: {
        const auto [end, fault] = std::from_chars(key.text.data(), key.text.data() + key.text.size(), key.number);
        key.kind = fault == std::errc() ? SortKey::Kind::Number : SortKey::Kind::Text;
        return key;
    }
    case ValueType::List:
    case ValueType::Map:
        key.number = tree.at(node).memberCount;
        break;
    default:
        break;
    }
    key.kind = SortKey::Kind::Text;
    return key;
}

bool isLess(const SortKey &one, const SortKey &other)
{
    if (one.kind != other.kind)
        return one.kind < other.kind;
    if (one.number != other.number)
        return one.number < other.number;
    return one.kind != SortKey::Kind::Number
        && std::lexicographical_compare(one.text.begin(), one.text.end(), other.text.begin(), other.text.end());
}

QByteArray cellText(const ValueTree &tree, qint32 node)
{
    if (node == ValueTree::none || tree.at(node).type == ValueType::Null)
        return {};
    if (tree.firstMember(node) == ValueTree::none && tree.at(node).textSize > 0)
        return tree.text(node).toByteArray();
    const ValueType type = tree.at(node).type;
    return type == ValueType::Text || type == ValueType::Bytes ? QByteArray() : jsonText(tree, node, JsonLayout::Compact, DecodeLimits());
}

/// Without what would end a cell or a line.
QByteArray tabText(QByteArray text)
{
    return text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r").replace('\0', "\\0");
}

} // namespace

bool isRecordList(const ValueTree &tree, qint32 node)
{
    const ValueNode &list = tree.at(node);
    if (list.memberCount < 2 || tree.firstMember(node) == ValueTree::none)
        return false;
    QHash<QByteArrayView, int> counts;
    int count = 0;
    int most = 0;
    for (qint32 member = list.firstMember; member != ValueTree::none && count < looked; member = tree.at(member).next) {
        if (!isRecord(tree, member))
            return false;
        ++count;
        int fields = 0;
        for (qint32 field = tree.at(member).firstMember; field != ValueTree::none && fields < RecordList::mostColumns;
             field = tree.at(field).next, ++fields) {
            if (tree.at(field).key != ValueTree::none)
                most = std::max(most, ++counts[tree.text(tree.at(field).key)]);
        }
    }
    // What holds them by key may be anything with maps in it: there each must have one in common.
    return list.type == ValueType::List ? most * 2 >= count && most > 1 : most >= count;
}

std::vector<qint32> findRecordLists(const ValueTree &tree)
{
    constexpr size_t mostLists = 20;
    constexpr int mostLooks = 20'000; // nodes
    std::vector<qint32> lists;
    int looks = 0;
    for (qint32 node = tree.isEmpty() ? ValueTree::none : tree.root(); node != ValueTree::none && lists.size() < mostLists;) {
        if (++looks > mostLooks)
            break;
        const bool isList = isRecordList(tree, node);
        if (isList)
            lists.push_back(node);
        if (!isList && tree.firstMember(node) != ValueTree::none) {
            node = tree.firstMember(node);
            continue;
        }
        while (node != tree.root() && tree.at(node).next == ValueTree::none)
            node = tree.at(node).parent;
        node = node == tree.root() ? ValueTree::none : tree.at(node).next;
    }
    return lists;
}

RecordList readRecords(const ValueTree &tree, qint32 node, const std::atomic_bool *cancelled)
{
    RecordList list{.node = node, .records = {}, .columns = {}, .columnOf = {}};
    list.records.reserve(size_t(tree.at(node).memberCount));
    for (qint32 record = tree.firstMember(node); record != ValueTree::none; record = tree.at(record).next) {
        if (cancelled && cancelled->load(std::memory_order_relaxed))
            break;
        list.records.push_back(record);
        for (qint32 field = isRecord(tree, record) ? tree.firstMember(record) : ValueTree::none; field != ValueTree::none && !list.isCut;
             field = tree.at(field).next) {
            const qint32 key = tree.at(field).key;
            if (key == ValueTree::none)
                continue;
            const QByteArrayView text = tree.text(key);
            if (list.columnOf.contains(QByteArray::fromRawData(text.data(), text.size())))
                continue;
            list.isCut = list.columns.size() == RecordList::mostColumns;
            if (list.isCut)
                break;
            list.columnOf.insert(text.toByteArray(), list.columns.size());
            list.columns.append(text.toByteArray());
        }
    }
    return list;
}

std::vector<qint32> recordFields(const ValueTree &tree, const RecordList &list, qint32 record)
{
    std::vector<qint32> fields(size_t(list.columns.size()), ValueTree::none);
    for (qint32 field = isRecord(tree, record) ? tree.firstMember(record) : ValueTree::none; field != ValueTree::none;
         field = tree.at(field).next) {
        const qint32 key = tree.at(field).key;
        if (key == ValueTree::none)
            continue;
        const QByteArrayView text = tree.text(key);
        const qsizetype column = list.columnOf.value(QByteArray::fromRawData(text.data(), text.size()), -1);
        if (column >= 0 && fields[size_t(column)] == ValueTree::none)
            fields[size_t(column)] = field;
    }
    return fields;
}

std::vector<int> sortedRecords(const ValueTree &tree, const RecordList &list, const RecordOrder &order, const std::atomic_bool *cancelled)
{
    std::vector<int> rows(list.records.size());
    std::iota(rows.begin(), rows.end(), 0);
    if (order.column == RecordOrder::none)
        return rows;
    std::vector<SortKey> keys;
    keys.reserve(rows.size());
    for (const int row : rows) {
        if (cancelled && cancelled->load(std::memory_order_relaxed))
            return rows;
        const qint32 record = list.records[size_t(row)];
        SortKey key{.kind = SortKey::Kind::Number, .number = double(row), .text = {}, .row = row};
        if (order.column >= 0)
            key = sortKey(tree, recordFields(tree, list, record)[size_t(order.column)], row);
        else if (tree.at(record).key != ValueTree::none)
            key = sortKey(tree, tree.at(record).key, row);
        keys.push_back(key);
    }
    const bool descends = order.order == Qt::DescendingOrder;
    std::stable_sort(keys.begin(), keys.end(),
                     [descends](const SortKey &one, const SortKey &other) { return descends ? isLess(other, one) : isLess(one, other); });
    std::transform(keys.begin(), keys.end(), rows.begin(), [](const SortKey &key) { return key.row; });
    return rows;
}

QByteArray recordText(const ValueTree &tree, const RecordList &list, const std::vector<int> &rows, RecordForm form, qsizetype most)
{
    QByteArray out;
    const auto append = [&out, form](const QByteArray &text, bool isThere) {
        if (form == RecordForm::Tabs)
            out += tabText(text);
        else if (isThere)
            appendCsvField(out, text);
        out += form == RecordForm::Tabs ? '\t' : ',';
    };
    const auto endLine = [&out, form] {
        out.chop(1);
        out += form == RecordForm::Tabs ? "\n" : "\r\n";
    };
    for (const QByteArray &column : list.columns)
        append(column, true);
    endLine();
    for (const int row : rows) {
        if (out.size() > most)
            break;
        const std::vector<qint32> fields = recordFields(tree, list, list.records[size_t(row)]);
        for (const qint32 field : fields)
            append(cellText(tree, field), field != ValueTree::none && tree.at(field).type != ValueType::Null);
        endLine();
    }
    return out;
}
