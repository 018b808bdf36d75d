#include "app/results/jsontext.h"

#include "connection/borrowed.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace {
constexpr char hexDigits[] = "0123456789abcdef";

/// For each byte whether it stands in a JSON string as it is.
constexpr std::array<bool, 256> plainBytes = [] {
    std::array<bool, 256> table = {};
    for (size_t i = 0; i < table.size(); ++i)
        table[i] = i >= 0x20 && i != '"' && i != '\\';
    return table;
}();

void appendEscape(QByteArray &out, char character)
{
    switch (character) {
    case '"':
        out.append("\\\"");
        return;
    case '\\':
        out.append("\\\\");
        return;
    case '\b':
        out.append("\\b");
        return;
    case '\f':
        out.append("\\f");
        return;
    case '\n':
        out.append("\\n");
        return;
    case '\r':
        out.append("\\r");
        return;
    case '\t':
        out.append("\\t");
        return;
    default:
        break;
    }
    const auto code = uchar(character);
    const std::array<char, 6> escape{'\\', 'u', '0', '0', hexDigits[code >> 4], hexDigits[code & 15]};
    out.append(escape.data(), qsizetype(escape.size()));
}

template <typename AppendString> void appendObject(QByteArray &out, const QList<Statistic> &statistics, AppendString appendString)
{
    out.append('{');
    for (qsizetype i = 0; i < statistics.size(); ++i) {
        if (i > 0)
            out.append(',');
        appendString(out, statistics[i].name);
        out.append(':');
        appendString(out, statistics[i].value);
    }
    out.append('}');
}

} // namespace

bool isText(QByteArrayView bytes)
{
    return bytes.isValidUtf8();
}

bool areText(const QList<Statistic> &statistics)
{
    return std::ranges::all_of(statistics, [](const Statistic &statistic) { return isText(statistic.name) && isText(statistic.value); });
}

void appendJsonString(QByteArray &out, QByteArrayView text)
{
    out.append('"');
    const char *const end = text.data() + text.size();
    for (const char *from = text.data(); from != end;) {
        const char *to = from;
        while (to != end && plainBytes[uchar(*to)])
            ++to;
        out.append(from, to - from);
        if (to != end)
            appendEscape(out, *to++);
        from = to;
    }
    out.append('"');
}

void appendJsonObject(QByteArray &out, const QList<Statistic> &statistics)
{
    appendObject(out, statistics, appendJsonString);
}

void appendJsonObjectInBase64(QByteArray &out, const QList<Statistic> &statistics)
{
    appendObject(out, statistics, [](QByteArray &to, QByteArrayView bytes) {
        to.append('"');
        appendBase64(to, bytes);
        to.append('"');
    });
}

void appendBase64(QByteArray &out, QByteArrayView bytes)
{
    out.append(borrowed(bytes).toBase64());
}
