#include "app/monitor/statfield.h"
#include "connection/text/serverversion.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>

namespace {

// The names and what they are without options are those of memcached 1.4 to 1.6.3x (protocol.txt, "Settings statistics", its sources, and
// what 1.5.22, 1.6.18 and 1.6.24 answered), in its order. 1.5.0 made the options that -o modern stood for the usual ones.
std::span<const SettingField> settingFields()
{
    using enum StatForm;
    static constexpr SettingField fields[] = {
        {"maxbytes", Bytes, {}, {}, "67108864", QT_TRANSLATE_NOOP("SettingField", "Memory for items (-m)")},
        {"maxconns", Count, {}, {}, "1024", QT_TRANSLATE_NOOP("SettingField", "Connections at the same time (-c)")},
        {"tcpport", Number, {}, {}, "11211", QT_TRANSLATE_NOOP("SettingField", "TCP port (-p)")},
        {"udpport", Number, "11211", {1, 5, 6}, "0", QT_TRANSLATE_NOOP("SettingField", "UDP port; 0: it does not listen on UDP (-U)")},
        {"inter", Text, {}, {}, "NULL", QT_TRANSLATE_NOOP("SettingField", "Addresses that it listens on; none: all of the machine's (-l)")},
        {"verbosity", Number, {}, {}, "0", QT_TRANSLATE_NOOP("SettingField", "How much it writes to its log; 0: as little as it can (-v)")},
        {"oldest",
         Seconds,
         {},
         {},
         "0",
         QT_TRANSLATE_NOOP("SettingField", "Items stored before this second of its run do not count: flushed")},
        {"evictions",
         YesNo,
         {},
         {},
         "on",
         QT_TRANSLATE_NOOP("SettingField", "Whether items are thrown out where there is no room (off: -M)")},
        {"domain_socket", Text, {}, {}, "NULL", QT_TRANSLATE_NOOP("SettingField", "Unix socket that it listens on (-s)")},
        {"umask", Number, {}, {}, "700", QT_TRANSLATE_NOOP("SettingField", "Permissions of the Unix socket, in octal (-a)")},
        {"shutdown_command", YesNo, {}, {}, "no", QT_TRANSLATE_NOOP("SettingField", "Whether any client may shut it down (-A)")},
        {"growth_factor",
         Number,
         {},
         {},
         "1.25",
         QT_TRANSLATE_NOOP("SettingField", "How much larger the chunks of each slab class are (-f)")},
        {"chunk_size", Bytes, {}, {}, "48", QT_TRANSLATE_NOOP("SettingField", "Least room for key, value and flags (-n)")},
        {"num_threads", Count, {}, {}, "4", QT_TRANSLATE_NOOP("SettingField", "Threads that serve clients (-t)")},
        {"num_threads_per_udp", Count, {}, {}, "4", QT_TRANSLATE_NOOP("SettingField", "Threads that serve each UDP socket")},
        {"stat_key_prefix",
         Text,
         {},
         {},
         ":",
         QT_TRANSLATE_NOOP("SettingField", "What ends the prefix of a key where uses are counted (-D)")},
        {"detail_enabled", YesNo, {}, {}, "no", QT_TRANSLATE_NOOP("SettingField", "Whether uses are counted by the prefix of keys")},
        {"reqs_per_event", Count, {}, {}, "20", QT_TRANSLATE_NOOP("SettingField", "Requests of one client before others come first (-R)")},
        {"cas_enabled",
         YesNo,
         {},
         {},
         "yes",
         QT_TRANSLATE_NOOP("SettingField", "Whether items have a CAS; without, safe edits cannot be (-C)")},
        {"tcp_backlog", Count, {}, {}, "1024", QT_TRANSLATE_NOOP("SettingField", "Connections that may wait to be taken (-b)")},
        {"binding_protocol", Text, {}, {}, "auto-negotiate", QT_TRANSLATE_NOOP("SettingField", "Protocols that it speaks (-B)")},
        {"auth_enabled_sasl", YesNo, {}, {}, "no", QT_TRANSLATE_NOOP("SettingField", "Whether clients of the binary protocol log in (-S)")},
        {"auth_enabled_ascii",
         Text,
         {},
         {},
         "no",
         QT_TRANSLATE_NOOP("SettingField", "Whether clients of the text protocol log in, and by which file (-Y)")},
        {"item_size_max", Bytes, {}, {}, "1048576", QT_TRANSLATE_NOOP("SettingField", "Largest item, with its key (-I)")},
        {"maxconns_fast",
         YesNo,
         "no",
         {1, 5, 0},
         "yes",
         QT_TRANSLATE_NOOP("SettingField", "Whether connections beyond the limit are closed at once")},
        {"hashpower_init",
         Number,
         {},
         {},
         "0",
         QT_TRANSLATE_NOOP("SettingField", "Size of the table of keys at the start, as a power of two; 0: the usual")},
        {"slab_reassign",
         YesNo,
         "no",
         {1, 5, 0},
         "yes",
         QT_TRANSLATE_NOOP("SettingField", "Whether memory may move from one slab class to another")},
        {"slab_automove", Number, "0", {1, 5, 0}, "1", QT_TRANSLATE_NOOP("SettingField", "Whether it moves by itself; 0: no, 2: eagerly")},
        {"slab_automove_ratio",
         Number,
         {},
         {},
         "0.80",
         QT_TRANSLATE_NOOP("SettingField", "From which difference of age on memory is moved")},
        {"slab_automove_window", Count, {}, {}, "30", QT_TRANSLATE_NOOP("SettingField", "Over how many looks that difference is taken")},
        {"slab_automove_freeratio",
         Number,
         {},
         {},
         "0.010",
         QT_TRANSLATE_NOOP("SettingField", "Share of memory that is kept free for moving")},
        {"slab_chunk_max",
         Bytes,
         {},
         {1, 5, 0},
         "524288",
         QT_TRANSLATE_NOOP("SettingField", "Largest chunk; larger items are cut into several")},
        {"lru_crawler",
         YesNo,
         "no",
         {1, 5, 0},
         "yes",
         QT_TRANSLATE_NOOP("SettingField", "Whether expired items are searched for; keys can be listed only with it")},
        {"lru_crawler_sleep", Microseconds, {}, {}, "100", QT_TRANSLATE_NOOP("SettingField", "Rest between two items of that search")},
        {"lru_crawler_tocrawl", Count, {}, {}, "0", QT_TRANSLATE_NOOP("SettingField", "Items that one search looks at; 0: all")},
        {"tail_repair_time",
         Seconds,
         {},
         {},
         "0",
         QT_TRANSLATE_NOOP("SettingField", "After how long an item that seems in use is freed by force; 0: never")},
        {"flush_enabled", YesNo, {}, {}, "yes", QT_TRANSLATE_NOOP("SettingField", "Whether clients may flush everything (no: -F)")},
        {"dump_enabled", YesNo, {}, {}, "yes", QT_TRANSLATE_NOOP("SettingField", "Whether clients may list the keys (no: -X)")},
        {"hash_algorithm",
         Text,
         "jenkins",
         {1, 5, 0},
         "murmur3",
         QT_TRANSLATE_NOOP("SettingField", "How keys are spread over the table of keys")},
        {"lru_maintainer_thread",
         YesNo,
         "no",
         {1, 5, 0},
         "yes",
         QT_TRANSLATE_NOOP("SettingField", "Whether a thread in the background keeps the order of the items")},
        {"lru_segmented", YesNo, {}, {1, 5, 0}, "yes", QT_TRANSLATE_NOOP("SettingField", "Whether items are hot, warm or cold")},
        {"hot_lru_pct", Count, {}, {1, 5, 0}, "20", QT_TRANSLATE_NOOP("SettingField", "Percent of a slab class that may be hot")},
        {"warm_lru_pct", Count, {}, {1, 5, 0}, "40", QT_TRANSLATE_NOOP("SettingField", "Percent of a slab class that may be warm")},
        {"hot_max_factor",
         Number,
         {},
         {},
         "0.20",
         QT_TRANSLATE_NOOP("SettingField", "How old hot items become, as a share of the age of cold ones")},
        {"hot_max_age", Seconds, {}, {}, nullptr, QT_TRANSLATE_NOOP("SettingField", "How old hot items become")},
        {"warm_max_factor",
         Number,
         {},
         {},
         "2.00",
         QT_TRANSLATE_NOOP("SettingField", "How old warm items become, as a share of the age of cold ones")},
        {"temp_lru", YesNo, {}, {}, "no", QT_TRANSLATE_NOOP("SettingField", "Whether items of a short life are kept apart")},
        {"temporary_ttl", Seconds, {}, {}, "61", QT_TRANSLATE_NOOP("SettingField", "Up to which lifetime that is")},
        {"expirezero_does_not_evict",
         YesNo,
         {},
         {},
         "no",
         QT_TRANSLATE_NOOP("SettingField", "Whether items without a lifetime are never thrown out")},
        {"idle_timeout", Seconds, {}, {}, "0", QT_TRANSLATE_NOOP("SettingField", "After which silence a client is hung up on; 0: never")},
        {"watcher_logbuf_size", Bytes, {}, {}, "262144", QT_TRANSLATE_NOOP("SettingField", "Memory for what a watcher has not read yet")},
        {"worker_logbuf_size",
         Bytes,
         {},
         {},
         "65536",
         QT_TRANSLATE_NOOP("SettingField", "Memory of each thread for what is written down for watchers")},
        {"read_buf_mem_limit", Bytes, {}, {}, "0", QT_TRANSLATE_NOOP("SettingField", "Memory for what clients send; 0: no limit")},
        {"track_sizes", YesNo, {}, {}, "no", QT_TRANSLATE_NOOP("SettingField", "Whether items are counted by size (-o track_sizes)")},
        {"inline_ascii_response",
         YesNo,
         {},
         {1, 5, 15},
         "no",
         QT_TRANSLATE_NOOP("SettingField", "Without effect today; once: keep answers beside values")},
        {"drop_privileges",
         YesNo,
         {},
         {1, 5, 15},
         "no",
         QT_TRANSLATE_NOOP("SettingField", "Whether it gives up what it need not be able to do")},
        {"proxy_enabled", YesNo, {}, {}, "no", QT_TRANSLATE_NOOP("SettingField", "Whether the built-in proxy is on")},
        {"proxy_uring_enabled",
         YesNo,
         {},
         {},
         "no",
         QT_TRANSLATE_NOOP("SettingField", "Whether the built-in proxy uses io_uring of Linux")},
        {"ext_item_size", Bytes, {}, {}, "512", QT_TRANSLATE_NOOP("SettingField", "From which size on values go to disk")},
        {"ext_item_age", Seconds, {}, {}, "4294967295", QT_TRANSLATE_NOOP("SettingField", "From which age on values go to disk")},
        {"ext_low_ttl",
         Seconds,
         {},
         {},
         "0",
         QT_TRANSLATE_NOOP("SettingField", "Up to which remaining lifetime values are kept together on disk")},
        {"ext_recache_rate", Count, {}, {}, "2000", QT_TRANSLATE_NOOP("SettingField", "One of so many reads takes a value back from disk")},
        {"ext_wbuf_size", Bytes, {}, {}, "4194304", QT_TRANSLATE_NOOP("SettingField", "Memory for what is to be written to disk")},
        {"ext_compact_under",
         Count,
         {},
         {},
         nullptr,
         QT_TRANSLATE_NOOP("SettingField", "With fewer free pages on disk, the others are tidied")},
        {"ext_drop_under", Count, {}, {}, nullptr, QT_TRANSLATE_NOOP("SettingField", "With fewer free pages on disk, some are thrown out")},
        {"ext_max_sleep",
         Microseconds,
         {},
         {},
         "1000000",
         QT_TRANSLATE_NOOP("SettingField", "Longest rest of the thread that writes to disk")},
        {"ext_max_frag",
         Number,
         {},
         {1, 6, 0},
         "0.80",
         QT_TRANSLATE_NOOP("SettingField", "From which share of unused room on a page on disk is tidied")},
        {"ext_drop_unread",
         YesNo,
         {},
         {},
         "no",
         QT_TRANSLATE_NOOP("SettingField", "Whether values that nobody read are dropped when a page is tidied")},
        {"ssl_enabled", YesNo, {}, {}, "no", QT_TRANSLATE_NOOP("SettingField", "Whether it speaks TLS (-Z)")},
        {"ssl_chain_cert", Text, {}, {}, "(null)", QT_TRANSLATE_NOOP("SettingField", "File with its certificate")},
        {"ssl_key", Text, {}, {}, "(null)", QT_TRANSLATE_NOOP("SettingField", "File with the key of its certificate")},
        {"ssl_verify_mode", Number, {}, {}, "0", QT_TRANSLATE_NOOP("SettingField", "Whether clients need a certificate; 0: no, 2: yes")},
        {"ssl_keyformat", Number, {}, {}, "1", QT_TRANSLATE_NOOP("SettingField", "Form of the key's file; 1: PEM")},
        {"ssl_ciphers", Text, {}, {}, "NULL", QT_TRANSLATE_NOOP("SettingField", "Ciphers that TLS may use; none: the library's own")},
        {"ssl_ca_cert", Text, {}, {}, "NULL", QT_TRANSLATE_NOOP("SettingField", "File with the authorities for clients' certificates")},
        {"ssl_wbuf_size", Bytes, {}, {}, "16384", QT_TRANSLATE_NOOP("SettingField", "Memory for what is encrypted at once")},
        {"ssl_session_cache", YesNo, {}, {}, "no", QT_TRANSLATE_NOOP("SettingField", "Whether TLS sessions can be taken up again")},
        {"ssl_kernel_tls", YesNo, {}, {}, "no", QT_TRANSLATE_NOOP("SettingField", "Whether the system encrypts in the server's place")},
        {"ssl_min_version", Text, {}, {}, "tlsv1.2", QT_TRANSLATE_NOOP("SettingField", "Oldest version of TLS that it takes")},
        {"num_napi_ids", Text, {}, {}, "(null)", QT_TRANSLATE_NOOP("SettingField", "Queues of the network card that threads are bound to")},
        {"memory_file", Text, {}, {}, "(null)", QT_TRANSLATE_NOOP("SettingField", "File by which items outlive a restart (-e)")},
        {"client_flags_size", Bytes, {}, {}, "4", QT_TRANSLATE_NOOP("SettingField", "Size of an item's flags")},
    };
    return fields;
}

bool isNone(QByteArrayView text)
{
    return text == "NULL" || text == "(null)" || text.isEmpty();
}

} // namespace

const SettingField *settingField(QByteArrayView name)
{
    const std::span<const SettingField> fields = settingFields();
    const auto found = std::ranges::find_if(fields, [name](const SettingField &field) { return name == QByteArrayView(field.name); });
    return found == fields.end() ? nullptr : &*found;
}

QString settingMeaning(QByteArrayView name)
{
    const SettingField *field = settingField(name);
    return field ? QCoreApplication::translate("SettingField", field->meaning) : QString();
}

std::optional<QByteArray> usualSetting(QByteArrayView name, const QByteArray &version)
{
    const SettingField *field = settingField(name);
    if (!field || !isKnownVersion(version))
        return {};
    const bool isChanged = isAtLeast(version, field->changed[0], field->changed[1], field->changed[2]);
    const char *usual = isChanged ? field->usual : field->before;
    return usual ? std::optional(QByteArray(usual)) : std::nullopt;
}

bool isSameSetting(QByteArrayView one, QByteArrayView other)
{
    if (one == other || (isNone(one) && isNone(other)))
        return true;
    const std::optional<double> number = statNumber(one);
    return number && number == statNumber(other);
}
