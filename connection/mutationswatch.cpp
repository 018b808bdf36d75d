#include "connection/mutationswatch.h"

#include "connection/commandcheck.h"
#include "connection/error.h"
#include "connection/text/serverversion.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <chrono>
#include <vector>

using namespace std::chrono_literals;

namespace {

/// Of a server that does not tell: memcached's default (`-I`).
constexpr quint64 usualItemSizeMax = 1024 * 1024;
/// A server notices only after a while that a watcher has gone.
constexpr auto afterglow = 5s;
/// One whose connection is lost on the way, not before what it sends has long found no answer.
constexpr auto afterglowOfLoss = 5min;

struct Watched
{
    QString place;
    int count = 0;
    QElapsedTimer since;  ///< nobody watches any more
    QElapsedTimer loss{}; ///< the last
};

/// Of the process, as the crash is of the server: whoever stores need not know who watches.
std::vector<Watched> &watchedPlaces()
{
    static std::vector<Watched> places;
    return places;
}

/// A server that has hung up itself, or is gone, has no watcher of ours left.
bool hasServerLetGo(Error::Code code)
{
    return code == Error::Code::ClosedByServer || code == Error::Code::ClosedAtOnce || code == Error::Code::ConnectionRefused;
}

bool isOver(const Watched &watched)
{
    const bool isLost = watched.loss.isValid() && std::chrono::milliseconds(watched.loss.elapsed()) <= afterglowOfLoss;
    return watched.count == 0 && !isLost && std::chrono::milliseconds(watched.since.elapsed()) > afterglow;
}

} // namespace

MutationsWatch::MutationsWatch(const QString &place)
    : m_place(place)
{
    std::vector<Watched> &places = watchedPlaces();
    const auto found = std::ranges::find(places, place, &Watched::place);
    if (found == places.end())
        places.push_back({.place = place, .count = 1, .since = {}});
    else
        ++found->count;
}

MutationsWatch::~MutationsWatch()
{
    std::vector<Watched> &places = watchedPlaces();
    const auto found = std::ranges::find(places, m_place, &Watched::place);
    if (found != places.end() && --found->count == 0)
        found->since.start();
}

void MutationsWatch::noteLoss(const Error &error)
{
    if (hasServerLetGo(error.code))
        return;
    std::vector<Watched> &places = watchedPlaces();
    const auto found = std::ranges::find(places, m_place, &Watched::place);
    if (found != places.end())
        found->loss.start();
}

bool MutationsWatch::endangers(const QByteArray &version)
{
    return !isAtLeast(version, 1, 6, 42);
}

void refuseWhileWatched(SourcedCommand &sourced, const ServerSettings &server, const QString &place)
{
    std::vector<Watched> &places = watchedPlaces();
    if (places.empty() || sourced.refusal != Status::Success || !MutationsWatch::endangers(server.version))
        return;
    std::erase_if(places, isOver);
    const bool isHere = std::ranges::find(places, place, &Watched::place) != places.end();
    if (places.empty() || (!server.itemSizeMax && !isHere))
        return;
    ServerSettings known = server;
    known.itemSizeMax = server.itemSizeMax.value_or(usualItemSizeMax);
    SourcedCommand checked{.command = sourced.command};
    checkCommand(checked, known);
    if (checked.refusal != Status::ValueTooLarge)
        return;
    sourced.refusal = Status::ValueTooLarge;
    sourced.reason = QCoreApplication::translate("MutationsWatch",
                                                 "%1 It was not sent: while changes of a server are watched from here, an item that is too "
                                                 "large could crash it. Stop watching “mutations” first.")
                         .arg(checked.reason);
}
