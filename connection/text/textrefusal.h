#pragma once

#include "connection/error.h"

#include <QByteArrayView>

#include <optional>

/// What a line says that a memcached refuses a text command with (protocol.txt, "Error strings", and what the commands themselves answer),
/// each refusal with its own code and with what can be done about it. None: the line refuses nothing.
[[nodiscard]] std::optional<Error> refusalIn(QByteArrayView line);

/// The error of a line that makes no sense where it came.
[[nodiscard]] Error malformedLine(QByteArrayView line);
