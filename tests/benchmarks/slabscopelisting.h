#pragma once

#include "tests/benchmarks/workload.h"

#include <QtGlobal>

/// A list of `count` keys as the program itself asks for it, every segment kept to the end. False: the server could not be reached or was
/// lost.
bool measureSlabscopeListing(quint16 port, quint32 count, Measurement *measurement);
/// Stores the keys that are listed. False: that did not go well.
bool storeListedKeys(quint16 port, quint32 count);
