#include "connection/text/keydumps.h"

#include "connection/retire.h"
#include "connection/text/keydump.h"

#include <algorithm>

KeyDumps::KeyDumps(QObject *parent)
    : QObject(parent)
{
}

KeyDumps::~KeyDumps()
{
    for (const std::unique_ptr<KeyDump> &dump : m_dumps) {
        dump->disconnect(this);
        dump->stop();
    }
}

std::unique_ptr<KeyDumpReply> KeyDumps::list(const ConnectionOptions &options, DumpWalk walk, qint64 mostBytes)
{
    const auto exchange = std::make_shared<KeyDumpExchange>(walk, mostBytes);
    KeyDump *dump = m_dumps.emplace_back(std::make_unique<KeyDump>(options, exchange)).get();
    connect(dump, &KeyDump::drainingBegan, this, &KeyDumps::drainingChanged);
    connect(dump, &KeyDump::over, this, [this, dump] { remove(dump); });
    std::unique_ptr<KeyDumpReply> reply(new KeyDumpReply(exchange));
    startNext();
    return reply;
}

bool KeyDumps::isBusyWith(const ConnectionOptions &options) const
{
    return std::ranges::any_of(m_dumps, [&options](const std::unique_ptr<KeyDump> &dump) { return dump->isOfServer(options); });
}

QList<ServerAddress> KeyDumps::draining() const
{
    QList<ServerAddress> addresses;
    for (const std::unique_ptr<KeyDump> &dump : m_dumps) {
        if (dump->isDraining())
            addresses += dump->address();
    }
    return addresses;
}

/// Starts each that nothing before it keeps from its turn.
void KeyDumps::startNext()
{
    for (auto dump = m_dumps.begin(); dump != m_dumps.end(); ++dump) {
        const auto sameServer = [&dump](const std::unique_ptr<KeyDump> &other) { return other->isOfSameServer(**dump); };
        if (!(*dump)->isStarted() && std::none_of(m_dumps.begin(), dump, sameServer))
            (*dump)->start();
    }
}

void KeyDumps::remove(KeyDump *dump)
{
    const auto found = std::ranges::find(m_dumps, dump, &std::unique_ptr<KeyDump>::get);
    if (found == m_dumps.end())
        return;
    const bool wasDraining = dump->isDraining();
    retire(*found, this); // it may be just telling us
    m_dumps.erase(found);
    startNext();
    const bool nowIdle = m_dumps.empty();
    const QPointer<KeyDumps> guard(this);
    if (wasDraining)
        emit drainingChanged();
    if (guard && nowIdle && m_dumps.empty())
        emit idle();
}
