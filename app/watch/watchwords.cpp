#include "app/watch/watchwords.h"

#include "connection/text/serverversion.h"

#include <QCoreApplication>

namespace {

/// Whether a server of this version has what came with that one; one that does not tell is given the benefit of the doubt.
bool has(const QByteArray &version, int major, int minor, int patch)
{
    return !isKnownVersion(version) || isAtLeast(version, major, minor, patch);
}

QString translated(const char *text)
{
    return QCoreApplication::translate("WatchWords", text);
}

} // namespace

bool canWatch(const QByteArray &version)
{
    return has(version, 1, 4, 26);
}

QString laterWordsText(const QByteArray &version)
{
    if (!canWatch(version) || has(version, 1, 6, 20))
        return {};
    if (has(version, 1, 6, 11))
        return translated(QT_TRANSLATE_NOOP("WatchWords", "Deletes are told from memcached 1.6.20 on."));
    return translated(QT_TRANSLATE_NOOP("WatchWords", "Connections are told from memcached 1.6.11 on, and deletes from 1.6.20 on."));
}

std::vector<WatchWord> watchWords(const QByteArray &version)
{
    std::vector<WatchWord> words;
    if (!canWatch(version))
        return words;
    words.push_back(
        {"fetchers", translated(QT_TRANSLATE_NOOP("WatchWords", "Reads")),
         translated(QT_TRANSLATE_NOOP("WatchWords",
                                      "Every key that is looked up and whether it was there. Touch, counters and deletes over the "
                                      "binary protocol look like reads too; so does the look-up of each store."))});
    words.push_back({"mutations", translated(QT_TRANSLATE_NOOP("WatchWords", "Stores")),
                     translated(QT_TRANSLATE_NOOP("WatchWords",
                                                  "Set, add, replace, append, prepend and CAS: the key, its TTL and size, and what came of "
                                                  "it. Counters and deletes are not among them."))});
    words.push_back({"evictions", translated(QT_TRANSLATE_NOOP("WatchWords", "Evictions")),
                     translated(QT_TRANSLATE_NOOP("WatchWords",
                                                  "Items that had to go to make room: what they were, and whether anybody had ever read "
                                                  "them. Items that expire are not told."))});
    if (has(version, 1, 6, 11))
        words.push_back({"connevents", translated(QT_TRANSLATE_NOOP("WatchWords", "Connections")),
                         translated(QT_TRANSLATE_NOOP("WatchWords", "Clients that come and go: their address, and why they went."))});
    if (has(version, 1, 6, 20))
        words.push_back({"deletions", translated(QT_TRANSLATE_NOOP("WatchWords", "Deletes")),
                         translated(QT_TRANSLATE_NOOP("WatchWords",
                                                      "Items that a client deletes over the text protocol. Deletes over the binary "
                                                      "protocol, also those from here, and flushes are not told."))});
    words.push_back({"sysevents", translated(QT_TRANSLATE_NOOP("WatchWords", "System")),
                     translated(QT_TRANSLATE_NOOP("WatchWords",
                                                  "The server's housekeeping: rounds of its LRU crawler, pages that move between slab "
                                                  "classes, compaction of items on disk."))});
    words.push_back({"rawcmds", translated(QT_TRANSLATE_NOOP("WatchWords", "Raw commands")),
                     translated(QT_TRANSLATE_NOOP("WatchWords",
                                                  "Meant for commands as they come. Known to the server, but no released memcached tells "
                                                  "any."))});
    return words;
}
