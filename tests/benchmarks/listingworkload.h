#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The keys that are listed: what is listed is compared with them by their sum.

enum { listedKeyLength = 24 };

/// Writes key `index`, 24 bytes without an end.
void writeListedKey(char *out, uint32_t index);
/// A number for a key: those of all keys from 0 on, added up, tell whether each was listed once.
uint64_t listedKeyNumber(const char *key, uint32_t length);
/// What they add up to.
uint64_t listedKeysSum(uint32_t count);

#ifdef __cplusplus
}
#endif
