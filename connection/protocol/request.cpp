#include "connection/protocol/request.h"

QByteArray encodeRequest(const Command &command, quint32 opaque)
{
    QByteArray bytes(requestSize(command), Qt::Uninitialized);
    writeRequest(bytes.data(), requestShapes[size_t(command.opcode)], command, opaque);
    return bytes;
}
