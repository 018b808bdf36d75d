#include "tests/benchmarks/libmemcachedclient.h"

#include <libmemcached/memcached.h>

enum { keysACall = 10000 };

/// A client that is connected.
static memcached_st *createClient(uint16_t port)
{
    memcached_st *const client = memcached_create(NULL);
    memcached_server_add(client, "127.0.0.1", port);
    memcached_behavior_set(client, MEMCACHED_BEHAVIOR_BINARY_PROTOCOL, 1);
    return client;
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

int measureLibmemcachedGets(uint16_t port, uint32_t count, Measurement *measurement)
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
        }
    }
    stopMeasurement(measurement);

    measurement->wrongAnswers += answers > count ? answers - count : count - answers;
    memcached_result_free(&result);
    memcached_free(client);
    return connected;
}
