#pragma once

#include "connection/protocol/command.h"

#include <QByteArray>
#include <QString>

#include <vector>

/// One request of a recorded exchange.
struct RecordedRequest
{
    Command command;
    quint32 opaque = 0;
    qsizetype size = 0;      ///< bytes on the wire
    bool wellFormed = false; ///< `command` says all of it; otherwise only its opcode is sure
};

/// One answer of a recorded exchange, as it was taken apart when it was recorded.
struct RecordedAnswer
{
    quint8 opcode = 0;
    quint16 status = 0;
    quint32 opaque = 0;
    quint64 cas = 0;
    QByteArray extras;
    QByteArray key;
    QByteArray value;

    bool operator==(const RecordedAnswer &) const = default;
};

/// An exchange with memcached 1.6.18, see tests/data/exchanges/README.md.
struct Exchange
{
    QByteArray name;
    QByteArray group;
    QByteArray closed; ///< "no", "eof" or "rst"
    QByteArray request;
    QByteArray response;
    QByteArray rest; ///< the end of the response that is no answer of the binary protocol
    std::vector<RecordedAnswer> answers;

    /// The request stream taken apart. It ends where the stream does not go on as requests do: see `unread`.
    [[nodiscard]] std::vector<RecordedRequest> requests(qsizetype *unread = nullptr) const;
};

/// All of a file; empty if it cannot be read.
[[nodiscard]] std::vector<Exchange> readExchanges(const QString &path);
