#include "connection/text/cachedumpexchange.h"

#include "connection/text/itemsize.h"
#include "connection/text/textline.h"
#include "connection/text/textrefusal.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <limits>

namespace {

constexpr QByteArrayView itemBeginning = "ITEM ";
/// Bytes: `ITEM `, the longest key, ` [2147483647 b; 18446744073709551615 s]` and a line end. In a key there may be line ends.
constexpr qsizetype longestItem = 5 + KeySegment::longestKey + 41 + 2;
/// What a server that never ends may send: more than any memcached does.
constexpr qint64 mostListed = 4 * CachedumpExchange::longestAnswer;

} // namespace

QByteArray CachedumpExchange::nextPortion()
{
    if (std::exchange(m_written, true))
        return {};
    return "stats cachedump " + QByteArray::number(m_class) + " 0\r\n";
}

qsizetype CachedumpExchange::take(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (progress() == Progress::Open && taken < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(taken);
        const QByteArrayView begun = rest.first(std::min(rest.size(), itemBeginning.size()));
        qsizetype length = 0;
        if (begun == itemBeginning) {
            length = takeItem(rest);
        } else if (!itemBeginning.startsWith(begun)) {
            QByteArrayView line;
            if (cutLine(rest, line, length) == ParseState::Complete)
                takeOther(line);
            else
                length = 0;
        }
        if (length == 0)
            break;
        taken += length;
        m_size += length;
        if (m_size > mostListed && progress() == Progress::Open)
            fail({Error::Code::TooLarge, QCoreApplication::translate("CachedumpExchange", "The server's list of keys does not end.")});
    }
    if (!m_full.empty())
        wake();
    return taken;
}

/// Keys stand there as they are: one with a line end in it goes on behind it, up to the first end of a line that is one of an item.
qsizetype CachedumpExchange::takeItem(QByteArrayView bytes)
{
    const QByteArrayView searched = bytes.first(std::min(bytes.size(), longestItem));
    qsizetype firstEnd = 0;
    for (qsizetype end = searched.indexOf("\r\n"); end >= 0; end = searched.indexOf("\r\n", end + 1)) {
        if (takeItemLine(searched.first(end)))
            return end + 2;
        if (firstEnd == 0)
            firstEnd = end + 2;
    }
    if (bytes.size() < longestItem)
        return 0;
    if (firstEnd == 0) {
        fail(malformedLine(searched));
        return 0;
    }
    m_anything = true;
    ++m_unreadableCount;
    return firstEnd;
}

/// `ITEM <key> [<bytes> b; <expiry> s]`
bool CachedumpExchange::takeItemLine(QByteArrayView line)
{
    if (!line.endsWith(" s]"))
        return false;
    const QByteArrayView rest = line.chopped(3);
    const qsizetype bracket = rest.lastIndexOf(" [");
    const qsizetype semicolon = rest.lastIndexOf(" b; ");
    if (bracket <= itemBeginning.size() || semicolon < bracket)
        return false;
    const QByteArrayView key = rest.sliced(itemBeginning.size(), bracket - itemBeginning.size());
    const std::optional<quint32> length = unsignedNumber32(rest.sliced(bracket + 2, semicolon - bracket - 2));
    const std::optional<quint64> expiry = unsignedNumber(rest.sliced(semicolon + 4));
    if (!length || !expiry || key.size() > KeySegment::longestKey)
        return false;
    m_anything = true;
    add(key, *length, quint32(std::min<quint64>(*expiry, std::numeric_limits<quint32>::max())));
    return true;
}

void CachedumpExchange::takeOther(QByteArrayView line)
{
    if (line == "END") {
        closeSegment();
        setProgress(Progress::Complete);
    } else if (!m_anything) {
        refuseLine(line);
    } else {
        ++m_unreadableCount;
    }
}

void CachedumpExchange::add(QByteArrayView key, quint32 valueLength, quint32 expiry)
{
    ++m_keyCount;
    if (isAbandoned())
        return;
    std::memcpy(m_open.keySpace(), key.data(), size_t(key.size()));
    const qint64 size = wholeItemSize(key.size(), valueLength, ItemCas::Kept, ItemFlags::None);
    KeySegment::Fields fields;
    fields.expiry = expiry;
    fields.size = quint32(std::min<qint64>(size, std::numeric_limits<quint32>::max()));
    fields.slabClass = quint8(m_class);
    m_open.append(key.size(), fields);
    if (m_open.isFull())
        closeSegment();
}

void CachedumpExchange::closeSegment()
{
    if (m_open.isEmpty())
        return;
    m_open.squeeze();
    m_full.push_back(std::move(m_open));
    m_open = KeySegment();
}

bool CachedumpExchange::isCutOff() const
{
    return m_size + longestItem > longestAnswer;
}

void CachedumpExchange::discard()
{
    m_full.clear();
    m_open = KeySegment();
}
