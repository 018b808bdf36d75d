#include "connection/serversettings.h"

#include "connection/outcome.h"
#include "connection/serverclock.h"

#include <QDateTime>

namespace {

bool yes(QByteArrayView value)
{
    return value == "yes" || value == "1";
}

} // namespace

void ServerSettings::readSettings(const Outcome &outcome)
{
    for (const Statistic &statistic : outcome.statistics()) {
        told = true;
        if (statistic.name == "item_size_max") {
            bool ok = false;
            if (const quint64 size = statistic.value.toByteArray().toULongLong(&ok); ok && size > 0)
                itemSizeMax = size;
        } else if (statistic.name == "cas_enabled") {
            casEnabled = yes(statistic.value);
        } else if (statistic.name == "binding_protocol") {
            bindingProtocol = statistic.value.toByteArray();
        } else if (statistic.name == "auth_enabled_sasl") {
            saslEnabled = yes(statistic.value);
        } else if (statistic.name == "auth_enabled_ascii") {
            asciiAuthEnabled = statistic.value != "no" && statistic.value != "0";
        } else if (statistic.name == "dump_enabled") {
            dumpEnabled = yes(statistic.value);
        } else if (statistic.name == "flush_enabled") {
            flushEnabled = yes(statistic.value);
        } else if (statistic.name == "idle_timeout") {
            idleTimeout = std::chrono::seconds(statistic.value.toByteArray().toUInt());
        }
    }
}

void ServerSettings::readClock(const Outcome &outcome)
{
    ServerClock clock;
    for (const Statistic &statistic : outcome.statistics())
        clock.read(statistic.name, statistic.value);
    clockOffset = clock.offset().value_or(clockOffset);
    process = clock.process();
}

qint64 ServerSettings::time() const
{
    return QDateTime::currentSecsSinceEpoch() + clockOffset.count();
}
