#include "app/monitor/adviceground.h"

#include "app/amounttext.h"

#include <algorithm>
#include <array>

namespace {

QString slabName(const AdviceGround &ground, int slabClass)
{
    return AdviceGround::tr("Class %1 (chunks of %2)")
        .arg(slabClass)
        .arg(byteText(qint64(ground.slabNumber(slabClass, "chunk_size").value_or(0))));
}

QString ageText(const AdviceGround &ground, int slabClass)
{
    return durationText(qint64(ground.itemNumber(slabClass, "age").value_or(0)));
}

/// The share of a slab class that holds nothing.
double freeShare(const AdviceGround &ground, int slabClass)
{
    const double all = ground.slabNumber(slabClass, "total_chunks").value_or(0);
    const double free =
        ground.slabNumber(slabClass, "free_chunks").value_or(0) + ground.slabNumber(slabClass, "free_chunks_end").value_or(0);
    return all > 0 ? std::min(1.0, free / all) : 0;
}

QString balanceRemedy(const AdviceGround &ground)
{
    if (ground.isSetTo("slab_reassign", "no"))
        return AdviceGround::tr("Start the server with -o slab_reassign,slab_automove=1: it then moves pages to where they are needed. "
                                "What lies in a page that is moved may be lost.");
    if (ground.isSetTo("slab_automove", "0"))
        return AdviceGround::tr("Let the server move pages to where they are needed: start it with -o slab_automove=1, or send it “slabs "
                                "automove 1” at once. What lies in a page that is moved may be lost.");
    return AdviceGround::tr(
        "The server may move pages by itself, but has not caught up: it waits until the ages differ much. A restart with "
        "-o slab_automove_ratio nearer to 1 lets it move sooner. More pages moved means more items lost on the way.");
}

QString evictedText(const CounterGrowth &evicted)
{
    return (evicted.amount == 1 ? AdviceGround::tr("1 item was evicted %1")
                                : AdviceGround::tr("%Ln items were evicted %1", nullptr, AdviceGround::count(evicted.amount)))
        .arg(AdviceGround::lately(evicted.time));
}

Advice unreadEvictions(const CounterGrowth &evicted, const CounterGrowth &unread)
{
    return {.severity = AdviceSeverity::Warning,
            .place = AdvicePlace::Charts,
            .finding = AdviceGround::tr("Most items that are thrown out were never read."),
            .evidence = evictedText(evicted)
                + AdviceGround::tr("; %1 of them nobody had read since they were stored.").arg(shareText(unread.amount / evicted.amount)),
            .remedy =
                AdviceGround::tr("More memory (option -m) would keep more that nobody asks for. First find out which keys are stored and "
                                 "not read: the list of keys has the filter “unread”. Store them less, or with a short time to live.")};
}

Advice evictions(const AdviceGround &ground, const CounterGrowth &evicted)
{
    const double used = ground.number("bytes").value_or(0);
    const double limit = ground.number("limit_maxbytes").value_or(0);
    return {.severity = AdviceSeverity::Warning,
            .place = AdvicePlace::Charts,
            .finding = AdviceGround::tr("Items are thrown out to make room."),
            .evidence = evictedText(evicted)
                + AdviceGround::tr(", %1 a minute. Items take %2 of %3.")
                      .arg(AdviceGround::numberText(evicted.perMinute()), byteText(qint64(used)), byteText(qint64(limit))),
            .remedy =
                AdviceGround::tr("Give the server more memory (option -m; “cache_memlimit” without a restart), if the machine has some, "
                                 "or let items live shorter, or compress large values. If only what nobody asks for goes, "
                                 "nothing is lost.")};
}

} // namespace

Judged judgeEvictions(const AdviceGround &ground)
{
    const std::optional<CounterGrowth> evicted = ground.growth("evictions");
    if (!evicted)
        return {};
    if (evicted->amount <= 0 || evicted->perMinute() < ground.limit(AdviceLimit::Evictions))
        return QList<Advice>();
    const std::optional<CounterGrowth> unread = ground.growth("evicted_unfetched");
    if (unread && unread->time == evicted->time && unread->amount >= ground.share(AdviceLimit::UnreadEvictions) * evicted->amount)
        return QList{unreadEvictions(*evicted, *unread)};
    return QList{evictions(ground, *evicted)};
}

