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

/// Goes from the top, if that is open, through the rows below those that are open, and adds these to `open`. `enter` is called for each
/// before what is below it, and `opens` says of a row whether it is open. False: they have more than `most` rows below them.
template <typename Enter, typename Opens>
bool walk(const ValueTreeModel &model, bool isTopOpen, int most, std::vector<OpenRow> &open, const Enter &enter, const Opens &opens)
{
    if (isTopOpen)
        open.push_back({model.index(0, 0), topName});
    int seen = 0;
    for (size_t i = 0; i < open.size(); ++i) {
        const OpenRow around = open[i];
        enter(around);
        const int count = model.rowCount(around.row);
        seen += count;
        if (seen > most)
            return false;
        MemberNames names(model, around.name);
        for (int row = 0; row < count; ++row) {
            const QModelIndex child = model.index(row, 0, around.row);
            if (const QByteArray name = names.next(child); opens(child, name))
                open.push_back({child, name});
        }
    }
    return true;
}

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
    const bool isTopOpen = rows.isExpanded(top) || !model->hasChildren(top); // which would be open if it had any
    const auto enter = [this](const OpenRow &row) { m_open.insert(row.name); };
    const auto opens = [&](const QModelIndex &row, const QByteArray &name) {
        if (row == current)
            m_current = name;
        return rows.isExpanded(row);
    };
    std::vector<OpenRow> open;
    if (!walk(*model, isTopOpen, mostRows, open, enter, opens))
        forget();
}

void OpenParts::restore(ValueTreeRows *rows) const
{
    auto *model = static_cast<ValueTreeModel *>(rows->model());
    QModelIndex current = model->index(0, 0);
    const auto enter = [model](const OpenRow &row) { model->fetchMore(row.row); };
    const auto opens = [&](const QModelIndex &row, const QByteArray &name) {
        if (name == m_current)
            current = row;
        return m_open.contains(name) && model->hasChildren(row);
    };
    std::vector<OpenRow> open;
    (void)walk(*model, m_open.contains(topName), mostRows, open, enter, opens); // as far as it came
    // The inner ones first: a view that has an outer one open works out all its rows for each change.
    for (auto row = open.rbegin(); row != open.rend(); ++row)
        rows->expand(row->row);
    rows->setCurrentIndex(current);
}
