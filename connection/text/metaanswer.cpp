#include "connection/text/metaanswer.h"

#include "connection/text/textline.h"

#include <limits>

namespace {

std::optional<MetaAnswer::Kind> kindOf(QByteArrayView word)
{
    constexpr struct
    {
        const char *word;
        MetaAnswer::Kind kind;
    } kinds[] = {{"VA", MetaAnswer::Kind::Value},     {"HD", MetaAnswer::Kind::Header}, {"EN", MetaAnswer::Kind::Miss},
                 {"NS", MetaAnswer::Kind::NotStored}, {"EX", MetaAnswer::Kind::Exists}, {"NF", MetaAnswer::Kind::NotFound},
                 {"MN", MetaAnswer::Kind::Barrier}};
    for (const auto &each : kinds) {
        if (word == each.word)
            return each.kind;
    }
    return std::nullopt;
}

bool takeFlag(QByteArrayView word, MetaAnswer &answer)
{
    const QByteArrayView token = word.sliced(1);
    switch (word.front()) {
    case 't':
        answer.timeToLive = signedNumber(token);
        return answer.timeToLive >= MetaAnswer::never;
    case 'f':
        answer.flags = unsignedNumber32(token);
        return answer.flags.has_value();
    case 'c':
        answer.cas = unsignedNumber(token);
        return answer.cas.has_value();
    case 's':
        answer.size = unsignedNumber(token);
        return answer.size.has_value();
    case 'l':
        answer.idle = unsignedNumber(token);
        return answer.idle.has_value();
    case 'h':
        answer.wasRead = token == "1";
        return token == "0" || token == "1";
    case 'X':
        answer.stale = true;
        return true;
    case 'W':
        answer.recacheWon = true;
        return true;
    case 'Z':
        answer.recacheSent = true;
        return true;
    default:
        return true;
    }
}

} // namespace

ParseState parseMetaAnswer(QByteArrayView line, MetaAnswer &answer)
{
    answer = {};
    TextWords words(line);
    const std::optional<MetaAnswer::Kind> kind = kindOf(words.next());
    if (!kind)
        return ParseState::Malformed;
    answer.kind = *kind;
    if (*kind == MetaAnswer::Kind::Value) {
        const std::optional<qint64> size = signedNumber(words.next());
        if (size.value_or(-1) < 0)
            return ParseState::Malformed;
        answer.valueSize = *size;
    }
    for (QByteArrayView word = words.next(); !word.isEmpty(); word = words.next()) {
        if (!takeFlag(word, answer))
            return ParseState::Malformed;
    }
    return ParseState::Complete;
}