Judged judgeSlabBalance(const AdviceGround &ground)
{
    int starved = 0;
    CounterGrowth worst;
    bool isKnown = false;
    const std::vector<int> classes = ground.slabClasses();
    for (const int slabClass : classes) {
        const std::optional<CounterGrowth> evicted = ground.itemGrowth(slabClass, "evicted");
        isKnown = isKnown || evicted;
        if (!evicted || evicted->amount <= 0 || evicted->perMinute() < ground.limit(AdviceLimit::Evictions))
            continue;
        if (starved == 0 || evicted->perMinute() > worst.perMinute()) {
            starved = slabClass;
            worst = *evicted;
        }
    }
    if (!isKnown)
        return {};
    int idle = 0;
    double mostPages = 1; // a class keeps its last one
    const double age = std::max(1.0, ground.itemNumber(starved, "age").value_or(0));
    for (const int slabClass : classes) {
        const std::optional<CounterGrowth> evicted = ground.itemGrowth(slabClass, "evicted");
        const double pages = ground.slabNumber(slabClass, "total_pages").value_or(0);
        const bool isOld = ground.itemNumber(slabClass, "age").value_or(0) >= age * ground.limit(AdviceLimit::IdleClassAge);
        const bool isFree = freeShare(ground, slabClass) >= ground.share(AdviceLimit::IdleClassFree);
        if (slabClass == starved || (evicted && evicted->amount > 0) || pages <= mostPages || (!isOld && !isFree))
            continue;
        idle = slabClass;
        mostPages = pages;
    }
    if (starved == 0 || idle == 0)
        return QList<Advice>();
    return QList{Advice{
        .severity = AdviceSeverity::Warning,
        .place = AdvicePlace::Slabs,
        .finding = AdviceGround::tr("One slab class is starved while another one is idle."),
        .evidence = AdviceGround::tr("%1 evicted %2 items %3, and its oldest item is %4 old. %5 evicted none: it has %6 pages, %7 of them "
                                     "free, and its oldest item is %8 old.")
                        .arg(slabName(ground, starved), AdviceGround::numberText(worst.amount), AdviceGround::lately(worst.time),
                             ageText(ground, starved), slabName(ground, idle), AdviceGround::numberText(mostPages),
                             shareText(freeShare(ground, idle)), ageText(ground, idle)),
        .remedy = balanceRemedy(ground)}};
}

Judged judgeMemoryLimit(const AdviceGround &ground)
{
    const std::optional<double> taken = ground.figures().slabs.number("total_malloced");
    const std::optional<double> limit = ground.number("limit_maxbytes");
    const std::optional<double> uptime = ground.number("uptime");
    const std::optional<double> evicted = ground.number("evictions");
    constexpr double hour = 3'600; // seconds
    if (!taken || !limit || *limit <= 0 || !uptime || !evicted || *uptime < ground.limit(AdviceLimit::UnusedUptime) * hour)
        return {};
    if (*evicted > 0 || *taken >= ground.share(AdviceLimit::UnusedMemory) * *limit)
        return QList<Advice>();
    return QList{Advice{
        .severity = AdviceSeverity::Note,
        .place = AdvicePlace::Slabs,
        .finding = AdviceGround::tr("The server has far more memory than it has ever used."),
        .evidence = AdviceGround::tr("It has taken %1 of %2 since it was started %3 ago, and gives none back. Nothing was ever evicted.")
                        .arg(byteText(qint64(*taken)), byteText(qint64(*limit)), durationText(qint64(*uptime))),
        .remedy =
            AdviceGround::tr("A lower limit (option -m) leaves the machine's memory to others. Keep some for busy days: beyond the limit "
                             "items are evicted.")}};
}

