#pragma once

#include "connection/protocol/response.h"

#include <QByteArrayView>

#include <optional>

/// The first line of the answer to a meta command (protocol.txt, "Meta Commands"; from 1.6.10 on): flags are told by their letters, in any
/// order, unknown ones passed over.
struct MetaAnswer
{
    enum class Kind {
        Value,     ///< VA: `valueSize` bytes follow, and CR LF
        Header,    ///< HD: found, stored
        Miss,      ///< EN
        NotStored, ///< NS
        Exists,    ///< EX: another CAS
        NotFound,  ///< NF
        Barrier,   ///< MN: all before it was answered
    };
    static constexpr qint64 never = -1;

    Kind kind = Kind::Miss;
    qint64 valueSize = 0;             ///< bytes
    std::optional<qint64> timeToLive; ///< t: seconds left, or never
    std::optional<quint32> flags;     ///< f
    std::optional<quint64> cas;       ///< c
    std::optional<quint64> size;      ///< s: bytes of the value
    std::optional<quint64> idle;      ///< l: seconds since the last access
    std::optional<bool> wasRead;      ///< h: somebody has read it since it was stored
    bool stale = false;               ///< X
    bool recacheWon = false;          ///< W: this asker is the one to store it anew
    bool recacheSent = false;         ///< Z: another one has been asked to

    bool operator==(const MetaAnswer &) const = default;
};

/// Complete or Malformed: a line that is none of these answers, a refusal among them.
[[nodiscard]] ParseState parseMetaAnswer(QByteArrayView line, MetaAnswer &answer);
