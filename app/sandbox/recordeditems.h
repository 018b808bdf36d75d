#pragma once

#include "connection/protocol/command.h"

#include <QList>

/// Items as client libraries in many languages really store them (pickles, Marshal, PHP, Java, compressed, …), under keys that begin with
/// the library's name, as quiet stores. They come with the program (resources/samples/values.json: keys percent-encoded, values in
/// hexadecimal, a ttl in seconds where there is one).
[[nodiscard]] QList<Command> recordedItems();
