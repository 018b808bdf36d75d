#include "tests/benchmarks/libmemcachedclient.h"

#include <libmemcached/memcached.h>

#include <stdlib.h>
#include <string.h>

enum { keysACall = 10000, keptBlock = 4 * 1024 * 1024 };

/// What was fetched: these, each followed by its key and its value, one after another in blocks.
typedef struct KeptItem
{
    uint64_t cas;
    uint32_t flags;
    uint32_t keyLength;
    uint32_t valueLength;
} KeptItem;

typedef struct KeptItems
{
    char *blocks[256];
    size_t blockCount;
    size_t filled; // bytes of the last block
    size_t bytes;  // of all
} KeptItems;

/// A client that is connected.
static memcached_st *createClient(uint16_t port)
{
    memcached_st *const client = memcached_create(NULL);
    memcached_server_add(client, "127.0.0.1", port);
    memcached_behavior_set(client, MEMCACHED_BEHAVIOR_BINARY_PROTOCOL, 1);
    return client;
}

static void keepResult(KeptItems *kept, const memcached_result_st *result)
{
    const KeptItem item = {memcached_result_cas(result), memcached_result_flags(result), (uint32_t)memcached_result_key_length(result),
                           (uint32_t)memcached_result_length(result)};
    const size_t size = sizeof item + item.keyLength + item.valueLength;
    if (kept->blockCount == 0 || keptBlock - kept->filled < size) {
        kept->blocks[kept->blockCount++] = malloc(keptBlock);
        kept->filled = 0;
    }
    char *const out = kept->blocks[kept->blockCount - 1] + kept->filled;
    memcpy(out, &item, sizeof item);
    memcpy(out + sizeof item, memcached_result_key_value(result), item.keyLength);
    memcpy(out + sizeof item + item.keyLength, memcached_result_value(result), item.valueLength);
    kept->filled += size;
    kept->bytes += size;
}

int measureLibmemcachedSets(uint16_t port, uint32_t count, Measurement *measurement)
{
    memcached_st *const client = createClient(port);
    memcached_behavior_set(client, MEMCACHED_BEHAVIOR_NOREPLY, 1);
    memcached_behavior_set(client, MEMCACHED_BEHAVIOR_BUFFER_REQUESTS, 1);
    int connected = memcached_version(client) == MEMCACHED_SUCCESS;

    startMeasurement(measurement);
    char key[benchmarkKeyLength];
    for (uint32_t i = 0; i < count && connected; ++i) {
        writeBenchmarkKey(key, i);
        const memcached_return_t result = memcached_set(client, key, sizeof key, benchmarkValue, benchmarkValueLength, 0, 0);
        if (result != MEMCACHED_SUCCESS && result != MEMCACHED_BUFFERED)
            ++measurement->wrongAnswers;
    }
    memcached_flush_buffers(client);
    memcached_quit(client); // waits until the server has read everything and closed
    stopMeasurement(measurement);

    memcached_free(client);
    return connected;
}

static int measureGets(uint16_t port, uint32_t count, KeptItems *kept, Measurement *measurement)
{
    static char keyBytes[keysACall][benchmarkKeyLength];
    static const char *keys[keysACall];
    static size_t keyLengths[keysACall];
    for (size_t i = 0; i < keysACall; ++i) {
        keys[i] = keyBytes[i];
        keyLengths[i] = benchmarkKeyLength;
    }
    memcached_st *const client = createClient(port);
    const int connected = memcached_version(client) == MEMCACHED_SUCCESS;
    memcached_result_st result;
    memcached_result_create(client, &result);

    startMeasurement(measurement);
    uint32_t answers = 0;
    for (uint32_t first = 0; first < count && connected; first += keysACall) {
        const uint32_t number = count - first < keysACall ? count - first : keysACall;
        for (uint32_t i = 0; i < number; ++i)
            writeBenchmarkKey(keyBytes[i], first + i);
        memcached_return_t returned = memcached_mget(client, keys, keyLengths, number);
        if (returned != MEMCACHED_SUCCESS)
            break;
        while (memcached_fetch_result(client, &result, &returned)) {
            ++answers;
            if (memcached_result_length(&result) != benchmarkValueLength)
                ++measurement->wrongAnswers;
            if (kept)
                keepResult(kept, &result);
        }
    }
    stopMeasurement(measurement);

    measurement->wrongAnswers += answers > count ? answers - count : count - answers;
    memcached_result_free(&result);
    memcached_free(client);
    return connected;
}

int measureLibmemcachedGets(uint16_t port, uint32_t count, Measurement *measurement)
{
    return measureGets(port, count, NULL, measurement);
}

int measureLibmemcachedKeepingGets(uint16_t port, uint32_t count, Measurement *measurement)
{
    KeptItems kept = {.blockCount = 0};
    const int connected = measureGets(port, count, &kept, measurement);
    measurement->bytesKept = (double)kept.bytes / count;
    for (size_t i = 0; i < kept.blockCount; ++i)
        free(kept.blocks[i]);
    return connected;
}
