#include "ui/keys/keytreefolders.h"

#include <algorithm>

namespace {

/// For what is to be seen wherever it stands now no more children of a folder are shown.
constexpr int mostForAnchors = 50'000;

bool isLess(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b) < 0;
}

} // namespace

bool KeyTreePlace::opens(QByteArrayView prefix, qsizetype parentLength) const
{
    const auto at = std::ranges::lower_bound(opened, prefix, isLess, [](const Opened &one) { return QByteArrayView(one.prefix); });
    if (at != opened.end() && at->prefix.startsWith(prefix))
        return true;
    for (qsizetype length = prefix.size() - 1; length > parentLength; --length) {
        if (rowsOf(prefix.first(length)) > 0)
            return true;
    }
    return false;
}

int KeyTreePlace::rowsOf(QByteArrayView prefix) const
{
    const auto at = std::ranges::lower_bound(opened, prefix, isLess, [](const Opened &one) { return QByteArrayView(one.prefix); });
    return at != opened.end() && at->prefix == prefix ? at->rows : 0;
}

KeyTreeFolders::KeyTreeFolders(std::shared_ptr<const KeyTree> tree, KeyTreeOrder order)
    : m_tree(std::move(tree))
    , m_order(order)
{
    Folder all;
    all.node = m_tree->root();
    m_folders.push_back(std::move(all));
}

std::shared_ptr<KeyTreeFolders> KeyTreeFolders::make(std::shared_ptr<const KeyTree> tree, KeyTreeOrder order, const KeyTreePlace &place,
                                                     const IsCancelled &isCancelled)
{
    const auto made = std::make_shared<KeyTreeFolders>(std::move(tree), order);
    std::vector<int> anchors;
    for (const QByteArray &anchor : place.anchors) {
        if (const std::optional<int> position = made->m_tree->position(anchor))
            anchors.push_back(*position);
        else if (const std::optional<KeyTree::Node> node = made->m_tree->find(anchor))
            anchors.push_back(node->begin);
    }
    made->fill(0, place.rowsOf({}), anchors, isCancelled);
    // Those that are entered stand behind the others, so that this goes down to the last of them.
    for (int folder = 0; folder < int(made->m_folders.size()); ++folder) {
        for (int row = 0; row < made->at(folder).shown; ++row) {
            if (isCancelled && isCancelled())
                return {};
            const KeyTree::Node node = made->at(folder).children[size_t(row)].node;
            if (!node.isFolder)
                continue;
            const QByteArrayView prefix = made->m_tree->prefix(node);
            if (place.opens(prefix, made->at(folder).node.length))
                made->fill(made->enter(folder, row), place.rowsOf(prefix), anchors, isCancelled);
        }
    }
    return isCancelled && isCancelled() ? nullptr : made;
}

std::vector<KeyTreeFolders::Child> KeyTreeFolders::heaviest(const KeyTree &tree, const KeyTree::Node &folder, KeyTreeOrder order,
                                                            const IsCancelled &isCancelled)
{
    const auto weight = order == KeyTreeOrder::Bytes ? KeyTree::Weight::Bytes : KeyTree::Weight::Keys;
    std::vector<Child> heaviest;
    heaviest.reserve(size_t(std::min(folder.count(), int(mostOrdered))));
    for (const KeyTree::Node &node : tree.heaviestChildren(folder, weight, mostOrdered, isCancelled))
        heaviest.push_back({.node = node});
    return heaviest;
}

int KeyTreeFolders::enter(int folder, int row)
{
    const int there = folderAt(folder, row);
    if (there >= 0)
        return there;
    Folder entered;
    entered.node = at(folder).children[size_t(row)].node;
    entered.parent = folder;
    entered.row = row;
    const int number = int(m_folders.size());
    m_folders[size_t(folder)].children[size_t(row)].folder = number;
    m_folders.push_back(std::move(entered));
    return number;
}

bool KeyTreeFolders::isQuick(int folder) const
{
    return m_order == KeyTreeOrder::Name || at(folder).isOrdered || at(folder).node.count() <= mostOrderedAtOnce;
}

int KeyTreeFolders::prepare(int folder, int most)
{
    Folder &one = m_folders[size_t(folder)];
    if (m_order != KeyTreeOrder::Name && !one.isOrdered)
        setHeaviest(folder, heaviest(*m_tree, one.node, m_order));
    const int ready = int(one.children.size()) - one.shown;
    if (m_order == KeyTreeOrder::Name && ready < most) {
        const int from = one.children.empty() ? one.node.begin : one.children.back().node.end;
        const std::vector<KeyTree::Node> nodes = m_tree->children(one.node, from, most - ready);
        for (const KeyTree::Node &node : nodes)
            one.children.push_back({.node = node});
    }
    return std::min(most, int(one.children.size()) - one.shown);
}

bool KeyTreeFolders::isLast(int folder, int count) const
{
    const Folder &one = at(folder);
    qint64 keys = one.shownKeys;
    for (int row = one.shown; row < one.shown + count; ++row)
        keys += one.children[size_t(row)].node.count();
    return keys == one.node.count();
}

bool KeyTreeFolders::hasMore(int folder, int count) const
{
    const Folder &one = at(folder);
    return !isLast(folder, count) && (!one.isOrdered || one.shown + count < int(one.children.size()));
}

void KeyTreeFolders::show(int folder, int count)
{
    Folder &one = m_folders[size_t(folder)];
    for (const int end = one.shown + count; one.shown < end; ++one.shown) {
        const KeyTree::Node &node = one.children[size_t(one.shown)].node;
        one.shownKeys += node.count();
        one.shownBytes += node.bytes;
    }
}

void KeyTreeFolders::setHeaviest(int folder, std::vector<Child> children)
{
    m_folders[size_t(folder)].children = std::move(children);
    m_folders[size_t(folder)].isOrdered = true;
}

int KeyTreeFolders::nextPortion(int folder) const
{
    return std::clamp(at(folder).shown, portion, largestPortion);
}

/// Shows the first `rows` children, or a portion, and more until all of `anchors` that are in the folder are seen: positions of keys.
void KeyTreeFolders::fill(int folder, int rows, const std::vector<int> &anchors, const IsCancelled &isCancelled)
{
    const KeyTree::Node node = at(folder).node;
    if (m_order != KeyTreeOrder::Name)
        setHeaviest(folder, heaviest(*m_tree, node, m_order, isCancelled));
    show(folder, prepare(folder, std::max(rows, portion)));
    int last = -1;
    for (const int anchor : anchors) {
        if (anchor >= node.begin && anchor < node.end)
            last = std::max(last, anchor);
    }
    while (m_order == KeyTreeOrder::Name && at(folder).shown > 0 && at(folder).shown < mostForAnchors
           && at(folder).children[size_t(at(folder).shown - 1)].node.end <= last) {
        show(folder, prepare(folder, portion));
    }
    setMoreRow(folder, !isLast(folder, 0));
}