Judged judgeWastedMemory(const AdviceGround &ground)
{
    const std::optional<double> taken = ground.figures().slabs.number("total_malloced");
    const std::optional<double> limit = ground.number("limit_maxbytes");
    if (!taken || !limit || *limit <= 0)
        return {};
    double used = 0;
    double requested = 0;
    const std::vector<int> classes = ground.slabClasses();
    for (const int slabClass : classes) {
        const double chunks =
            ground.slabNumber(slabClass, "used_chunks").value_or(0) * ground.slabNumber(slabClass, "chunk_size").value_or(0);
        const std::optional<double> asked = ground.requestedBytes(slabClass);
        if (!asked)
            continue;
        used += chunks;
        requested += std::min(chunks, *asked);
    }
    if (used <= 0)
        return {};
    const double lost = used - requested;
    // It hurts nobody while there is more than enough.
    const bool isScarce = *taken >= ground.share(AdviceLimit::UnusedMemory) * *limit;
    if (!isScarce || lost < ground.share(AdviceLimit::WastedMemory) * used)
        return QList<Advice>();
    const QByteArray factor = ground.setting("growth_factor").value_or("1.25");
    return QList{Advice{
        .severity = AdviceSeverity::Note,
        .place = AdvicePlace::Slabs,
        .finding = AdviceGround::tr("Much memory is lost because items do not fill their chunks."),
        .evidence = AdviceGround::tr("Items need %1 and take chunks of %2: %3 is lost. The growth factor is %4.")
                        .arg(byteText(qint64(requested)), byteText(qint64(used)), shareText(lost / used), QString::fromLatin1(factor)),
        .remedy =
            AdviceGround::tr("A smaller growth factor (option -f, as in -f 1.08) makes classes that fit better. There are more of them "
                             "then, and each needs pages of its own.")}};
}

Judged judgeItemSize(const AdviceGround &ground)
{
    const QByteArray largestText = ground.setting("item_size_max").value_or(QByteArray());
    const double largest = largestText.toDouble();
    const std::optional<CounterGrowth> refused = ground.growth("store_too_large");
    const std::vector<int> classes = ground.slabClasses();
    int top = 0;
    for (const int slabClass : classes) {
        if (ground.itemNumber(slabClass, "number").value_or(0) > 0)
            top = slabClass;
    }
    if (!refused && (top == 0 || largest <= 0))
        return {};
    QList<Advice> found;
    if (refused && refused->amount > 0) {
        found.append(
            {.severity = AdviceSeverity::Problem,
             .place = AdvicePlace::Settings,
             .finding = AdviceGround::tr("Values are refused because they are too large."),
             .evidence = (refused->amount == 1 ? AdviceGround::tr("1 value %1. The largest item may take %2.")
                                               : AdviceGround::tr("%Ln values %1. The largest item may take %2.", nullptr,
                                                                  AdviceGround::count(refused->amount)))
                             .arg(AdviceGround::lately(refused->time),
                                  largest > 0 ? byteText(qint64(largest)) : AdviceGround::tr("an unknown size")),
             .remedy = AdviceGround::tr("Compress or split such values, or start the server with a larger limit (option -I, as in -I "
                                        "2m). One large item takes the place of thousands of small ones, and slows the others "
                                        "down on its way.")});
    }
    const double number = ground.itemNumber(top, "number").value_or(0);
    const double mean = number > 0 ? ground.requestedBytes(top).value_or(0) / number : 0;
    if (largest > 0 && mean >= ground.share(AdviceLimit::LargeItems) * largest) {
        found.append({.severity = AdviceSeverity::Note,
                      .place = AdvicePlace::Slabs,
                      .finding = AdviceGround::tr("Items are nearly as large as the server allows."),
                      .evidence = AdviceGround::tr("The %1 items of slab class %2 take %3 on average; the largest may take %4.")
                                      .arg(AdviceGround::numberText(number), QString::number(top), byteText(qint64(mean)),
                                           byteText(qint64(largest))),
                      .remedy = AdviceGround::tr("When they grow further they are refused, and what was there under their keys is deleted. "
                                                 "Compress or split them, or start the server with a larger limit (option -I).")});
    }
    return found;
}

