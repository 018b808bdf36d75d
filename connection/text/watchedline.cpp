#include "connection/text/watchedline.h"

#include "connection/text/textline.h"

namespace {

bool takeTime(QByteArrayView value, WatchedLine &line)
{
    // Split rather than read as a fraction: `876.25148` is 25148 microseconds.
    const qsizetype dot = value.indexOf('.');
    const std::optional<qint64> seconds = signedNumber(dot < 0 ? value : value.first(dot));
    const std::optional<quint32> microseconds = dot < 0 ? std::optional<quint32>(0) : unsignedNumber32(value.sliced(dot + 1));
    if (seconds.value_or(-1) < 0 || microseconds.value_or(1'000'000) >= 1'000'000)
        return false;
    line.seconds = *seconds;
    line.microseconds = qint32(*microseconds);
    return true;
}

bool takeField(QByteArrayView name, QByteArrayView value, WatchedLine &line)
{
    if (name == "ts")
        return takeTime(value, line);
    if (name == "gid") {
        const std::optional<quint64> number = unsignedNumber(value);
        line.number = number.value_or(0);
        return number.has_value();
    }
    if (name == "key") {
        const std::optional<QByteArray> key = decodedPercent(value);
        line.key = key.value_or(QByteArray());
        return key.has_value();
    }
    if (name == "type")
        line.type = value.toByteArray();
    else
        line.fields.append({name.toByteArray(), value.toByteArray()});
    return true;
}

} // namespace

std::optional<WatchedLine> parseWatchedLine(QByteArrayView text)
{
    WatchedLine line;
    TextWords words(text);
    if (text.startsWith("skipped=")) {
        line.skipped = unsignedNumber(words.next().sliced(8));
        return line.skipped ? std::optional(line) : std::nullopt;
    }
    if (!text.startsWith("ts="))
        return std::nullopt;
    for (QByteArrayView word = words.next(); !word.isEmpty(); word = words.next()) {
        const qsizetype equals = word.indexOf('=');
        // A word that is no field goes with the others, without a name.
        const QByteArrayView name = word.first(qMax<qsizetype>(equals, 0));
        if (!takeField(name, word.sliced(equals + 1), line))
            return std::nullopt;
    }
    return line;
}

QByteArrayView WatchSegment::text(qsizetype index) const
{
    const quint32 begin = index == 0 ? 0 : m_ends[size_t(index - 1)];
    return QByteArrayView(m_bytes).sliced(begin, m_ends[size_t(index)] - begin);
}

qsizetype WatchSegment::byteSize() const
{
    return m_bytes.capacity() + qsizetype(m_ends.capacity() * sizeof(quint32));
}

void WatchSegment::append(QByteArrayView line)
{
    m_bytes.append(line);
    m_ends.push_back(quint32(m_bytes.size()));
}

void WatchSegment::squeeze()
{
    m_bytes.squeeze();
    m_ends.shrink_to_fit();
}
