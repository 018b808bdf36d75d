#include "connection/text/textrefusal.h"

#include "connection/text/textline.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

struct Refusal
{
    const char *beginning; ///< of the line
    Error::Code code;
    const char *words;
};

constexpr Refusal refusals[] = {
    {"ERROR metadump not allowed", Error::Code::DumpNotAllowed,
     QT_TRANSLATE_NOOP("TextRefusal",
                       "The server does not let its keys be listed: it was started with -X. Start it without to list them.")},
    {"CLIENT_ERROR stats cachedump not allowed", Error::Code::DumpNotAllowed,
     QT_TRANSLATE_NOOP("TextRefusal",
                       "The server does not let its keys be listed: it was started with -X. Start it without to list them.")},
    {"CLIENT_ERROR Illegal slab id", Error::Code::UnknownClass,
     QT_TRANSLATE_NOOP("TextRefusal", "The server has no slab class of this number.")},
    {"CLIENT_ERROR watch commands not allowed", Error::Code::WatchNotAllowed,
     QT_TRANSLATE_NOOP("TextRefusal", "The server does not let itself be watched: it was started with -W. Start it without to watch it.")},
    {"CLIENT_ERROR lru crawler disabled", Error::Code::CrawlerDisabled,
     QT_TRANSLATE_NOOP("TextRefusal",
                       "The server cannot list its keys, its LRU crawler is off. Start it without no_lru_crawler (or, before "
                       "1.5, with -o lru_crawler).")},
    {"BUSY", Error::Code::CrawlerBusy,
     QT_TRANSLATE_NOOP("TextRefusal", "The server is busy: its LRU crawler works for somebody else. Try again in a while.")},
    // For a moment behind another client's "lru_crawler disable" (1.6.18), until it says that it is off.
    {"ERROR an unknown error happened", Error::Code::CrawlerBusy,
     QT_TRANSLATE_NOOP("TextRefusal", "The server is just stopping its LRU crawler and lists no keys meanwhile. Try again in a while.")},
    {"ERROR locked try again later", Error::Code::HashTableLocked,
     QT_TRANSLATE_NOOP("TextRefusal", "The server is just enlarging its hash table and lists no keys meanwhile. Try again in a while.")},
    {"BADCLASS", Error::Code::UnknownClass,
     QT_TRANSLATE_NOOP("TextRefusal",
                       "The server does not know what was to be listed (“hash” needs memcached 1.6.9 or later; slab classes "
                       "are 1 to 63). List all keys instead.")},
    {"WATCHER_TOO_MANY", Error::Code::TooManyWatchers,
     QT_TRANSLATE_NOOP("TextRefusal", "The server is watched by as many as it allows (20). Close another watcher first.")},
    {"WATCHER_FAILED", Error::Code::CommandRefused,
     QT_TRANSLATE_NOOP("TextRefusal", "The server could not begin to be watched. Try again.")},
    {"CLIENT_ERROR unauthenticated", Error::Code::AuthenticationRequired,
     QT_TRANSLATE_NOOP("TextRefusal",
                       "The server wants a user and a password. Connect with both, as in memcached://user:password@host:port.")},
    {"CLIENT_ERROR authentication failure", Error::Code::AuthenticationFailed,
     QT_TRANSLATE_NOOP("TextRefusal", "The server refused the user or the password. Check both, then connect again.")},
    {"ERROR Too many open connections", Error::Code::TooManyConnections,
     QT_TRANSLATE_NOOP("TextRefusal", "The server has no connection left. Raise its limit (-c) or close others.")},
};

bool isRefusal(QByteArrayView line)
{
    return line == "ERROR" || line.startsWith("ERROR ") || line.startsWith("ERROR:") || line.startsWith("CLIENT_ERROR")
        || line.startsWith("SERVER_ERROR");
}

} // namespace

std::optional<Error> refusalIn(QByteArrayView line)
{
    const auto found = std::ranges::find_if(refusals, [line](const Refusal &refusal) { return line.startsWith(refusal.beginning); });
    if (found != std::end(refusals))
        return Error{found->code, QCoreApplication::translate("TextRefusal", found->words)};
    if (line == "ERROR")
        return Error{
            Error::Code::UnknownCommand,
            QCoreApplication::translate(
                "TextRefusal", "The server does not know this command or a word in it; it may need a later version of memcached.")};
    if (isRefusal(line))
        return Error{Error::Code::CommandRefused,
                     QCoreApplication::translate("TextRefusal", "The server refused the command: “%1”.").arg(quotedLine(line))};
    return std::nullopt;
}

Error malformedLine(QByteArrayView line)
{
    return {Error::Code::MalformedLine,
            QCoreApplication::translate("TextRefusal", "The server sent a line that makes no sense here: “%1”. The connection was closed.")
                .arg(quotedLine(line))};
}
