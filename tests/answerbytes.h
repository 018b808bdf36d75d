#pragma once

#include "connection/protocol/opcode.h"
#include "tests/servers/packets.h"

/// An answer as a server writes it, with names for its fields: packet() for tests that need few of them at a time.
struct AnswerBytes
{
    Opcode opcode = Opcode::Noop;
    quint16 status = 0;
    quint32 opaque = 0;
    quint64 cas = 0;
    QByteArray extras = {};
    QByteArray key = {};
    QByteArray value = {};

    operator QByteArray() const { return packet(quint8(opcode), status, opaque, cas, extras, key, value); }
};
