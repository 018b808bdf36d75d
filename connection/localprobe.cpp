#include "connection/localprobe.h"

#include "connection/protocol/request.h"
#include "connection/protocol/response.h"
#include "connection/transport.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr auto longestWait = 1s;
constexpr quint32 longestVersion = 64; ///< bytes: "1.6.18" and the like, whatever a distribution adds
constexpr quint32 ourOpaque = 0x51ab5c0e;

/// Whoever answers need not be a memcached: only what can be shown.
bool isShown(char byte)
{
    return byte > ' ' && byte < 0x7f;
}

} // namespace

LocalProbe::LocalProbe(quint16 port, QObject *parent)
    : QObject(parent)
{
    m_places[0].address = {.host = QStringLiteral("127.0.0.1"), .port = port};
    m_places[1].address = {.host = QStringLiteral("::1"), .port = port};
    m_limit.setSingleShot(true);
    m_limit.setInterval(longestWait);
    connect(&m_limit, &QTimer::timeout, this, &LocalProbe::finish);
}

LocalProbe::~LocalProbe() = default;

void LocalProbe::start()
{
    m_limit.start();
    for (Place &place : m_places) {
        place.transport = std::make_unique<Transport>();
        connect(place.transport.get(), &Transport::opened, this, [this, &place] { ask(place); });
        connect(place.transport.get(), &Transport::readable, this, [this, &place] { read(place); });
        connect(place.transport.get(), &Transport::failed, this, [this, &place] { giveUp(place); });
        place.transport->open(place.address);
    }
}

void LocalProbe::ask(Place &place)
{
    const QByteArray request = encodeRequest({.opcode = Opcode::Version}, ourOpaque);
    if (!place.transport->write(request.constData(), request.size()))
        giveUp(place);
}

void LocalProbe::read(Place &place)
{
    std::array<char, ResponseHeader::size + longestVersion> bytes;
    const qint64 count = place.transport->read(bytes.data(), qint64(bytes.size()));
    if (count > 0)
        place.answer.append(bytes.data(), count);
    Response response;
    const ParseState state = parseResponse(place.answer, longestVersion, response);
    if (state == ParseState::Incomplete && count >= 0)
        return;
    const bool isAnswer = state == ParseState::Complete && response.header.opcode == Opcode::Version && response.header.status == 0
        && response.header.opaque == ourOpaque && !response.value.isEmpty()
        && std::all_of(response.value.begin(), response.value.end(), isShown);
    if (!isAnswer) {
        giveUp(place);
        return;
    }
    m_version = QString::fromLatin1(response.value);
    m_address = place.address;
    finish();
}

void LocalProbe::giveUp(Place &place)
{
    place.over = true;
    if (std::ranges::all_of(m_places, &Place::over))
        finish();
}

void LocalProbe::finish()
{
    if (std::exchange(m_finished, true))
        return;
    m_limit.stop();
    for (Place &place : m_places) {
        if (place.transport)
            place.transport->abort();
    }
    emit finished();
}
