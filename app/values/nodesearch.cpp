#include "app/values/nodesearch.h"

#include "app/results/bytesearch.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace {

/// In a key that has members of its own, in any of them.
bool isInName(const ValueTree &tree, qint32 key, const ByteSearch &search)
{
    for (qint32 part = key; part != ValueTree::none; part = tree.following(part, key)) {
        if (search.isIn(tree.text(part)))
            return true;
    }
    return false;
}

} // namespace

size_t NodeMatches::firstFrom(const ValueTree &tree, qint32 node) const
{
    const auto first =
        std::lower_bound(nodes.begin(), nodes.end(), node, [&tree](qint32 one, qint32 sought) { return tree.comesBefore(one, sought); });
    return size_t(first - nodes.begin());
}

NodeMatches findNodes(const ValueTree &tree, const QByteArray &text, const std::atomic_bool *cancelled)
{
    constexpr int looks = 1024; // nodes between two looks at the cancelling
    NodeMatches matches;
    if (tree.isEmpty() || text.isEmpty())
        return matches;
    const ByteSearch search(text);
    int seen = 0;
    for (qint32 node = tree.root(); node != ValueTree::none; node = tree.following(node, tree.root())) {
        if (++seen % looks == 0 && cancelled && cancelled->load(std::memory_order_relaxed))
            break;
        const qint32 key = tree.at(node).key;
        if (!search.isIn(tree.text(node)) && (key == ValueTree::none || !isInName(tree, key, search)))
            continue;
        matches.isCut = matches.nodes.size() == NodeSearch::mostMatches;
        if (matches.isCut)
            break;
        matches.nodes.push_back(node);
    }
    return matches;
}

NodeSearch::NodeSearch(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_watcher.future().resultCount() == 0) // the empty one that was put there
            return;
        m_isBusy = false;
        emit found(m_watcher.result());
    });
}

NodeSearch::~NodeSearch()
{
    cancel();
}

void NodeSearch::cancel()
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_isBusy = false;
    m_watcher.setFuture({});
}

void NodeSearch::find(const SharedReading &reading, const QByteArray &text)
{
    cancel();
    if (reading)
        find([reading, text](const std::atomic_bool *cancelled) { return findNodes(reading->value.tree, text, cancelled); });
}

void NodeSearch::find(const Search &search)
{
    cancel();
    m_isBusy = true;
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_watcher.setFuture(QtConcurrent::run(
        [search, cancelled = m_cancelled]() -> Matches { return std::make_shared<const NodeMatches>(search(cancelled.get())); }));
}
