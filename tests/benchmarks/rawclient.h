#pragma once

#include "tests/benchmarks/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

// The reference: plain sockets and as little work as the job can be done with. The answers to gets come in coalesced reads. Each returns
// false when the server could not be reached or was lost.

/// `count` SETQ and one NOOP at their end; nothing is kept.
int measureRawSets(uint16_t port, uint32_t count, Measurement *measurement);
/// `count` SETQ with a NOOP after every 2,000 of them, whose answer is read while writing goes on and settles what came before it: 12 bytes
/// of outcome kept for each command.
int measureRawKeepingSets(uint16_t port, uint32_t count, Measurement *measurement);
/// `count` GETKQ and one NOOP at their end, the answers looked at and dropped.
int measureRawGets(uint16_t port, uint32_t count, Measurement *measurement);
/// `count` GETKQ with the NOOPs of measureRawKeepingSets(), the answers kept as they came, with 12 bytes of outcome each.
int measureRawKeepingGets(uint16_t port, uint32_t count, Measurement *measurement);

#ifdef __cplusplus
}
#endif
