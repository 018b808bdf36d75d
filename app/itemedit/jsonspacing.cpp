#include "app/itemedit/jsonspacing.h"

#include <algorithm>

namespace {

constexpr int deepestSpacing = 64; // levels that are indented: more would be blanks for the most part
constexpr int indent = 2;

bool isJsonSpace(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/// Behind the text in quotes that begins at `begin`.
qsizetype endOfText(QByteArrayView json, qsizetype begin)
{
    qsizetype at = begin + 1;
    while (at < json.size() && json[at] != '"')
        at += json[at] == '\\' ? 2 : 1;
    return std::min(at + 1, json.size());
}

qsizetype nextPart(QByteArrayView json, qsizetype at)
{
    while (at < json.size() && isJsonSpace(json[at]))
        ++at;
    return at;
}

} // namespace

QByteArray respacedJson(QByteArrayView json, JsonSpacing spacing, qsizetype most, const std::atomic_bool *cancelled)
{
    const bool isIndented = spacing == JsonSpacing::Indented;
    const bool isOneLine = spacing == JsonSpacing::OneLine;
    QByteArray out;
    out.reserve(json.size());
    int depth = 0;
    const auto breakLine = [&] {
        if (isIndented)
            out += '\n' + QByteArray(std::min(depth, deepestSpacing) * indent, ' ');
    };
    for (qsizetype at = nextPart(json, 0); at < json.size(); at = nextPart(json, at)) {
        if (cancelled && cancelled->load(std::memory_order_relaxed))
            break;
        if (out.size() > most)
            return {};
        const char part = json[at];
        if (part == '"') {
            const qsizetype end = endOfText(json, at);
            out += json.sliced(at, end - at);
            at = end;
            continue;
        }
        ++at;
        if (part == '{' || part == '[') {
            out += part;
            const qsizetype inner = nextPart(json, at);
            if (inner < json.size() && (json[inner] == '}' || json[inner] == ']')) {
                out += json[inner];
                at = inner + 1;
                continue;
            }
            ++depth;
            breakLine();
        } else if (part == '}' || part == ']') {
            depth = std::max(0, depth - 1);
            breakLine();
            out += part;
        } else {
            out += part;
            if (part == ',')
                breakLine();
            if (isOneLine ? part == ',' || part == ':' : part == ':' && isIndented)
                out += ' ';
        }
    }
    return out.size() > most ? QByteArray() : out;
}

std::optional<JsonSpacing> oneLineSpacing(QByteArrayView json)
{
    for (const JsonSpacing spacing : {JsonSpacing::Compact, JsonSpacing::OneLine}) {
        if (respacedJson(json, spacing, json.size()) == json)
            return spacing;
    }
    return {};
}
