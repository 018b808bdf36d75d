#include "app/keyspace/keyanalysis.h"
#include "app/keyspace/keymatcher.h"
#include "app/keyspace/keyorder.h"
#include "app/keyspace/keystore.h"
#include "app/keyspace/keytree.h"
#include "tests/keysample.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <numeric>

/// What a million listed keys take to be collected, filtered and ordered, in memory and in time, without a server and without a window.

namespace {

int keyCount = 1'000'000;
constexpr int rounds = 7;

double percentile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[std::min(values.size() - 1, size_t(double(values.size()) * share))];
}

void printLine(const char *what, const std::vector<double> &milliseconds, double goal, qint64 found)
{
    const double median = percentile(milliseconds, 0.5);
    std::printf("%-4s  %-58s %8.1f  (%.1f - %.1f)",
                goal == 0            ? ""
                    : median <= goal ? "PASS"
                                     : "MISS",
                what, median, percentile(milliseconds, 0), percentile(milliseconds, 1));
    if (goal != 0)
        std::printf("  goal: <= %.0f", goal);
    std::printf("  -> %lld\n", static_cast<long long>(found));
    std::fflush(stdout);
}

/// `work` returns a number that tells what it found, so that it is not left out as of no use.
void measure(const char *what, double goal, const std::function<qint64()> &work)
{
    std::vector<double> milliseconds;
    qint64 found = 0;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        found = work();
        milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    printLine(what, milliseconds, goal, found);
}

std::vector<KeySegment> makeSegments()
{
    const KeySample sample;
    std::vector<KeySegment> segments;
    for (int begin = 0; begin < keyCount; begin += int(KeySegment::usualSize))
        segments.push_back(sample.segment(begin, std::min(begin + int(KeySegment::usualSize), keyCount)));
    return segments;
}

void measureFilter(const KeyListing &listing, const char *text, double goal)
{
    const KeyFilter::Parsed parsed = KeyFilter::parse(QString::fromUtf8(text));
    if (const auto *filter = std::get_if<KeyFilter>(&parsed)) {
        const QByteArray what = QByteArray("filter  ") + text;
        measure(what.constData(), goal, [&] { return qint64(matchingKeys(listing, *filter).indexes.size()); });
    }
}

void measureOrder(const KeyListing &listing, const char *what, KeyColumn column, double goal)
{
    std::vector<int> all(size_t(listing.size()));
    std::iota(all.begin(), all.end(), 0);
    SlabChunks chunks;
    for (quint8 slabClass = 1; slabClass < 40; ++slabClass)
        chunks.setChunkSize(slabClass, KeySample::chunkSize(slabClass));
    measure(what, goal, [&] { return qint64(sortedKeys(listing, all, {int(column), Qt::AscendingOrder}, chunks).front()); });
}

std::vector<int> sortedByKey(const KeyListing &listing)
{
    std::vector<int> all(size_t(listing.size()));
    std::iota(all.begin(), all.end(), 0);
    return sortedKeys(listing, std::move(all), {int(KeyColumn::Key), Qt::AscendingOrder});
}

