#pragma once

#include "connection/protocol/command.h"

#include <QByteArray>

/// The length of `command` on the wire, header included, in bytes. A key over 65,535 bytes does not fit the header: it must not be sent.
[[nodiscard]] qsizetype requestSize(const Command &command);

/// Writes the request (protocol-binary.txt, sections 2.2 and 4) to `out`, which has room for requestSize(); returns the end of it.
/// `opaque` comes back with the answer.
char *writeRequest(char *out, const Command &command, quint32 opaque);

/// The same as bytes of its own.
[[nodiscard]] QByteArray encodeRequest(const Command &command, quint32 opaque);
