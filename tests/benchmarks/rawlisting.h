#pragma once

#include "tests/benchmarks/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

// The reference for listing keys: plain sockets, coalesced reads, as little work as the job can be done with. Each lists `count` keys and
// returns false when the server could not be reached or was lost.

/// Looks for the end of the list and drops it.
int measureRawDroppedListing(uint16_t port, uint32_t count, Measurement *measurement);
/// Takes each line apart into columns that were allocated beforehand for just so many keys.
int measureRawListing(uint16_t port, uint32_t count, Measurement *measurement);

#ifdef __cplusplus
}
#endif
