#pragma once

#include "tests/benchmarks/workload.h"

#include <QtGlobal>

// A batch as the program itself runs it, every result kept to the end.

/// `count` SETQ. False: the server could not be reached or was lost.
bool measureSlabscopeSets(quint16 port, quint32 count, Measurement *measurement);
/// `count` GETKQ.
bool measureSlabscopeGets(quint16 port, quint32 count, Measurement *measurement);
