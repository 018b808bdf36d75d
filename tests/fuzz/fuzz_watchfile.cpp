#include "app/watch/watchreading.h"

#include <QBuffer>

#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

/// Whatever is in a file of watched lines, it is read or refused with a sentence, within bounds; what was read, written and read again is
/// the same.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    QByteArray input(reinterpret_cast<const char *>(bytes), qsizetype(size));
    QBuffer buffer(&input);
    require(buffer.open(QIODevice::ReadOnly));
    const ReadWatch read = readWatchFile(buffer, QStringLiteral("lines"), ":/");
    if (read.error) {
        require(!read.error.text.isEmpty() && read.log.isEmpty());
        return 0;
    }
    QByteArray written;
    for (qint64 number = read.log.begin(); number < read.log.end(); ++number) {
        const WatchEvent event = readWatchEvent(read.log.text(number));
        require(event.time >= WatchEvent::untold && event.size >= WatchEvent::untold && event.decodedKey().size() <= event.key.size());
        written += read.log.text(number).toByteArray() + '\n';
    }
    QBuffer again(&written);
    require(again.open(QIODevice::ReadOnly));
    const ReadWatch same = readWatchFile(again, QStringLiteral("lines"), ":/");
    require(same.log.size() == read.log.size() && same.figures.counts == read.figures.counts && same.figures.lost == read.figures.lost);
    for (const TopCounts::Entry &entry : read.figures.keys)
        require(entry.count >= entry.error && entry.count > 0);
    return 0;
}
