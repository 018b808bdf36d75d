#include "app/keyspace/keywriter.h"

#include "app/commands/commandformat.h"
#include "app/results/csvtext.h"
#include "app/results/jsontext.h"
#include "app/results/numbertext.h"

namespace {

// JSON

void appendJsonNumber(QByteArray &out, const char *name, quint64 number)
{
    out.append(name);
    appendNumber(out, number);
}

void appendJson(QByteArray &out, const KeyListing &listing, const ListedKey &key)
{
    if (isText(key.key)) {
        out.append("{\"key\":");
        appendJsonString(out, key.key);
    } else {
        out.append("{\"keyBase64\":\"");
        appendBase64(out, key.key);
        out.append('"');
    }
    if (key.size != 0)
        appendJsonNumber(out, ",\"size\":", key.size);
    if (key.expiry != ListedKey::never) {
        appendJsonNumber(out, ",\"expires\":", quint64(key.expiry));
        appendJsonNumber(out, ",\"ttl\":", quint64(listing.ttl(key.expiry)));
    }
    if (key.lastAccess != 0) {
        appendJsonNumber(out, ",\"accessed\":", quint64(key.lastAccess));
        appendJsonNumber(out, ",\"idle\":", quint64(listing.idle(key.lastAccess)));
    }
    out.append(key.fetched ? ",\"fetched\":true" : ",\"fetched\":false");
    if (key.cas != 0)
        appendJsonNumber(out, ",\"cas\":", key.cas);
    if (key.flags)
        appendJsonNumber(out, ",\"flags\":", *key.flags);
    if (key.slabClass != 0)
        appendJsonNumber(out, ",\"class\":", key.slabClass);
    out.append("}\n");
}

// CSV

/// A comma, and the number unless it was not told.
void appendCsvNumber(QByteArray &out, bool told, quint64 number)
{
    out.append(',');
    if (told)
        appendNumber(out, number);
}

void appendCsv(QByteArray &out, const KeyListing &listing, const ListedKey &key)
{
    if (isText(key.key)) {
        appendCsvField(out, key.key);
        out.append(',');
    } else {
        out.append(',');
        appendBase64(out, key.key);
    }
    const bool expires = key.expiry != ListedKey::never;
    const bool accessed = key.lastAccess != 0;
    appendCsvNumber(out, key.size != 0, key.size);
    appendCsvNumber(out, expires, quint64(key.expiry));
    appendCsvNumber(out, expires, quint64(listing.ttl(key.expiry)));
    appendCsvNumber(out, accessed, quint64(key.lastAccess));
    appendCsvNumber(out, accessed, quint64(listing.idle(key.lastAccess)));
    out.append(key.fetched ? ",true" : ",false");
    appendCsvNumber(out, key.cas != 0, key.cas);
    appendCsvNumber(out, key.flags.has_value(), key.flags.value_or(0));
    appendCsvNumber(out, key.slabClass != 0, key.slabClass);
    out.append("\r\n");
}

// Script

void appendCommand(QByteArray &out, const ListedKey &key)
{
    Command command;
    command.opcode = Opcode::GetK;
    command.key = key.key.toByteArray();
    out.append(formatCommand(command)).append('\n');
}

} // namespace

void KeyWriter::writeHeader(QByteArray &out) const
{
    if (m_format == Format::Csv)
        out.append("key,keyBase64,size,expires,ttl,accessed,idle,fetched,cas,flags,class\r\n");
    else if (m_format == Format::Script)
        out.append("# To run this counts as reading each of these keys.\n");
}

size_t KeyWriter::write(QByteArray &out, const KeyListing &listing, const std::vector<int> &indexes, size_t from, qsizetype enough) const
{
    size_t at = from;
    KeyCursor cursor(listing);
    for (; at < indexes.size() && out.size() < enough; ++at) {
        cursor.moveTo(indexes[at]);
        const ListedKey key = cursor.segment().at(cursor.index());
        switch (m_format) {
        case Format::JsonLines:
            appendJson(out, listing, key);
            break;
        case Format::Csv:
            appendCsv(out, listing, key);
            break;
        case Format::Script:
            appendCommand(out, key);
            break;
        }
    }
    return at;
}
