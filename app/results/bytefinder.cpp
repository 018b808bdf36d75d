#include "app/results/bytefinder.h"

#include "app/results/bytesearch.h"

#include <QByteArrayMatcher>
#include <QPromise>
#include <QtConcurrentRun>

#include <algorithm>

namespace {

constexpr qsizetype bytesBetweenChecks = 1024 * 1024; // bytes

/// Appends what begins in front of `end`.
template <typename Find> void append(ByteMatches &matches, QByteArrayView bytes, qsizetype end, const Find &find)
{
    qsizetype at = matches.begins.empty() ? 0 : matches.begins.back() + matches.length;
    at = std::max(at, std::max<qsizetype>(0, end - bytesBetweenChecks));
    // Whatever begins in front of the end may reach beyond it.
    const QByteArrayView part = bytes.first(std::min(bytes.size(), end + matches.length - 1));
    for (at = find(part, at); at >= 0 && !matches.isCut; at = find(part, at)) {
        matches.isCut = matches.begins.size() == ByteFinder::mostMatches;
        if (!matches.isCut)
            matches.begins.push_back(at);
        at += matches.length;
    }
}

} // namespace

size_t ByteMatches::firstFrom(qsizetype offset) const
{
    return size_t(std::ranges::lower_bound(begins, offset) - begins.begin());
}

ByteMatches findBytes(QByteArrayView bytes, const BytePattern &pattern, const std::function<bool()> &isCancelled)
{
    ByteMatches matches{.begins = {}, .length = pattern.bytes.size(), .isCut = false};
    if (pattern.isEmpty())
        return matches;
    const ByteSearch search(pattern.bytes);
    const QByteArrayMatcher matcher(pattern.bytes);
    for (qsizetype end = bytesBetweenChecks; end - bytesBetweenChecks < bytes.size() && !matches.isCut; end += bytesBetweenChecks) {
        if (isCancelled && isCancelled())
            break;
        if (pattern.exact)
            append(matches, bytes, end, [&matcher](QByteArrayView part, qsizetype from) { return matcher.indexIn(part, from); });
        else
            append(matches, bytes, end, [&search](QByteArrayView part, qsizetype from) { return search.find(part, from); });
    }
    return matches;
}

ByteFinder::ByteFinder(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::resultReadyAt, this, [this] {
        m_busy = false;
        emit found(m_watcher.result());
    });
}

ByteFinder::~ByteFinder()
{
    cancel();
}

void ByteFinder::find(QByteArrayView bytes, const std::shared_ptr<const void> &owner, const BytePattern &pattern)
{
    cancel();
    m_busy = true;
    m_watcher.setFuture(QtConcurrent::run([bytes, owner, pattern](QPromise<Matches> &promise) {
        ByteMatches matches = findBytes(bytes, pattern, [&promise] { return promise.isCanceled(); });
        promise.addResult(std::make_shared<const ByteMatches>(std::move(matches)));
    }));
}

void ByteFinder::cancel()
{
    if (!m_busy)
        return;
    m_busy = false;
    m_watcher.cancel();
    m_watcher.setFuture({}); // drops what is already on its way to us
}
