#include "app/monitor/statrecord.h"

#include <QDataStream>
#include <QFile>
#include <QSaveFile>

#include <zlib.h>

// A file is a header and a body, all numbers little-endian:
//     8 bytes  magic;  2 version;  4 bytes of the body uncompressed;  4 bytes of it compressed;  4 CRC-32 of these;  the body by zlib
// The body:
//     the server, its version (each 2 length, UTF-8);  8 time of the statistics;  4 their number;  each: name, value (2 length, bytes)
//     2 number of metrics;  the word of each (2 length, bytes);  4 number of marks;  each: 8 time, 1 event
//     twice (by the minute, as measured): 4 number of stretches;  each: 8 begin, 8 end, and for each metric
//     8 milliseconds of which it is known, and if there are any 8 amount, 8 least, 8 most as doubles

namespace {

constexpr QByteArrayView recordMagic("SlabStat");
constexpr quint16 recordVersion = 1;
constexpr qsizetype recordHeader = 22;
constexpr int recordLevel = 1;         // of zlib's compression: others gain little and take long
constexpr quint16 mostMetrics = 1'000; // of newer versions
constexpr quint32 mostStretches = 10'000;
constexpr qint64 latestTime = 253'402'300'799'999; // the end of the year 9999
constexpr double mostLevel = 1e24;                 // more than 64 bits a millisecond
constexpr double mostAmount = 1e36;

void setUp(QDataStream &stream)
{
    stream.setByteOrder(QDataStream::LittleEndian);
    stream.setFloatingPointPrecision(QDataStream::DoublePrecision);
}

void putBytes(QDataStream &out, const QByteArray &bytes, qsizetype most)
{
    const QByteArray part = bytes.left(most);
    out << quint16(part.size());
    out.writeRawData(part.constData(), int(part.size()));
}

QByteArray takeBytes(QDataStream &in)
{
    quint16 size = 0;
    in >> size;
    QByteArray bytes(size, '\0');
    if (in.readRawData(bytes.data(), size) != size)
        in.setStatus(QDataStream::ReadPastEnd);
    return bytes;
}

void putStretches(QDataStream &out, const std::deque<StatStretch> &stretches)
{
    out << quint32(stretches.size());
    for (const StatStretch &stretch : stretches) {
        out << stretch.begin << stretch.end;
        for (const MetricStretch &metric : stretch.metrics) {
            out << metric.measured;
            if (metric.isKnown())
                out << metric.amount << metric.least << metric.most;
        }
    }
}

bool isSound(const MetricStretch &metric, qint64 length)
{
    return metric.measured > 0 && metric.measured <= length && metric.amount >= 0 && metric.amount <= mostAmount && metric.least >= 0
        && metric.least <= metric.most && metric.most <= mostLevel;
}

/// `known`: which metric is at which place of the file; what this version does not know is passed over.
bool takeStretches(QDataStream &in, const std::vector<std::optional<Metric>> &known, qint64 earliest, std::deque<StatStretch> &stretches)
{
    quint32 count = 0;
    in >> count;
    if (count > mostStretches)
        return false;
    for (quint32 i = 0; i < count; ++i) {
        StatStretch stretch;
        in >> stretch.begin >> stretch.end;
        if (in.status() != QDataStream::Ok || stretch.begin < earliest || stretch.end <= stretch.begin || stretch.end > latestTime)
            return false;
        for (const std::optional<Metric> &metric : known) {
            MetricStretch values;
            in >> values.measured;
            if (values.measured == 0)
                continue;
            in >> values.amount >> values.least >> values.most;
            if (in.status() != QDataStream::Ok || !isSound(values, stretch.end - stretch.begin))
                return false;
            if (metric)
                stretch.metrics[indexOf(*metric)] = values;
        }
        earliest = stretch.end;
        stretches.push_back(stretch);
    }
    return in.status() == QDataStream::Ok;
}

bool takeStatistics(QDataStream &in, TextStatistics &statistics)
{
    quint32 count = 0;
    in >> count;
    if (count > StatRecord::mostStatistics)
        return false;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        const QByteArray name = takeBytes(in);
        statistics.append({name, takeBytes(in)});
    }
    return in.status() == QDataStream::Ok;
}

bool takeMarks(QDataStream &in, std::deque<StatMark> &marks)
{
    quint32 count = 0;
    in >> count;
    if (count > StatHistory::mostMarks)
        return false;
    for (quint32 i = 0; i < count; ++i) {
        qint64 time = 0;
        quint8 event = 0;
        in >> time >> event;
        if (in.status() != QDataStream::Ok || event == 0 || event > quint8(StatEvent::Reset) || time < 0 || time > latestTime
            || (!marks.empty() && time < marks.back().time))
            return false;
        marks.push_back({time, StatEvent(event)});
    }
    return in.status() == QDataStream::Ok;
}

