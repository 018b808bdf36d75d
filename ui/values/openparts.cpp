#include "ui/values/openparts.h"

#include "ui/values/valuetreerows.h"

#include <QHash>

#include <vector>

namespace {

/// The rows below one, in order, each with a name that no other of them has: what its path says, and of how many before it that is true.
class MemberNames
{
public:
    MemberNames(const ValueTreeModel &model, const QByteArray &around)
        : m_model(model)
        , m_tree(model.reading()->value.tree)
        , m_around(around)
    {
    }
    [[nodiscard]] QByteArray next(const QModelIndex &row)
    {
        if (m_model.isRange(row))
            return m_around + '#' + QByteArray::number(row.row());
        const ValueNode &node = m_tree.at(m_model.node(row));
        if (node.key == ValueTree::none)
            return m_around + '[' + QByteArray::number(node.position);
        const QByteArrayView text = m_tree.text(node.key);
        QByteArray name = m_around + '.' + QByteArray::number(int(m_tree.at(node.key).type)) + ' ' + QByteArray::number(text.size()) + ' ';
        name += text;
        const int before = m_seen[name]++;
        return before == 0 ? name : name + '~' + QByteArray::number(before);
    }

private:
    const ValueTreeModel &m_model;
    const ValueTree &m_tree;
    QByteArray m_around;
    QHash<QByteArray, int> m_seen; ///< how often each name has come
};

struct OpenRow
{
    QModelIndex row;
    QByteArray name;
};

const char *const topName = "$";

} // namespace

void OpenParts::note(const ValueTreeRows &rows)
{
    forget();
    const auto *model = static_cast<const ValueTreeModel *>(rows.model());
    const QModelIndex top = model->index(0, 0);
    if (!top.isValid())
        return;
    m_current = topName;
    const QModelIndex current = rows.currentIndex().siblingAtColumn(0);
    std::vector<OpenRow> open;
    if (rows.isExpanded(top) || !model->hasChildren(top)) // which would be open if it had any
        open.push_back({top, topName});
    int seen = 0;
    for (size_t i = 0; i < open.size(); ++i) {
        const OpenRow around = open[i];
        m_open.insert(around.name);
        const int count = model->rowCount(around.row);
        seen += count;
        if (seen > mostRows)
            return forget();
        MemberNames names(*model, around.name);
        for (int row = 0; row < count; ++row) {
            const QModelIndex child = model->index(row, 0, around.row);
            const QByteArray name = names.next(child);
            if (child == current)
                m_current = name;
            if (rows.isExpanded(child))
                open.push_back({child, name});
        }
    }
}

void OpenParts::restore(ValueTreeRows *rows) const
{
    auto *model = static_cast<ValueTreeModel *>(rows->model());
    const QModelIndex top = model->index(0, 0);
    QModelIndex current = top;
    std::vector<OpenRow> open;
    if (m_open.contains(topName))
        open.push_back({top, topName});
    int seen = 0;
    for (size_t i = 0; i < open.size() && seen <= mostRows; ++i) {
        const OpenRow around = open[i];
        model->fetchMore(around.row);
        const int count = model->rowCount(around.row);
        seen += count;
        MemberNames names(*model, around.name);
        for (int row = 0; row < count; ++row) {
            const QModelIndex child = model->index(row, 0, around.row);
            const QByteArray name = names.next(child);
            if (name == m_current)
                current = child;
            if (m_open.contains(name) && model->hasChildren(child))
                open.push_back({child, name});
        }
    }
    // The inner ones first: a view that has an outer one open works out all its rows for each change.
    for (auto row = open.rbegin(); row != open.rend(); ++row)
        rows->expand(row->row);
    rows->setCurrentIndex(current);
}
