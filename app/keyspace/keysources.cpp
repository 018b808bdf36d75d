#include "app/keyspace/keysources.h"

namespace {

enum class Cause {
    BinaryOnly,
    Forbidden,
    NoCrawler,
    Busy,
    TooOld,
    Proxy,
    Full,
    Lost,
    NotLetIn,
    OwnBound,
};

Cause causeOf(Error::Code code)
{
    using enum Error::Code;
    switch (code) {
    case BinaryOnly:
        return Cause::BinaryOnly;
    case DumpNotAllowed:
        return Cause::Forbidden;
    case CrawlerDisabled:
        return Cause::NoCrawler;
    case CrawlerBusy:
    case HashTableLocked:
        return Cause::Busy;
    case UnknownCommand:
    case UnknownClass:
        return Cause::TooOld;
    case CommandRefused:
    case MalformedLine:
    case Protocol:
    case Desynchronised:
        return Cause::Proxy;
    case TooManyConnections:
        return Cause::Full;
    case ClosedAtOnce:
    case ClosedByServer:
    case Network:
    case Quit:
    case Unavailable:
    case ConnectTimeout:
    case RequestTimeout:
    case Silent:
    case ConnectionRefused:
    case HostNotFound:
    case SocketMissing:
    case TunnelLost:
    case BehindTunnel:
        return Cause::Lost;
    case TooLarge:
    case Stopped:
        return Cause::OwnBound;
    default:
        return Cause::NotLetIn;
    }
}

} // namespace

RemainingSources RemainingSources::after(const Error &error)
{
    using enum KeySource;
    switch (causeOf(error.code)) {
    case Cause::BinaryOnly:
        return {{KeysFromFile, TypedKeys, SeenKeys},
                KeyKnowledge::NameOnly,
                tr("The binary protocol has no way to learn which keys there are, nor their TTL, age or use."),
                tr("A memcached without -S and -B binary speaks the text protocol too; -Y protects it with a password there.")};
    case Cause::Forbidden:
        return {{KeysFromFile, TypedKeys, SeenKeys},
                KeyKnowledge::Everything,
                tr("There is no way to learn which keys there are. Of a key whose name you know, all can be told."),
                tr("Only whoever starts the server can change this: by leaving out -X.")};
    case Cause::NoCrawler:
        return {{Cachedump, KeysFromFile, TypedKeys, SeenKeys},
                KeyKnowledge::Everything,
                tr("There is no whole list. Of a key whose name you know, all can be told."),
                tr("Whoever runs the server can switch its crawler on with “lru_crawler enable”, without a restart.")};
    case Cause::Busy:
        return {{Retry, Cachedump, KeysFromFile, TypedKeys, SeenKeys},
                KeyKnowledge::Everything,
                tr("There is no whole list for the moment."),
                tr("It passes by itself; on a large server it can take minutes.")};
    case Cause::TooOld:
        return {{Cachedump, KeysFromFile, TypedKeys, SeenKeys},
                KeyKnowledge::NameOnly,
                tr("There is no whole list, and nothing but its value can be told of a key."),
                tr("Keys can be listed from memcached 1.4.31 on, and looked at without a trace from 1.6.10 on.")};
    case Cause::Proxy:
        return {{Retry, KeysFromFile, TypedKeys, SeenKeys},
                KeyKnowledge::NameOnly,
                tr("What answers here does not list keys as a memcached does; it may be a proxy."),
                tr("Connect to the memcached servers behind it, one by one.")};
    case Cause::Full:
        return {{Retry, KeysFromFile, TypedKeys, SeenKeys},
                KeyKnowledge::NameOnly,
                tr("A list needs a connection of its own, and there is none left."),
                tr("Close other clients, or let the server take more connections (-c).")};
    case Cause::Lost:
        return {{Retry, KeysFromFile, TypedKeys, SeenKeys},
                KeyKnowledge::NameOnly,
                tr("The server could not be asked for its keys."),
                tr("Check that it runs and that nothing between it and this computer closes the connection.")};
    case Cause::OwnBound:
        return {{Retry}, KeyKnowledge::Everything, tr("The list has not come whole."), tr("What came of it is kept.")};
    case Cause::NotLetIn:
        break;
    }
    return {{Retry},
            KeyKnowledge::NameOnly,
            tr("Nothing can be learned from the server before it lets this program in."),
            tr("Correct the connection’s settings, then try again.")};
}

QString RemainingSources::explanation(KeySource source) const
{
    const bool everything = knowledge == KeyKnowledge::Everything;
    switch (source) {
    case KeySource::Retry:
        return tr("Asks the server once more.");
    case KeySource::Cachedump:
        return tr(
            "Only items that were not used lately (cold), at most 2 MB of them for each slab class. CAS, flags, idle time and whether "
            "they were read are not told.");
    case KeySource::KeysFromFile:
        return everything ? tr("One key a line, a script, or an exported table. The server is asked about each, which leaves no trace.")
                          : tr("One key a line, a script, or an exported table. Only the names are shown until you read a value.");
    case KeySource::TypedKeys:
        return everything ? tr("Keys that you type or paste. The server is asked about each, which leaves no trace.")
                          : tr("Keys that you type or paste. Reading a value counts as a read.");
    case KeySource::SeenKeys:
        return tr("Keys in the results of this window’s runs, unless the last of them found the key gone.");
    }
    return {};
}
