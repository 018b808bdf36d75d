#pragma once

#include "connection/error.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

/// From where keys can be had.
enum class KeySource {
    Retry,        ///< the list once more
    Cachedump,    ///< `stats cachedump`: a part of them, see CachedumpListing
    KeysFromFile, ///< names in a file
    TypedKeys,    ///< names that a person types or pastes
    SeenKeys,     ///< names in the results of runs, see seenKeys()
};

/// What can be learned of a key whose name is known.
enum class KeyKnowledge {
    Everything, ///< its metadata, without touching it (TextChannel::peek())
    NameOnly,   ///< nothing, but for its value by a GET, which counts as a read
};

// clang-format off
/// What a refused list of keys leaves.
///
/// | The server                                     | Error                                   | What is left                             | Of named keys |
/// | ---------------------------------------------- | --------------------------------------- | ---------------------------------------- | ------------- |
/// | `-S`, `-B binary`                              | BinaryOnly                              | file, typed, seen                        | names         |
/// | `-X`                                           | DumpNotAllowed                          | file, typed, seen                        | everything    |
/// | `-o no_lru_crawler`, `lru_crawler disable`     | CrawlerDisabled                         | cachedump, file, typed, seen             | everything    |
/// | lists for another program, grows its table     | CrawlerBusy, HashTableLocked            | retry, cachedump, file, typed, seen      | everything    |
/// | before 1.4.31, or one that is no memcached     | UnknownCommand, UnknownClass            | cachedump, file, typed, seen             | names         |
/// | a proxy                                        | CommandRefused, MalformedLine           | retry, file, typed, seen                 | names         |
/// | `-c` connections are open                      | TooManyConnections                      | retry, file, typed, seen                 | names         |
/// | hangs up, frozen, unreachable                  | ClosedByServer, RequestTimeout, Network | retry, file, typed, seen                 | names         |
/// | wants TLS, which is not spoken                 | ClosedAtOnce                            | retry, file, typed, seen                 | names         |
/// | `-Y` with other credentials; no TLS; SSH       | AuthenticationFailed, NotTls, Tunnel…   | retry, once the connection was corrected |               |
// clang-format on
struct RemainingSources
{
    Q_DECLARE_TR_FUNCTIONS(RemainingSources)

public:
    QList<KeySource> sources; ///< the best first, never empty
    KeyKnowledge knowledge = KeyKnowledge::NameOnly;
    QString missing; ///< one sentence: what cannot be had
    QString remedy;  ///< one sentence: what whoever runs the server, or the person, can change

    [[nodiscard]] static RemainingSources after(const Error &error);
    /// What `source` gives, in a sentence or two.
    [[nodiscard]] QString explanation(KeySource source) const;
};
