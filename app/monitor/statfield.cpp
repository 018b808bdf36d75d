#include "app/monitor/statfield.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <span>

namespace {

// The names are those of memcached 1.4 to 1.6.3x (protocol.txt, "General-purpose statistics", and its sources), in its order.
std::span<const StatField> statFields()
{
    using enum StatForm;
    using enum StatMotion;
    static constexpr StatField fields[] = {
        {"pid", Number, Gauge, QT_TRANSLATE_NOOP("StatField", "Number of the server's process on its machine")},
        {"uptime", Seconds, Gauge, QT_TRANSLATE_NOOP("StatField", "Time since the server was started")},
        {"time", Time, Gauge, QT_TRANSLATE_NOOP("StatField", "The server's own clock")},
        {"version", Text, Gauge, QT_TRANSLATE_NOOP("StatField", "Version of memcached")},
        {"libevent", Text, Gauge, QT_TRANSLATE_NOOP("StatField", "Version of the library that waits for the network")},
        {"pointer_size", Number, Gauge, QT_TRANSLATE_NOOP("StatField", "Whether it was built for 32 or 64 bits")},
        {"rusage_user", Processor, Counter, QT_TRANSLATE_NOOP("StatField", "Processor time spent in the server itself")},
        {"rusage_system", Processor, Counter,
         QT_TRANSLATE_NOOP("StatField", "Processor time that the system spent for the server, mostly on the network")},
        {"max_connections", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Connections that it allows at the same time (-c)")},
        {"curr_connections", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Connections that are open now, this page's own among them")},
        {"total_connections", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Connections that were opened since the start")},
        {"rejected_connections", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Connections that were turned away because all were in use")},
        {"connection_structures", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Connections that memory is kept for, open or not")},
        {"response_obj_oom", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Connections that were closed for want of memory for an answer")},
        {"response_obj_count", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Answers that are being written now")},
        {"response_obj_bytes", Bytes, Gauge, QT_TRANSLATE_NOOP("StatField", "Memory set aside for answers")},
        {"response_obj_free", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Answers that memory is kept for without being needed now")},
        {"response_obj_total", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Answers that memory is kept for")},
        {"read_buf_count", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Buffers for what clients send")},
        {"read_buf_bytes", Bytes, Gauge, QT_TRANSLATE_NOOP("StatField", "Memory of the buffers for what clients send")},
        {"read_buf_bytes_free", Bytes, Gauge, QT_TRANSLATE_NOOP("StatField", "How much of these buffers is not in use")},
        {"read_buf_oom", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Connections that were closed for want of such a buffer")},
        {"reserved_fds", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Files and sockets that the server needs for itself")},
        {"proxy_conn_requests", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Requests that came to the built-in proxy")},
        {"proxy_conn_errors", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Errors that the built-in proxy answered")},
        {"proxy_conn_oom", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Requests to the built-in proxy that failed for want of memory")},
        {"proxy_req_active", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Requests that the built-in proxy works on now")},
        {"proxy_await_active", Count, Gauge,
         QT_TRANSLATE_NOOP("StatField", "Requests of the built-in proxy that wait for several servers")},
        {"cmd_get", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Keys that were asked for, found or not")},
        {"cmd_set", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Values that were sent to be stored, in whichever way")},
        {"cmd_flush", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Times that everything was made invalid")},
        {"cmd_touch", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Lifetimes that were to be changed, with a read or without")},
        {"cmd_meta", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Commands of the meta protocol (mg, ms, md, ma, mn)")},
        {"get_hits", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Keys that were asked for and found")},
        {"get_misses", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Keys that were asked for and not there")},
        {"get_expired", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Misses because the item had just expired")},
        {"get_flushed", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Misses because the item had been flushed")},
        {"get_too_large", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Reads that failed because the answer was too large")},
        {"get_extstore", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Reads that fetched a value from disk")},
        {"get_aborted_extstore", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Reads from disk that were given up")},
        {"get_oom_extstore", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Reads from disk that failed for want of memory")},
        {"recache_from_extstore", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Values that were taken from disk back into memory")},
        {"miss_from_extstore", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Values that were no longer on disk when they were read")},
        {"badcrc_from_extstore", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Values from disk whose checksum was wrong")},
        {"delete_misses", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Deletes of keys that were not there")},
        {"delete_hits", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that clients deleted")},
        {"incr_misses", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Increments of keys that were not there")},
        {"incr_hits", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Numbers that were incremented")},
        {"decr_misses", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Decrements of keys that were not there")},
        {"decr_hits", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Numbers that were decremented")},
        {"cas_misses", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Stores with a CAS for keys that were not there")},
        {"cas_hits", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Stores with the right CAS")},
        {"cas_badval", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Stores that were refused because somebody had changed the item before (another CAS)")},
        {"touch_hits", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items whose lifetime was changed")},
        {"touch_misses", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Changes of lifetime for keys that were not there")},
        {"store_too_large", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Values that were refused because they exceed the largest item (-I)")},
        {"store_no_memory", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Values that were refused because no memory could be freed for them")},
        {"auth_cmds", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Logins that were tried")},
        {"auth_errors", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Logins that failed")},
        {"idle_kicks", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Connections that were closed because they were idle too long")},
        {"bytes_read", Bytes, Counter, QT_TRANSLATE_NOOP("StatField", "What the server received from the network")},
        {"bytes_written", Bytes, Counter, QT_TRANSLATE_NOOP("StatField", "What the server sent to the network")},
        {"limit_maxbytes", Bytes, Gauge, QT_TRANSLATE_NOOP("StatField", "Memory that it may use for items (-m)")},
        {"accepting_conns", YesNo, Gauge, QT_TRANSLATE_NOOP("StatField", "Whether it takes new connections now")},
        {"listen_disabled_num", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Times that it took no new connections because all were in use")},
        {"time_in_listen_disabled_us", Microseconds, Counter, QT_TRANSLATE_NOOP("StatField", "How long it took no new connections in all")},
        {"threads", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Threads that serve clients (-t)")},
        {"conn_yields", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Times that a client with many requests at once had to let others go first (-R)")},
        {"hash_power_level", Number, Gauge, QT_TRANSLATE_NOOP("StatField", "Size of the table of keys, as a power of two")},
        {"hash_bytes", Bytes, Gauge, QT_TRANSLATE_NOOP("StatField", "Memory of the table of keys, beside that of the items")},
        {"hash_is_expanding", YesNo, Gauge, QT_TRANSLATE_NOOP("StatField", "Whether the table of keys is being enlarged now")},
        {"slab_reassign_rescues", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Items that were moved elsewhere so that their page could go")},
        {"slab_reassign_chunk_rescues", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Parts of large items that were moved elsewhere so that their page could go")},
        {"slab_reassign_evictions_nomem", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Items that were lost with their page, as there was no room for them elsewhere")},
        {"slab_reassign_evictions", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that were lost with their page")},
        {"slab_reassign_inline_reclaim", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Free chunks that were taken while their page was being moved")},
        {"slab_reassign_busy_items", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Items in use while their page was being moved, which was tried again")},
        {"slab_reassign_busy_deletes", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Items that stayed in use so long that they were dropped for their page to be moved")},
        {"slab_reassign_busy_nomem", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Items that had to wait for memory while their page was being moved")},
        {"slab_reassign_running", YesNo, Gauge, QT_TRANSLATE_NOOP("StatField", "Whether a page is being moved to another slab class now")},
        {"slabs_moved", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Pages that were moved from one slab class to another")},
        {"slabs_shunned", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Pages that could not be moved")},
        {"lru_crawler_running", YesNo, Gauge, QT_TRANSLATE_NOOP("StatField", "Whether expired items are being searched for now")},
        {"lru_crawler_starts", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Times that expired items were searched for")},
        {"lru_maintainer_juggles", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Times that the background thread looked after the order of the items")},
        {"malloc_fails", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Times that the system gave the server no memory")},
        {"log_worker_dropped", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Lines for watchers that were lost before they were written down")},
        {"log_worker_written", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Lines that were written down for watchers")},
        {"log_watcher_skipped", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Lines that watchers missed because they read too slowly")},
        {"log_watcher_sent", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Lines that were sent to watchers")},
        {"log_watchers", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Clients that watch what the server does")},
        {"unexpected_napi_ids", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Connections from a queue of the network card that no thread was meant for")},
        {"round_robin_fallback", Count, Counter,
         QT_TRANSLATE_NOOP("StatField",
                           "Connections that were given to threads in turn, as their queue of the network card was not known")},
        {"bytes", Bytes, Gauge, QT_TRANSLATE_NOOP("StatField", "Memory of all items, with their keys and what the server notes of them")},
        {"curr_items", Count, Gauge,
         QT_TRANSLATE_NOOP("StatField", "Items that are stored now, expired ones that nobody noticed included")},
        {"total_items", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that were stored since the start")},
        {"slab_global_page_pool", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Pages of memory that belong to no slab class now")},
        {"expired_unfetched", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that expired without ever having been read")},
        {"evicted_unfetched", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that were evicted without ever having been read")},
        {"evicted_active", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that were evicted although they had been read lately")},
        {"evictions", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that were thrown out before their time to make room")},
        {"reclaimed", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that took the place of an expired one")},
        {"crawler_reclaimed", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Expired items that the search for them removed")},
        {"crawler_items_checked", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that the search for expired ones has looked at")},
        {"lrutail_reflocked", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Times that the item to be evicted next was in use, and another was looked for")},
        {"moves_to_cold", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that became cold: from there items are evicted")},
        {"moves_to_warm", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Cold items that became warm again as they were read")},
        {"moves_within_lru", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Hot and warm items that were read and may stay longer")},
        {"direct_reclaims", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Times that a client had to wait because no memory had been freed in advance")},
        {"lru_bumps_dropped", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Reads that could not be noted for the order of the items")},
        {"ssl_handshake_errors", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Connections whose TLS handshake failed")},
        {"ssl_proto_errors", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Connections that broke the rules of TLS")},
        {"ssl_new_sessions", Count, Counter, QT_TRANSLATE_NOOP("StatField", "TLS sessions that were begun anew")},
        {"time_since_server_cert_refresh", Seconds, Gauge, QT_TRANSLATE_NOOP("StatField", "Time since the server read its certificates")},
        {"extstore_memory_pressure", Number, Gauge,
         QT_TRANSLATE_NOOP("StatField", "How short memory is, which values are moved to disk by")},
        {"extstore_compact_lost", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that were lost while a page on disk was tidied")},
        {"extstore_compact_rescues", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Items that were kept while a page on disk was tidied")},
        {"extstore_compact_resc_cold", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Of these, items that are seldom read")},
        {"extstore_compact_resc_old", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Of these, items that are old")},
        {"extstore_compact_skipped", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Items that were passed over while a page on disk was tidied")},
        {"extstore_page_allocs", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Pages on disk that were taken into use")},
        {"extstore_page_evictions", Count, Counter,
         QT_TRANSLATE_NOOP("StatField", "Pages on disk that were thrown out with what was in them")},
        {"extstore_page_reclaims", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Pages on disk that became free as they were empty")},
        {"extstore_pages_free", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Pages on disk that are free")},
        {"extstore_pages_used", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Pages on disk that are in use")},
        {"extstore_objects_evicted", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that were lost with their page on disk")},
        {"extstore_objects_read", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that were read from disk")},
        {"extstore_objects_written", Count, Counter, QT_TRANSLATE_NOOP("StatField", "Items that were written to disk")},
        {"extstore_objects_used", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Items that are on disk now")},
        {"extstore_bytes_evicted", Bytes, Counter, QT_TRANSLATE_NOOP("StatField", "Size of what was lost with its page on disk")},
        {"extstore_bytes_written", Bytes, Counter, QT_TRANSLATE_NOOP("StatField", "What was written to disk")},
        {"extstore_bytes_read", Bytes, Counter, QT_TRANSLATE_NOOP("StatField", "What was read from disk")},
        {"extstore_bytes_used", Bytes, Gauge, QT_TRANSLATE_NOOP("StatField", "What is on disk now")},
        {"extstore_bytes_fragmented", Bytes, Gauge, QT_TRANSLATE_NOOP("StatField", "Room on disk that nothing can be written to for now")},
        {"extstore_limit_maxbytes", Bytes, Gauge, QT_TRANSLATE_NOOP("StatField", "Room on disk that it may use")},
        {"extstore_io_queue", Count, Gauge, QT_TRANSLATE_NOOP("StatField", "Reads and writes that wait for the disk")},
    };
    return fields;
}

} // namespace

const StatField *statField(QByteArrayView name)
{
    const std::span<const StatField> fields = statFields();
    const auto found = std::ranges::find_if(fields, [name](const StatField &field) { return name == QByteArrayView(field.name); });
    return found == fields.end() ? nullptr : &*found;
}

QString statMeaning(QByteArrayView name)
{
    const StatField *field = statField(name);
    return field ? QCoreApplication::translate("StatField", field->meaning) : QString();
}

std::optional<double> statNumber(QByteArrayView text)
{
    // What begins or ends otherwise ("nan", "inf", " 1") is none, though it can be read as one.
    const auto isDigit = [](char byte) { return byte >= '0' && byte <= '9'; };
    if (text.isEmpty() || text.size() > 40 || !isDigit(text.back()) || !(text.front() == '-' || isDigit(text.front())))
        return {};
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}
