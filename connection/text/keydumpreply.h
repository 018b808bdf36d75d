#pragma once

#include "connection/text/keydumpexchange.h"
#include "connection/text/textreply.h"

#include <vector>

/// The handle of a list of a server's keys asked of KeyDumps. Cancelling or deleting it ends it for the asker at once; the server's answer
/// is read to its end all the same.
class KeyDumpReply : public TextReply
{
    Q_OBJECT

public:
    /// How many keys have come so far.
    [[nodiscard]] qint64 keyCount() const { return m_dump->keyCount(); }
    /// The keys that have come since the last call, in the order of the server's walk. While they come slowly, the last tenth of a second
    /// may be missing; there is no signal for those of a server that has come to a halt, so whoever wants to have them asks now and then.
    [[nodiscard]] std::vector<KeySegment> takeSegments() { return m_dump->takeSegments(); }

private:
    friend class KeyDumps;
    explicit KeyDumpReply(const std::shared_ptr<KeyDumpExchange> &dump)
        : TextReply(dump)
        , m_dump(dump)
    {
    }

    std::shared_ptr<KeyDumpExchange> m_dump;
};
