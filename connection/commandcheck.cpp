#include "connection/commandcheck.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace {

// What an item takes besides key and value (facts of 1.5 to 1.6: a 48-byte header, 8 bytes of CAS, 4 of flags, the key's NUL and CRLF).
constexpr quint64 itemHeader = 48;
constexpr quint64 itemCas = 8;
constexpr quint64 itemFlags = 4;
constexpr quint64 itemEnds = 3;
/// 1.4 takes a little less than its limit says: 1,048,503 bytes under a key of 2.
constexpr quint64 slack14 = 12;

constexpr qsizetype headerKeyLimit = 65'535;

quint64 itemSize(const Command &command, const ServerSettings &server)
{
    return itemHeader + (server.casEnabled ? itemCas : 0) + quint64(command.key.size()) + (command.flags != 0 ? itemFlags : 0)
        + quint64(command.value.size()) + itemEnds + (server.version.startsWith("1.4.") ? slack14 : 0);
}

} // namespace

void checkCommand(SourcedCommand &sourced, const ServerSettings &server)
{
    const Command &command = sourced.command;
    if (sourced.refusal != Status::Success)
        return;
    const bool needsKey = has(command.opcode, OpcodeTrait::WithKey);
    const bool hasKey = needsKey || command.opcode == Opcode::Stat;
    if ((needsKey && command.key.isEmpty()) || (hasKey && command.key.size() > Command::longestKey)) {
        sourced.refusal = Status::InvalidArguments;
        sourced.reason = QCoreApplication::translate("CommandCheck", "The key has %Ln bytes; memcached takes keys of 1 to 250 bytes.",
                                                     nullptr, int(qMin<qsizetype>(command.key.size(), INT_MAX)));
    } else if (server.itemSizeMax && has(command.opcode, OpcodeTrait::Store) && itemSize(command, server) > *server.itemSizeMax) {
        sourced.refusal = Status::ValueTooLarge;
        sourced.reason = QCoreApplication::translate("CommandCheck", "The item would take %1 bytes; this server's item_size_max is %2.")
                             .arg(itemSize(command, server))
                             .arg(*server.itemSizeMax);
    }
}

qsizetype surelyFits(const ServerSettings &server)
{
    constexpr quint64 most = itemHeader + itemCas + Command::longestKey + itemFlags + itemEnds + slack14;
    const quint64 limit = server.itemSizeMax.value_or(std::numeric_limits<qsizetype>::max());
    return limit > most ? qsizetype(std::min<quint64>(limit, std::numeric_limits<qsizetype>::max()) - most) : -1;
}

void checkHeader(SourcedCommand &sourced)
{
    if (sourced.refusal == Status::Success && sourced.command.key.size() > headerKeyLimit) {
        sourced.refusal = Status::InvalidArguments;
        sourced.reason = QCoreApplication::translate("CommandCheck", "The key has %Ln bytes; a request can hold at most 65535.", nullptr,
                                                     int(qMin<qsizetype>(sourced.command.key.size(), INT_MAX)));
    }
}
