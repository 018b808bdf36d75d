#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QFutureWatcher>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

/// What is sought in bytes.
struct BytePattern
{
    QByteArray bytes;
    bool exact = true; ///< else the letters A to Z are the same as a to z

    [[nodiscard]] bool isEmpty() const { return bytes.isEmpty(); }
    bool operator==(const BytePattern &) const = default;
};

/// Where a pattern was found.
struct ByteMatches
{
    std::vector<qsizetype> begins; ///< ascending; none begins within the one before
    qsizetype length = 0;
    bool isCut = false; ///< there are more

    /// The number of the first that begins at or behind `offset`; that of the last and one more: there is none.
    [[nodiscard]] size_t firstFrom(qsizetype offset) const;
};

/// A pure function, for any thread.
[[nodiscard]] ByteMatches findBytes(QByteArrayView bytes, const BytePattern &pattern, const std::function<bool()> &isCancelled = {});

/// Finds a pattern in many bytes, off the thread of the window; what is asked next supersedes what was asked before.
class ByteFinder : public QObject
{
    Q_OBJECT

public:
    using Matches = std::shared_ptr<const ByteMatches>;

    explicit ByteFinder(QObject *parent = nullptr);
    ~ByteFinder() override;

    /// `owner` keeps `bytes` alive. found() follows, unless it is superseded.
    void find(QByteArrayView bytes, const std::shared_ptr<const void> &owner, const BytePattern &pattern);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_busy; }

    /// Of more the first are enough.
    static constexpr size_t mostMatches = 1'000'000;

signals:
    void found(const ByteFinder::Matches &matches);

private:
    QFutureWatcher<Matches> m_watcher;
    bool m_busy = false;
};
