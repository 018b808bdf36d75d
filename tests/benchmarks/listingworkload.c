#include "tests/benchmarks/listingworkload.h"

#include <string.h>

void writeListedKey(char *out, uint32_t index)
{
    memcpy(out, "listing-key-000000000000", listedKeyLength);
    for (int i = listedKeyLength - 1; index > 0; --i, index /= 10)
        out[i] = (char)('0' + index % 10);
}

uint64_t listedKeyNumber(const char *key, uint32_t length)
{
    // FNV-1a, 64 bits.
    uint64_t number = 0xcbf29ce484222325;
    for (uint32_t i = 0; i < length; ++i)
        number = (number ^ (uint8_t)key[i]) * 0x100000001b3;
    return number;
}

uint64_t listedKeysSum(uint32_t count)
{
    uint64_t sum = 0;
    char key[listedKeyLength];
    for (uint32_t i = 0; i < count; ++i) {
        writeListedKey(key, i);
        sum += listedKeyNumber(key, listedKeyLength);
    }
    return sum;
}
