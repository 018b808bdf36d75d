#include "tests/benchmarks/rawclient.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    headerLength = 24,
    setExtras = 8,
    portion = 256 * 1024,
    coalescedRead = 128 * 1024,
    coalescingTime = 2, // ms: how long fewer bytes than that wait
    droppedBlock = 256 * 1024,
    keptBlock = 4 * 1024 * 1024,
    leastRoom = 64 * 1024,
    barrierCommands = 2000, // so often a keeping client asks what became of its silent commands; 1 MiB of them are always more
    succeeded = 0,
    keyNotFound = 1,
    noop = 0x0a,
    getkq = 0x0d,
    setq = 0x11,
};

/// What became of one command.
typedef struct Reference
{
    uint32_t offset;
    uint32_t length; // of the answer; 0: it was silent
    uint16_t status;
    uint8_t opcode;
    uint8_t block;
} Reference;

typedef struct Client
{
    int socket;
    uint8_t opcode;
    uint32_t count;

    char out[portion];
    size_t filled;
    size_t sent;
    uint32_t next;    // request to encode; count is the last NOOP, one more the end
    uint32_t barrier; // the next NOOP goes before this request
    uint32_t barrierDistance;

    char *blocks[256];
    size_t blockCount;
    size_t blockSize;
    size_t received;       // bytes in the last block
    size_t parsed;         // of them
    Reference *references; // null: nothing is kept
    uint32_t settled;      // commands whose outcome is known
    uint32_t wrongAnswers;
    int done;
} Client;

static char *writeHeader(char *out, uint8_t opcode, uint16_t keyLength, uint8_t extrasLength, uint32_t bodyLength, uint32_t opaque)
{
    memset(out, 0, headerLength);
    out[0] = (char)0x80;
    out[1] = (char)opcode;
    keyLength = htons(keyLength);
    memcpy(out + 2, &keyLength, 2);
    out[4] = (char)extrasLength;
    bodyLength = htonl(bodyLength);
    memcpy(out + 8, &bodyLength, 4);
    opaque = htonl(opaque);
    memcpy(out + 12, &opaque, 4);
    return out + headerLength;
}

static void encodePortion(Client *client)
{
    const size_t extrasLength = client->opcode == setq ? setExtras : 0;
    const size_t valueLength = client->opcode == setq ? benchmarkValueLength : 0;
    const size_t bodyLength = extrasLength + benchmarkKeyLength + valueLength;
    char *out = client->out;
    const char *const end = client->out + portion - 2 * headerLength - bodyLength;
    while (client->next <= client->count && out <= end) {
        if (client->next == client->barrier) {
            // Its opaque tells how many commands come before it.
            out = writeHeader(out, noop, 0, 0, 0, client->next);
            if (client->next == client->count) {
                ++client->next;
                break;
            }
            const uint32_t left = client->count - client->next;
            client->barrier += left < client->barrierDistance ? left : client->barrierDistance;
        }
        out = writeHeader(out, client->opcode, benchmarkKeyLength, (uint8_t)extrasLength, (uint32_t)bodyLength, client->next);
        memset(out, 0, extrasLength);
        out += extrasLength;
        writeBenchmarkKey(out, client->next);
        out += benchmarkKeyLength;
        memcpy(out, benchmarkValue, valueLength);
        out += valueLength;
        ++client->next;
    }
    client->filled = (size_t)(out - client->out);
    client->sent = 0;
}

static int wantsToSend(const Client *client)
{
    return client->sent < client->filled || client->next <= client->count;
}

static int sendPortions(Client *client)
{
    while (wantsToSend(client)) {
        if (client->sent == client->filled)
            encodePortion(client);
        const ssize_t n = send(client->socket, client->out + client->sent, client->filled - client->sent, MSG_NOSIGNAL);
        if (n < 0)
            return errno == EAGAIN || errno == EINTR;
        client->sent += (size_t)n;
    }
    return 1;
}

/// The commands before `opaque` were answered by silence: a store has succeeded, a read has missed.
static void passOverSilences(Client *client, uint32_t opaque)
{
    const Reference silence = {.status = client->opcode == setq ? succeeded : keyNotFound, .opcode = client->opcode};
    if (client->opcode == getkq)
        client->wrongAnswers += opaque - client->settled;
    if (client->references) {
        for (uint32_t i = client->settled; i < opaque; ++i)
            client->references[i] = silence;
    }
    client->settled = opaque;
}

