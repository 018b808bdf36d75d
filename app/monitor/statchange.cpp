#include "app/monitor/statchange.h"

#include <QCoreApplication>

namespace {

QString changeTr(const char *text)
{
    return QCoreApplication::translate("StatChange", text);
}

QString shownPlace(const GuardedServer &server)
{
    const QString place = server.profile.isEmpty() ? server.address : changeTr("“%1” (%2)").arg(server.profile, server.address);
    return server.environment == Environment::Production ? changeTr("production server %1").arg(place) : place;
}

} // namespace

Command commandFor(StatChange change)
{
    switch (change) {
    case StatChange::ResetCounters:
        return {.opcode = Opcode::Stat, .key = "reset"};
    case StatChange::CountPrefixes:
        return {.opcode = Opcode::Stat, .key = "detail on"};
    case StatChange::StopCounting:
        return {.opcode = Opcode::Stat, .key = "detail off"};
    }
    return {};
}

std::optional<RunQuestion> questionBefore(StatChange change, const GuardedServer &server)
{
    RunQuestion question{.environment = server.environment};
    switch (change) {
    case StatChange::ResetCounters:
        question.question = changeTr("Set the counters of %1 back to 0?").arg(shownPlace(server));
        question.consequence = changeTr("Hits, misses, evictions and the like begin at 0 again, for everybody who looks at this server: "
                                        "other monitoring sees a drop. Items stay as they are. What was counted cannot be brought back.");
        question.consent = changeTr("&Set back");
        if (server.environment == Environment::Production)
            question.demanded = server.profile.trimmed().isEmpty() ? server.address : server.profile;
        return question;
    case StatChange::CountPrefixes:
        question.question = changeTr("Count uses by the prefix of keys on %1?").arg(shownPlace(server));
        question.consequence =
            changeTr("From now on the server counts reads, writes and deletes for each prefix of a key. That costs every "
                     "command of every client a little, and some memory for each prefix, until it is turned off again. "
                     "Leave it off where the server is busy or keys have no common prefixes.");
        question.consent = changeTr("&Count");
        return question;
    case StatChange::StopCounting:
        question.question = changeTr("Stop counting uses by prefix on %1?").arg(shownPlace(server));
        question.consequence = changeTr("The server counts no more uses of a prefix from now on, for everybody who looks at this server. "
                                        "What it counted so far can still be read.");
        question.consent = changeTr("&Stop counting");
        return question;
    }
    return {};
}

QString doneText(StatChange change)
{
    switch (change) {
    case StatChange::ResetCounters:
        return changeTr("The server's counters begin at 0 again");
    case StatChange::CountPrefixes:
        return changeTr("The server counts uses by prefix now");
    case StatChange::StopCounting:
        return changeTr("The server does not count uses by prefix any more");
    }
    return {};
}
