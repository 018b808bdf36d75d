#include "app/guard/runguard.h"

#include <QLocale>

std::optional<RunQuestion> RunGuard::question(const CommandEffects &effects, const QString &server)
{
    const bool flushes = effects.flushes > 0;
    if (!flushes && effects.deletes <= unaskedDeletes)
        return {};

    QStringList consequences;
    if (flushes) {
        consequences += effects.delayedFlushes < effects.flushes
            ? tr("FLUSH makes every item on this server invalid, whoever stored it.")
            : tr(
                "FLUSH makes every item on this server invalid once its delay is over, whoever stored it, also what is stored until then.");
    }
    if (effects.deletes > 0)
        consequences += tr("Commands that delete an item: %1.").arg(QLocale().toString(effects.deletes));
    consequences += tr("What is gone cannot be brought back.");

    RunQuestion asked;
    asked.question = flushes ? tr("Flush all items on %1?").arg(server) : tr("Delete items on %1?").arg(server);
    asked.consequence = consequences.join(QLatin1Char(' '));
    asked.consent = flushes ? tr("&Flush") : tr("&Delete");
    return asked;
}
