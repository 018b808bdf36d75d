#pragma once

#include "app/values/sharedreading.h"

#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <functional>
#include <vector>

/// Parts of a value that have something in their name or text, in the order of a reader.
struct NodeMatches
{
    std::vector<qint32> nodes;
    bool isCut = false; ///< there are more

    /// The number of the first that is `node` or behind it; that of the last and one more: there is none.
    [[nodiscard]] size_t firstFrom(const ValueTree &tree, qint32 node) const;
};

/// Seeks `text` (UTF-8; capitals and small letters of ASCII are the same) in all names and texts. A pure function, for any thread.
[[nodiscard]] NodeMatches findNodes(const ValueTree &tree, const QByteArray &text, const std::atomic_bool *cancelled = nullptr);

/// Does so off the thread of the window; what is asked next supersedes what was asked before.
class NodeSearch : public QObject
{
    Q_OBJECT

public:
    using Matches = std::shared_ptr<const NodeMatches>;

    explicit NodeSearch(QObject *parent = nullptr);
    ~NodeSearch() override;

    /// found() follows, unless it is superseded.
    void find(const SharedReading &reading, const QByteArray &text);
    /// The same of anything that has numbers; it runs on another thread.
    using Search = std::function<NodeMatches(const std::atomic_bool *cancelled)>;
    void find(const Search &search);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

    /// Of more the first are enough.
    static constexpr size_t mostMatches = 1'000'000;

signals:
    void found(const NodeSearch::Matches &matches);

private:
    QFutureWatcher<Matches> m_watcher;
    std::shared_ptr<std::atomic_bool> m_cancelled;
    bool m_isBusy = false;
};
