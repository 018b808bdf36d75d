#include "tests/benchmarks/rawlisting.h"

#include "tests/benchmarks/listingworkload.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    coalescedRead = 128 * 1024,
    coalescingTime = 5, // ms: how long fewer bytes than that wait
    bufferSize = 256 * 1024,
};

static const char question[] = "lru_crawler metadump hash\r\n";

/// 26 bytes a key beside the key, 30 where the server tells of flags.
typedef struct Columns
{
    char *keys;
    size_t keysSize;
    size_t keysCapacity;
    uint32_t *ends;
    uint32_t *expiries;
    uint32_t *lastAccesses;
    uint64_t *cas;
    uint32_t *sizes;
    uint32_t *flags; // none: not told
    uint8_t *classes;
    uint8_t *fetched;
    uint32_t count;
    uint32_t capacity;
} Columns;

typedef struct Listing
{
    int socket;
    char *buffer;
    size_t filled;
    Columns *columns; // none: all is dropped
    int done;
    int wrong;
} Listing;

static uint64_t readNumber(const char **at)
{
    const char *p = *at;
    uint64_t number = 0;
    for (unsigned digit = (unsigned char)*p - '0'; digit <= 9; digit = (unsigned char)*++p - '0')
        number = number * 10 + digit;
    *at = p;
    return number;
}

static int hexadecimal(char digit)
{
    return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

static size_t decodeKey(char *out, const char *key, size_t length)
{
    if (!memchr(key, '%', length)) {
        memcpy(out, key, length);
        return length;
    }
    char *const begin = out;
    for (const char *end = key + length; key < end;) {
        if (*key == '%' && end - key >= 3) {
            *out++ = (char)(hexadecimal(key[1]) * 16 + hexadecimal(key[2]));
            key += 3;
        } else {
            *out++ = *key++;
        }
    }
    return (size_t)(out - begin);
}

static int skip(const char **at, const char *name, size_t length)
{
    if (memcmp(*at, name, length) != 0)
        return 0;
    *at += length;
    return 1;
}
#define SKIP(at, name) skip(at, name, sizeof(name) - 1)

/// A line from "key=" to its line feed, in the order in which memcached writes it; there are bytes of the buffer behind it.
static int takeLine(Columns *columns, const char *at)
{
    const char *const space = memchr(at, ' ', 3 * 250 + 1);
    const uint32_t i = columns->count;
    if (!space || i == columns->capacity || columns->keysCapacity - columns->keysSize < (size_t)(space - at))
        return 0;
    columns->keysSize += decodeKey(columns->keys + columns->keysSize, at, (size_t)(space - at));
    columns->ends[i] = (uint32_t)columns->keysSize;
    at = space;
    if (!SKIP(&at, " exp="))
        return 0;
    columns->expiries[i] = *at == '-' ? (at += 2, 0) : (uint32_t)readNumber(&at);
    if (!SKIP(&at, " la="))
        return 0;
    columns->lastAccesses[i] = (uint32_t)readNumber(&at);
    if (!SKIP(&at, " cas="))
        return 0;
    columns->cas[i] = readNumber(&at);
    if (!SKIP(&at, " fetch="))
        return 0;
    columns->fetched[i] = *at == 'y';
    at += *at == 'y' ? 3 : 2;
    if (!SKIP(&at, " cls="))
        return 0;
    columns->classes[i] = (uint8_t)readNumber(&at);
    if (!SKIP(&at, " size="))
        return 0;
    columns->sizes[i] = (uint32_t)readNumber(&at);
    if (columns->flags && SKIP(&at, " flags="))
        columns->flags[i] = (uint32_t)readNumber(&at);
    ++columns->count;
    return 1;
}

static void takeLines(Listing *listing)
{
    const char *at = listing->buffer;
    const char *const end = at + listing->filled;
    for (const char *newline; (newline = memchr(at, '\n', (size_t)(end - at))); at = newline + 1) {
        if (*at == 'k' && listing->columns)
            listing->wrong |= !takeLine(listing->columns, at + 4);
        else if (*at == 'E')
            listing->done = 1;
    }
    listing->filled = (size_t)(end - at);
    memmove(listing->buffer, at, listing->filled);
}

static int list(Listing *listing)
{
    while (!listing->done && !listing->wrong) {
        struct pollfd waiting = {.fd = listing->socket, .events = POLLIN};
        poll(&waiting, 1, coalescingTime);
        const size_t room = bufferSize - listing->filled;
        const ssize_t n = recv(listing->socket, listing->buffer + listing->filled, room, 0);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            continue;
        if (n <= 0)
            return 0;
        listing->filled += (size_t)n;
        takeLines(listing);
    }
    return 1;
}

static int openSocket(uint16_t port)
{
    const int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    if (connect(s, (struct sockaddr *)&address, sizeof address) != 0) {
        close(s);
        return -1;
    }
    const int lowWater = coalescedRead;
    setsockopt(s, SOL_SOCKET, SO_RCVLOWAT, &lowWater, sizeof lowWater);
    fcntl(s, F_SETFL, O_NONBLOCK);
    return s;
}

static void allocateColumns(Columns *columns, uint32_t count)
{
    columns->capacity = count;
    columns->keysCapacity = (size_t)count * listedKeyLength;
    columns->keys = malloc(columns->keysCapacity);
    columns->ends = malloc(count * sizeof(uint32_t));
    columns->expiries = malloc(count * sizeof(uint32_t));
    columns->lastAccesses = malloc(count * sizeof(uint32_t));
    columns->cas = malloc(count * sizeof(uint64_t));
    columns->sizes = malloc(count * sizeof(uint32_t));
    columns->classes = malloc(count);
    columns->fetched = malloc(count);
}

static uint32_t countWrong(const Columns *columns, uint32_t count)
{
    uint64_t sum = 0;
    for (uint32_t i = 0, begin = 0; i < columns->count; begin = columns->ends[i++])
        sum += listedKeyNumber(columns->keys + begin, columns->ends[i] - begin);
    return columns->count != count ? count : sum != listedKeysSum(count);
}

static void freeColumns(Columns *columns)
{
    free(columns->keys);
    free(columns->ends);
    free(columns->expiries);
    free(columns->lastAccesses);
    free(columns->cas);
    free(columns->sizes);
    free(columns->flags);
    free(columns->classes);
    free(columns->fetched);
}

static int measure(uint16_t port, uint32_t count, int keep, Measurement *measurement)
{
    Columns columns = {0};
    Listing listing = {.socket = -1, .columns = keep ? &columns : NULL};

    startMeasurement(measurement);
    listing.socket = openSocket(port);
    if (listing.socket < 0)
        return 0;
    listing.buffer = malloc(bufferSize);
    if (keep)
        allocateColumns(&columns, count);
    const int sent = send(listing.socket, question, sizeof question - 1, MSG_NOSIGNAL) == (ssize_t)sizeof question - 1;
    const int finished = sent && list(&listing);
    stopMeasurement(measurement);

    measurement->wrongAnswers = keep ? countWrong(&columns, count) : 0;
    if (keep)
        measurement->bytesKept = (double)columns.keysSize / count + 26;
    freeColumns(&columns);
    free(listing.buffer);
    close(listing.socket);
    return finished;
}

int measureRawDroppedListing(uint16_t port, uint32_t count, Measurement *measurement)
{
    return measure(port, count, 0, measurement);
}

int measureRawListing(uint16_t port, uint32_t count, Measurement *measurement)
{
    return measure(port, count, 1, measurement);
}
