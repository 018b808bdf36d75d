#include "app/itemdump/itemdumpwriter.h"

#include "app/itemdump/itemdumpformat.h"

using Format = ItemDumpFormat;

namespace {

/// As much of `text` as may stand in a header.
QByteArray fittingUtf8(const QString &text)
{
    const QByteArray whole = text.toUtf8();
    return whole.size() <= Format::longestServer ? whole : text.left(Format::longestServer / 3).toUtf8(); // at most three bytes a unit
}

QByteArray head(const DumpedItem &item, quint64 cas)
{
    QByteArray out;
    out.reserve(Format::headSize + Format::checksumSize + item.key.size());
    Format::append(out, quint16(item.key.size()));
    Format::append(out, quint32(item.value.size()));
    Format::append(out, item.flags);
    Format::append(out, item.expiry);
    Format::append(out, cas);
    Format::append(out, Format::checksum(out));
    return out;
}

} // namespace

bool ItemDumpWriter::writeHeader(const DumpOrigin &origin)
{
    const QByteArray name = fittingUtf8(origin.server);
    const QByteArray place = fittingUtf8(origin.place);
    QByteArray out = Format::magic.toByteArray();
    Format::append(out, Format::version);
    Format::append(out, quint16(name.size()));
    Format::append(out, origin.time);
    Format::append(out, origin.process.pid);
    Format::append(out, origin.process.start);
    Format::append(out, quint16(place.size()));
    out += name + place;
    Format::append(out, Format::checksum(out));
    return put(out);
}

bool ItemDumpWriter::write(const DumpedItem &item)
{
    Q_ASSERT(!item.key.isEmpty() && item.key.size() <= Format::longestKey && item.value.size() <= Format::longestValue);
    QByteArray end;
    Format::append(end, Format::checksum(item.value, Format::checksum(item.key)));
    ++m_count;
    return put(head(item, item.cas) + item.key) && put(item.value) && put(end);
}

bool ItemDumpWriter::writeEnd()
{
    return put(head({}, m_count));
}
