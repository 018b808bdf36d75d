#pragma once

#include "tests/benchmarks/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

// The reference: plain sockets and as little work as the job can be done with. The answers to gets come in coalesced reads.

/// `count` SETQ and a NOOP. False: the server could not be reached or was lost.
int measureRawSets(uint16_t port, uint32_t count, Measurement *measurement);
/// `count` GETKQ and a NOOP, the answers looked at and dropped.
int measureRawGets(uint16_t port, uint32_t count, Measurement *measurement);
/// The same, the answers kept as they came, with 12 bytes of reference each: what Slabscope has to do as well.
int measureRawKeepingGets(uint16_t port, uint32_t count, Measurement *measurement);

#ifdef __cplusplus
}
#endif
