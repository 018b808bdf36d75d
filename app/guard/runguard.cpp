#include "app/guard/runguard.h"

#include "app/commands/readabletext.h"

#include <QLocale>

namespace {

bool isAskedAbout(const CommandEffects &effects, const GuardedServer &server)
{
    if (server.access == Access::ReadOnly)
        return false;
    if (effects.flushes > 0)
        return true;
    switch (server.environment) {
    case Environment::Development:
        return false;
    case Environment::Production:
        return effects.writes > 0 || effects.deletes > 0;
    default:
        return effects.deletes > RunGuard::unaskedDeletes;
    }
}

QString shownServer(const GuardedServer &server)
{
    return server.profile.isEmpty() ? server.address : RunGuard::tr("“%1” (%2)").arg(server.profile, server.address);
}

QStringList shownChanges(const CommandEffects &effects)
{
    QStringList lines;
    const auto count = [&lines](const QString &text, qint64 number) {
        if (number > 0)
            lines += text.arg(QLocale().toString(number));
    };
    count(RunGuard::tr("Commands that flush: %1"), effects.flushes);
    count(RunGuard::tr("Commands that write: %1"), effects.writes);
    count(RunGuard::tr("Commands that delete: %1"), effects.deletes);
    QStringList keys;
    for (const QByteArray &key : effects.keys)
        keys += shownBytes(key);
    if (!keys.isEmpty())
        lines += effects.writes + effects.deletes > keys.size() ? RunGuard::tr("First keys: %1").arg(keys.join(QLatin1String(", ")))
                                                                : RunGuard::tr("Keys: %1").arg(keys.join(QLatin1String(", ")));
    return lines;
}

} // namespace

std::optional<RunQuestion> RunGuard::question(const CommandEffects &effects, const GuardedServer &server)
{
    if (!isAskedAbout(effects, server))
        return {};

    const bool flushes = effects.flushes > 0;
    const bool isProduction = server.environment == Environment::Production;
    const QString place = isProduction ? tr("production server %1").arg(shownServer(server)) : shownServer(server);
    QStringList consequences;
    if (flushes) {
        consequences += effects.delayedFlushes < effects.flushes
            ? tr("FLUSH makes every item on this server invalid, whoever stored it.")
            : tr(
                "FLUSH makes every item on this server invalid once its delay is over, whoever stored it, also what is stored until then.");
    }
    consequences += tr("What is gone cannot be brought back.");

    RunQuestion asked;
    asked.environment = server.environment;
    asked.consequence = consequences.join(QLatin1Char(' '));
    asked.changes = shownChanges(effects);
    if (flushes) {
        asked.question = tr("Flush all items on %1?").arg(place);
        asked.consent = tr("&Flush");
        if (isProduction)
            asked.demanded = server.profile.trimmed().isEmpty() ? server.address : server.profile;
    } else if (effects.writes > 0) {
        asked.question = tr("Change items on %1?").arg(place);
        asked.consent = effects.deletes > 0 ? tr("&Write and delete") : tr("&Write");
    } else {
        asked.question = tr("Delete items on %1?").arg(place);
        asked.consent = tr("&Delete");
    }
    return asked;
}
