#pragma once

#include "tests/benchmarks/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

// libmemcached over the binary protocol, used in its fastest way.

/// `count` sets without replies, buffered; ends when the server has taken all.
int measureLibmemcachedSets(uint16_t port, uint32_t count, Measurement *measurement);
/// `count` gets, 10,000 a call; every result is looked at and dropped.
int measureLibmemcachedGets(uint16_t port, uint32_t count, Measurement *measurement);
/// The same, but key, flags, CAS and value of every result are copied into blocks of 4 MiB that are kept to the end.
int measureLibmemcachedKeepingGets(uint16_t port, uint32_t count, Measurement *measurement);

#ifdef __cplusplus
}
#endif
