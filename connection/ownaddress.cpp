#include "connection/ownaddress.h"

#include <algorithm>
#include <vector>

namespace {

/// Of the process: whoever watches a server need not know who else talks to it.
struct OpenAddresses
{
    std::vector<QByteArray> all;
    quint64 generation = 0;
};

OpenAddresses &openAddresses()
{
    static OpenAddresses addresses;
    return addresses;
}

} // namespace

OwnAddress::OwnAddress(const QHostAddress &host, quint16 port)
{
    bool isVersion4 = false;
    QHostAddress plain(host);
    plain.setScopeId({}); // which no server tells
    const quint32 version4 = host.toIPv4Address(&isVersion4);
    const QString text = isVersion4 ? QHostAddress(version4).toString() : QLatin1Char('[') + plain.toString() + QLatin1Char(']');
    m_address = text.toLatin1() + ':' + QByteArray::number(port);
    openAddresses().all.push_back(m_address);
    ++openAddresses().generation;
}

OwnAddress::~OwnAddress()
{
    std::vector<QByteArray> &all = openAddresses().all;
    if (const auto found = std::ranges::find(all, m_address); found != all.end())
        all.erase(found);
    ++openAddresses().generation;
}

bool OwnAddress::isOurs(QByteArrayView address)
{
    const qsizetype colon = address.indexOf(':');
    if (colon < 0 || !address.startsWith("tcp"))
        return false;
    return std::ranges::any_of(openAddresses().all, [&](const QByteArray &own) { return address.sliced(colon + 1) == own; });
}

quint64 OwnAddress::generation()
{
    return openAddresses().generation;
}
