/* What the benchmark of watched lines needs beside the window, each in a process of its own:
 *   watchtool replay RATE SECONDS   a server that says a stream of a watch at so many lines a second
 *   watchtool drain PORT SECONDS    a watcher that reads to nowhere, and says how much the server left out
 *   watchtool load PORT SECONDS     a client that keeps a server as busy as it can
 * replay prints its port first; each prints what it did at its end. */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int connectTo(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    int one = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        exit(1);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

static int writeAll(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);
        if (written <= 0)
            return 0;
        bytes += written;
        size -= (size_t)written;
    }
    return 1;
}

static unsigned randomNumber(void)
{
    static unsigned state = 4711;
    state = state * 1664525U + 1013904223U;
    return state >> 8;
}

/* One line as a memcached 1.6 writes it: reads of some hot keys and many cold ones, stores, now and then an eviction. */
static int makeLine(char *line, size_t room, unsigned long long number)
{
    unsigned kind = randomNumber() % 100;
    unsigned key = randomNumber() % 4 ? randomNumber() % 50 : randomNumber() % 200000;
    long long seconds = 1796042772 + (long long)(number / 200000);
    int micro = (int)(number % 200000) * 5;
    if (kind < 80)
        return snprintf(line, room, "ts=%lld.%d gid=%llu type=item_get key=user%%3A%u%%3Aprofile status=%s clsid=%d cfd=%u size=%d\n",
                        seconds, micro, number, key, kind < 60 ? "found" : "not_found", kind < 60 ? 5 : 0, 20 + key % 8,
                        kind < 60 ? 312 : 0);
    if (kind < 98)
        return snprintf(line, room,
                        "ts=%lld.%d gid=%llu type=item_store key=session:%u status=stored cmd=set ttl=3600 clsid=7 cfd=%u size=%u\n",
                        seconds, micro, number, key, 20 + key % 8, 100 + key % 900);
    return snprintf(line, room, "ts=%lld.%d gid=%llu type=eviction key=report:%u fetch=%s ttl=600 la=40 clsid=9 size=2048\n", seconds,
                    micro, number, key, kind == 98 ? "no" : "yes");
}

/* Answers what is asked before the watch; 1 once that has begun. */
static int greet(int fd)
{
    char asked[256];
    for (;;) {
        ssize_t size = read(fd, asked, sizeof asked - 1);
        if (size <= 0)
            return 0;
        asked[size] = 0;
        if (strstr(asked, "watch"))
            return writeAll(fd, "OK\r\n", 4);
        if (!writeAll(fd, "VERSION 1.6.18\r\n", 16))
            return 0;
    }
}

static int replay(double rate, double seconds)
{
    static char lines[1 << 20];
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 4) != 0)
        return 1;
    getsockname(listener, (struct sockaddr *)&address, &length);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    int fd = accept(listener, NULL, NULL);
    if (!greet(fd))
        return 1;
    unsigned long long number = 0;
    double begin = now();
    double latest = 0;
    for (double at = 0; at < seconds; at = now() - begin) {
        size_t size = 0;
        unsigned long long due = (unsigned long long)(at * rate);
        while (number < due && size < sizeof lines - 512)
            size += (size_t)makeLine(lines + size, sizeof lines - size, ++number);
        if (!writeAll(fd, lines, size))
            break;
        double late = now() - begin - at;
        latest = late > latest ? late : latest;
        usleep(2000);
    }
    printf("%llu lines in %.1f s, the longest write took %.1f ms\n", number, now() - begin, latest * 1000);
    fflush(stdout);
    shutdown(fd, SHUT_WR);
    while (read(fd, lines, sizeof lines) > 0) {}
    return 0;
}

static int drain(int port, double seconds)
{
    static char bytes[1 << 20];
    int fd = connectTo(port);
    unsigned long long lines = 0;
    unsigned long long skipped = 0;
    size_t held = 0;
    double begin = now();
    writeAll(fd, "watch fetchers mutations\r\n", 26);
    while (now() - begin < seconds) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (poll(&ready, 1, 100) <= 0)
            continue;
        ssize_t size = read(fd, bytes + held, sizeof bytes - held);
        if (size <= 0)
            break;
        held += (size_t)size;
        char *at = bytes;
        for (char *end; (end = memchr(at, '\n', held - (size_t)(at - bytes))); at = end + 1) {
            ++lines;
            if (end - at > 8 && memcmp(at, "skipped=", 8) == 0)
                skipped += strtoull(at + 8, NULL, 10);
        }
        held -= (size_t)(at - bytes);
        memmove(bytes, at, held);
    }
    printf("%llu %llu\n", lines, skipped);
    return 0;
}

static int load(int port, double seconds)
{
    static char requests[64 * 1024];
    static char answers[1 << 20];
    int fd = connectTo(port);
    unsigned long long done = 0;
    double begin = now();
    while (now() - begin < seconds) {
        size_t size = 0;
        unsigned long long asked = 0;
        for (; asked < 200; ++asked) {
            unsigned key = randomNumber() % 4 ? randomNumber() % 50 : randomNumber() % 100000;
            if (randomNumber() % 10 == 0)
                size += (size_t)snprintf(requests + size, sizeof requests - size, "set user:%u 0 600 10\r\n0123456789\r\n", key);
            else
                size += (size_t)snprintf(requests + size, sizeof requests - size, "get user:%u\r\n", key);
        }
        size += (size_t)snprintf(requests + size, sizeof requests - size, "mn\r\n");
        if (!writeAll(fd, requests, size))
            break;
        ssize_t held = 0;
        do {
            ssize_t count = read(fd, answers, sizeof answers);
            if (count <= 0)
                return 1;
            held = count;
        } while (held < 4 || memcmp(answers + held - 4, "MN\r\n", 4) != 0);
        done += asked;
    }
    printf("%llu\n", done);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    if (strcmp(argv[1], "replay") == 0)
        return replay(atof(argv[2]), atof(argv[3]));
    if (strcmp(argv[1], "drain") == 0)
        return drain(atoi(argv[2]), atof(argv[3]));
    return load(atoi(argv[2]), atof(argv[3]));
}
