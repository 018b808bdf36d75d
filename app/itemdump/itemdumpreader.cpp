#include "app/itemdump/itemdumpreader.h"

#include "app/itemdump/itemdumpformat.h"

#include <QFileDevice>

#include <algorithm>

using Format = ItemDumpFormat;

namespace {

constexpr qint64 portion = 1024 * 1024; // bytes

}

Error ItemDumpReader::readHeader()
{
    QByteArray header = take(Format::headerSize);
    if (!header.startsWith(Format::magic))
        return {Error::Code::Invalid, tr("%1 is no file of dumped items.").arg(m_name)};
    if (header.size() != Format::headerSize)
        return damage();
    const quint16 version = Format::at<quint16>(header, 8);
    if (version > Format::version)
        return {Error::Code::Invalid, tr("%1 was written by a newer version of Slabscope, which is needed to open it.").arg(m_name)};
    if (version < Format::oldestVersion)
        return damage();
    const bool tellsProcess = version > Format::oldestVersion;
    if (tellsProcess)
        header += take(Format::processSize);
    const qsizetype textsBegin = Format::headerSize + (tellsProcess ? Format::processSize : 0);
    if (header.size() != textsBegin)
        return damage();
    const auto nameSize = qsizetype(Format::at<quint16>(header, 10));
    const auto placeSize = tellsProcess ? qsizetype(Format::at<quint16>(header, 36)) : 0;
    if (nameSize > Format::longestServer || placeSize > Format::longestServer)
        return damage();
    const QByteArray rest = take(nameSize + placeSize + Format::checksumSize);
    if (rest.size() != nameSize + placeSize + Format::checksumSize)
        return damage();
    header += rest.first(nameSize + placeSize);
    if (Format::checksum(header) != Format::at<quint32>(rest, nameSize + placeSize))
        return damage();
    m_origin = {.server = QString::fromUtf8(header.sliced(textsBegin, nameSize)), .time = Format::at<qint64>(header, 12)};
    if (tellsProcess) {
        m_origin.place = QString::fromUtf8(header.sliced(textsBegin + nameSize));
        m_origin.process = {.pid = Format::at<qint64>(header, 20), .start = Format::at<qint64>(header, 28)};
    }
    return {};
}

ItemDumpReader::Next ItemDumpReader::next(DumpedItem &item)
{
    const QByteArray head = take(Format::headSize + Format::checksumSize);
    if (head.size() != Format::headSize + Format::checksumSize
        || Format::checksum(QByteArrayView(head).first(Format::headSize)) != Format::at<quint32>(head, Format::headSize))
        return fail();
    const auto keySize = qsizetype(Format::at<quint16>(head, 0));
    const auto valueSize = qint64(Format::at<quint32>(head, 2));
    item.flags = Format::at<quint32>(head, 6);
    item.expiry = Format::at<qint64>(head, 10);
    item.cas = Format::at<quint64>(head, 18);
    if (keySize == 0)
        return valueSize == 0 && item.cas == m_count && take(1).isEmpty() ? Next::End : fail();
    if (keySize > Format::longestKey || valueSize > Format::longestValue || item.expiry < DumpedItem::never)
        return fail();
    item.key = take(keySize);
    item.value = take(valueSize);
    const QByteArray end = take(Format::checksumSize);
    if (end.size() != Format::checksumSize || Format::checksum(item.value, Format::checksum(item.key)) != Format::at<quint32>(end, 0))
        return fail();
    ++m_count;
    return Next::Item;
}

QByteArray ItemDumpReader::take(qint64 size)
{
    QByteArray bytes;
    while (bytes.size() < size) {
        const QByteArray more = m_device->read(std::min(size - bytes.size(), portion));
        if (more.isEmpty())
            break;
        bytes += more;
    }
    return bytes;
}

Error ItemDumpReader::damage() const
{
    const auto *file = qobject_cast<const QFileDevice *>(m_device);
    if (file && file->error() != QFileDevice::NoError)
        return {Error::Code::Unreadable, tr("%1 cannot be read: %2.").arg(m_name, file->errorString())};
    return {Error::Code::Invalid, tr("%1 is damaged or incomplete. Its items have to be dumped again.").arg(m_name)};
}

ItemDumpReader::Next ItemDumpReader::fail()
{
    m_error = damage();
    return Next::Failed;
}