quint32 checksumOf(const QByteArray &bytes)
{
    return quint32(::crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), uInt(bytes.size())));
}

} // namespace

QByteArray StatRecord::body() const
{
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    setUp(out);
    putBytes(out, server.toUtf8(), longestName);
    putBytes(out, version.toUtf8(), longestName);
    const qsizetype count = std::min(statistics.size(), qsizetype(mostStatistics));
    out << time << quint32(count);
    for (qsizetype i = 0; i < count; ++i) {
        putBytes(out, statistics[i].name, longestName);
        putBytes(out, statistics[i].value, longestName);
    }
    out << quint16(metricCount);
    for (size_t i = 0; i < metricCount; ++i)
        putBytes(out, metricWord(Metric(i)).toByteArray(), longestName);
    out << quint32(history.marks().size());
    for (const StatMark &mark : history.marks())
        out << mark.time << quint8(mark.event);
    putStretches(out, history.minutes());
    putStretches(out, history.fine());
    return body;
}

std::optional<StatRecord> StatRecord::readBody(const QByteArray &body)
{
    QDataStream in(body);
    setUp(in);
    StatRecord record;
    record.server = QString::fromUtf8(takeBytes(in));
    record.version = QString::fromUtf8(takeBytes(in));
    in >> record.time;
    if (!takeStatistics(in, record.statistics))
        return {};
    quint16 metrics = 0;
    in >> metrics;
    std::vector<std::optional<Metric>> known;
    for (quint16 i = 0; i < metrics && metrics <= mostMetrics && in.status() == QDataStream::Ok; ++i)
        known.push_back(metricOf(takeBytes(in)));
    std::deque<StatMark> marks;
    std::deque<StatStretch> minutes;
    std::deque<StatStretch> fine;
    if (known.size() != metrics || !takeMarks(in, marks) || !takeStretches(in, known, 0, minutes)
        || !takeStretches(in, known, minutes.empty() ? 0 : minutes.back().end, fine) || !in.atEnd() || record.time < 0
        || record.time > latestTime)
        return {};
    record.history = StatHistory(std::move(minutes), std::move(fine), std::move(marks));
    return record;
}

QByteArray StatRecord::bytes() const
{
    const QByteArray inner = body();
    uLongf size = ::compressBound(uLong(inner.size()));
    QByteArray packed(qsizetype(size), Qt::Uninitialized);
    if (::compress2(reinterpret_cast<Bytef *>(packed.data()), &size, reinterpret_cast<const Bytef *>(inner.constData()),
                    uLong(inner.size()), recordLevel)
        != Z_OK)
        return {};
    packed.truncate(qsizetype(size));
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    setUp(out);
    out.writeRawData(recordMagic.data(), int(recordMagic.size()));
    out << recordVersion << quint32(inner.size()) << quint32(packed.size()) << checksumOf(packed);
    return bytes + packed;
}

Error StatRecord::write(const QString &path) const
{
    QSaveFile file(path);
    const QByteArray all = bytes();
    if (file.open(QIODevice::WriteOnly) && file.write(all) == all.size() && file.commit())
        return {};
    return {Error::Code::Unreadable, tr("“%1” cannot be written: %2.").arg(path, file.errorString())};
}

std::variant<StatRecord, Error> StatRecord::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Code::Unreadable, tr("“%1” cannot be read: %2.").arg(path, file.errorString())};
    return read(file.read(mostBytes), path);
}

std::variant<StatRecord, Error> StatRecord::read(const QByteArray &bytes, const QString &name)
{
    const Error damaged{Error::Code::Invalid, tr("“%1” is damaged or incomplete.").arg(name)};
    if (!bytes.startsWith(recordMagic))
        return Error{Error::Code::Invalid, tr("“%1” is no recording of a server.").arg(name)};
    if (bytes.size() < recordHeader)
        return damaged;
    QDataStream in(bytes.sliced(recordMagic.size()));
    setUp(in);
    quint16 written = 0;
    quint32 size = 0;
    quint32 packedSize = 0;
    quint32 sum = 0;
    in >> written >> size >> packedSize >> sum;
    if (written != recordVersion)
        return Error{Error::Code::Invalid, tr("“%1” was written by a newer version of Slabscope, which is needed to open it.").arg(name)};
    const QByteArray packed = bytes.sliced(recordHeader);
    if (size > mostBytes || packed.size() != qsizetype(packedSize) || checksumOf(packed) != sum)
        return damaged;
    QByteArray inner(qsizetype(size), Qt::Uninitialized);
    uLongf made = size;
    const int result = ::uncompress(reinterpret_cast<Bytef *>(inner.data()), &made, reinterpret_cast<const Bytef *>(packed.constData()),
                                    uLong(packed.size()));
    if (result != Z_OK || made != size)
        return damaged;
    std::optional<StatRecord> record = readBody(inner);
    if (!record)
        return damaged;
    return std::move(*record);
}