/// Opens a folder that holds all keys, or a folder for each of them.
void measureWideFolder(const char *what, const QByteArray &behind)
{
    KeyStore store(KeySample::now);
    for (int begin = 0; begin < keyCount; begin += int(KeySegment::usualSize)) {
        KeySegment segment;
        for (int i = begin; i < std::min(begin + int(KeySegment::usualSize), keyCount); ++i)
            KeySample::append(segment, "folder:" + QByteArray::number(quint32(i) * 2'654'435'761U) + behind);
        store.append(std::move(segment));
    }
    const auto tree = KeyTree::build(store.listing(), sortedByKey(store.listing()), ":");
    const KeyTree::Node folder = tree->children(tree->root(), 0, 1).front();
    const auto name = [what](const char *part) { return QByteArray(what) + part; };
    measure(name(", its first 1,000").constData(), 100, [&] { return qint64(tree->children(folder, folder.begin, 1'000).size()); });
    measure(name(", all at once").constData(), 0, [&] { return qint64(tree->children(folder, folder.begin, keyCount).size()); });
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1)
        keyCount = std::max(1, QByteArray(argv[1]).toInt());
    std::printf("%d keys, medians of %d rounds, milliseconds\n\n", keyCount, rounds);
    KeyStore store(KeySample::now);
    for (const bool expected : {false, true}) {
        std::vector<double> milliseconds;
        std::vector<double> portions;
        for (int round = 0; round < rounds; ++round) {
            std::vector<KeySegment> segments = makeSegments();
            store = KeyStore(KeySample::now);
            QElapsedTimer timer;
            timer.start();
            if (expected)
                store.expect(keyCount);
            for (KeySegment &segment : segments) {
                QElapsedTimer portion;
                portion.start();
                store.append(std::move(segment));
                portions.push_back(double(portion.nsecsElapsed()) / 1e6);
            }
            milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        printLine(expected ? "collect, with the number known before" : "collect", milliseconds, 0, store.count());
        std::printf("      a portion of 16,384: median %.2f, p99 %.2f, most %.2f\n", percentile(portions, 0.5), percentile(portions, 0.99),
                    percentile(portions, 1));
    }
    const KeyListing listing = store.listing();
    const double bytes = double(store.byteSize() - listing.keyBytes()) / keyCount;
    std::printf("%-4s  %-58s %8.1f  goal: <= 32\n", bytes <= 32 ? "PASS" : "MISS", "bytes a key and its name", bytes);
    measure("find 10,000 exact keys", 0, [&] {
        qint64 found = 0;
        for (int i = 0; i < 10'000; ++i)
            found += store.find(listing.key(int(qint64(i) * 7'919 % keyCount))).has_value();
        return found;
    });

    measureFilter(listing, "item-777", 20);
    measureFilter(listing, "session:", 20);
    measureFilter(listing, "e", 20);
    measureFilter(listing, "nowhere", 20);
    measureFilter(listing, "key:user:", 0);
    measureFilter(listing, "user:*:profile", 0);
    measureFilter(listing, "size>10k ttl<1h unread", 0);
    measureFilter(listing, "/profile$/", 250);
    measureFilter(listing, "/^page:.*item-[0-9]*7\\.html$/", 250);
    measureFilter(listing, "/[0-9a-f]{12}77/", 250);

    measureOrder(listing, "order by size", KeyColumn::Size, 200);
    measureOrder(listing, "order by TTL", KeyColumn::Ttl, 200);
    measureOrder(listing, "order by idle time", KeyColumn::Idle, 200);
    measureOrder(listing, "order by CAS", KeyColumn::Cas, 200);
    measureOrder(listing, "order by waste", KeyColumn::Waste, 200);
    measureOrder(listing, "order by key", KeyColumn::Key, 500);

    const std::vector<int> sorted = sortedByKey(listing);
    std::shared_ptr<const KeyTree> tree;
    measure("build the tree of what is ordered by key", 0, [&] {
        tree = KeyTree::build(listing, sorted, ":/");
        return qint64(tree->size());
    });
    const double treeBytes = double(tree->byteSize()) / keyCount;
    std::printf("%-4s  %-58s %8.1f  goal: <= 16\n", treeBytes <= 16 ? "PASS" : "MISS", "bytes a key of the tree", treeBytes);
    measure("open the topmost level", 100, [&] { return qint64(tree->children(tree->root(), 0, 1'000).size()); });
    measure("weigh all prefixes of the topmost level", 0, [&] {
        KeyWeight rest;
        return qint64(weighPrefixes(*tree, tree->root(), 100, rest).size());
    });
    std::vector<int> all(size_t(listing.size()));
    std::iota(all.begin(), all.end(), 0);
    measure("analyse all keys", 0, [&] { return KeyAnalysis::of(listing, all, {}).all.bytes; });
    measureWideFolder("open a folder of as many keys", {});
    measureWideFolder("open a folder of as many folders", ":a");
    return 0;
}