static void takeAnswer(Client *client, const char *answer, size_t length)
{
    uint16_t status;
    memcpy(&status, answer + 6, 2);
    uint32_t opaque;
    memcpy(&opaque, answer + 12, 4);
    opaque = ntohl(opaque);
    const uint8_t opcode = (uint8_t)answer[1];
    if ((uint8_t)answer[0] != 0x81 || status != succeeded || opaque < client->settled || opaque > client->count) {
        ++client->wrongAnswers;
        return;
    }
    if (opaque > client->settled)
        passOverSilences(client, opaque);
    if (opcode == noop) {
        client->done = opaque == client->count;
        return;
    }
    if (opcode != client->opcode || opaque == client->count) {
        ++client->wrongAnswers;
        return;
    }
    if (client->references) {
        Reference *const reference = &client->references[opaque];
        reference->offset = (uint32_t)(answer - client->blocks[client->blockCount - 1]);
        reference->length = (uint32_t)length;
        reference->status = ntohs(status);
        reference->opcode = opcode;
        reference->block = (uint8_t)(client->blockCount - 1);
    }
    ++client->settled;
}

static void makeRoom(Client *client)
{
    char *const last = client->blocks[client->blockCount - 1];
    const size_t rest = client->received - client->parsed;
    if (client->blockSize == keptBlock)
        client->blocks[client->blockCount++] = malloc(client->blockSize);
    memmove(client->blocks[client->blockCount - 1], last + client->parsed, rest);
    client->received = rest;
    client->parsed = 0;
}

static int readAnswers(Client *client)
{
    for (;;) {
        if (client->blockSize - client->received < leastRoom)
            makeRoom(client);
        char *const block = client->blocks[client->blockCount - 1];
        const size_t room = client->blockSize - client->received;
        const ssize_t n = recv(client->socket, block + client->received, room, 0);
        if (n <= 0)
            return n < 0 && (errno == EAGAIN || errno == EINTR);
        client->received += (size_t)n;
        while (client->received - client->parsed >= headerLength) {
            uint32_t bodyLength;
            memcpy(&bodyLength, block + client->parsed + 8, 4);
            const size_t length = headerLength + ntohl(bodyLength);
            if (client->received - client->parsed < length)
                break;
            takeAnswer(client, block + client->parsed, length);
            client->parsed += length;
        }
        if (client->done || (size_t)n < room)
            return 1;
    }
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

static int exchange(Client *client)
{
    // The few bytes that answer the NOOPs among stores are worth no waking: they are read along whenever there is room to write again.
    const int readAlong = client->opcode == setq && client->references;
    while (!client->done) {
        if (!sendPortions(client))
            return 0;
        const int sending = wantsToSend(client);
        struct pollfd waiting = {.fd = client->socket, .events = (short)(POLLIN | (sending ? POLLOUT : 0))};
        const int ready = poll(&waiting, 1, sending && client->opcode == setq ? -1 : coalescingTime);
        if ((ready == 0 || waiting.revents & ~POLLOUT || readAlong) && !readAnswers(client))
            return 0;
    }
    return 1;
}

static int measure(uint16_t port, uint32_t count, uint8_t opcode, int keep, Measurement *measurement)
{
    Client *const client = calloc(1, sizeof *client);
    client->socket = openSocket(port);
    if (client->socket < 0) {
        free(client);
        return 0;
    }
    client->opcode = opcode;
    client->count = count;
    client->blockSize = keep && opcode == getkq ? keptBlock : droppedBlock;
    client->barrierDistance = keep ? barrierCommands : count;
    client->barrier = client->barrierDistance < count ? client->barrierDistance : count;

    startMeasurement(measurement);
    client->blocks[client->blockCount++] = malloc(client->blockSize);
    if (keep)
        client->references = malloc(count * sizeof(Reference));
    const int finished = exchange(client);
    stopMeasurement(measurement);

    measurement->wrongAnswers = client->wrongAnswers + (count - client->settled);
    if (keep) {
        const size_t bytes = opcode == getkq ? (client->blockCount - 1) * client->blockSize + client->received : 0;
        measurement->bytesKept = (double)bytes / count + sizeof(Reference);
    }
    for (size_t i = 0; i < client->blockCount; ++i)
        free(client->blocks[i]);
    free(client->references);
    close(client->socket);
    free(client);
    return finished;
}

int measureRawSets(uint16_t port, uint32_t count, Measurement *measurement)
{
    return measure(port, count, setq, 0, measurement);
}

int measureRawKeepingSets(uint16_t port, uint32_t count, Measurement *measurement)
{
    return measure(port, count, setq, 1, measurement);
}

int measureRawGets(uint16_t port, uint32_t count, Measurement *measurement)
{
    return measure(port, count, getkq, 0, measurement);
}

int measureRawKeepingGets(uint16_t port, uint32_t count, Measurement *measurement)
{
    return measure(port, count, getkq, 1, measurement);
}