Judged judgeOutOfMemory(const AdviceGround &ground)
{
    struct Failure
    {
        const char *name;
        const char *one;
        const char *many;
    };
    constexpr std::array failures{
        Failure{"store_no_memory", QT_TRANSLATE_NOOP("Advice", "1 item could not be stored (store_no_memory)"),
                QT_TRANSLATE_N_NOOP("Advice", "%Ln items could not be stored (store_no_memory)")},
        Failure{"malloc_fails", QT_TRANSLATE_NOOP("Advice", "the system refused memory 1 time (malloc_fails)"),
                QT_TRANSLATE_N_NOOP("Advice", "the system refused memory %Ln times (malloc_fails)")},
        Failure{"response_obj_oom", QT_TRANSLATE_NOOP("Advice", "1 connection was closed without room for answers (response_obj_oom)"),
                QT_TRANSLATE_N_NOOP("Advice", "%Ln connections were closed without room for answers (response_obj_oom)")},
        Failure{"read_buf_oom", QT_TRANSLATE_NOOP("Advice", "1 connection was closed without room for requests (read_buf_oom)"),
                QT_TRANSLATE_N_NOOP("Advice", "%Ln connections were closed without room for requests (read_buf_oom)")},
    };
    QStringList told;
    qint64 time = 0;
    for (const Failure &failure : failures) {
        const std::optional<CounterGrowth> growth = ground.growth(failure.name);
        if (!growth)
            continue;
        time = std::max(time, growth->time);
        if (growth->amount > 0)
            told.append(growth->amount == 1
                            ? QCoreApplication::translate("Advice", failure.one)
                            : QCoreApplication::translate("Advice", failure.many, nullptr, AdviceGround::count(growth->amount)));
    }
    if (time == 0)
        return {};
    if (told.isEmpty())
        return QList<Advice>();
    const bool mayEvict = !ground.isSetTo("evictions", "off");
    return QList{Advice{
        .severity = AdviceSeverity::Problem,
        .place = AdvicePlace::Settings,
        .finding = AdviceGround::tr("Requests fail for want of memory."),
        .evidence = AdviceGround::tr("%1: %2.").arg(AdviceGround::lately(time), told.join(QStringLiteral("; "))),
        .remedy = mayEvict
            ? AdviceGround::tr("Give the server more memory (option -m). Where connections fail, the limit of their buffers may be too low "
                               "(options -o read_buf_mem_limit and -o resp_obj_mem_limit), or there are too many of them.")
            : AdviceGround::tr("The server was started with -M: it refuses what does not fit instead of evicting. Give it more memory "
                               "(option -m), or start it without -M and lose the oldest items instead.")}};
}

Judged judgeStuckItems(const AdviceGround &ground)
{
    double repairs = 0;
    qint64 time = 0;
    const std::vector<int> classes = ground.slabClasses();
    for (const int slabClass : classes) {
        const std::optional<CounterGrowth> growth = ground.itemGrowth(slabClass, "tailrepairs");
        if (!growth)
            continue;
        repairs += growth->amount;
        time = growth->time;
    }
    if (time == 0)
        return {};
    if (repairs <= 0)
        return QList<Advice>();
    return QList{Advice{.severity = AdviceSeverity::Warning,
                        .place = AdvicePlace::Slabs,
                        .finding = AdviceGround::tr("Items were taken back by force."),
                        .evidence = (repairs == 1 ? AdviceGround::tr("1 tail repair %1.")
                                                  : AdviceGround::tr("%Ln tail repairs %1.", nullptr, AdviceGround::count(repairs)))
                                        .arg(AdviceGround::lately(time)),
                        .remedy = AdviceGround::tr(
                            "Clients hold on to items for longer than the server waits (option -o tail_repair_time): they read large "
                            "answers very slowly, or hang. Find them among the connections. A longer time is safer, and keeps "
                            "memory bound for longer.")}};
}
