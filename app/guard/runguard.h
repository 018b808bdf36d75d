#pragma once

#include "app/guard/commandeffects.h"
#include "app/profiles/profile.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>

/// Where something would run, as the person knows it.
struct GuardedServer
{
    QString address{}; ///< as it is shown
    QString profile{}; ///< the name of the profile; empty: it has none
    Environment environment = Environment::None;
    Access access = Access::Full;

    bool operator==(const GuardedServer &) const = default;
};

/// What a person is asked before something runs that cannot be undone. All texts are translated.
struct RunQuestion
{
    QString question{};    ///< one sentence, names the server
    QString consequence{}; ///< what will happen
    QStringList changes{}; ///< how many commands of which kind, and which keys: a line each
    QString consent{};     ///< on the button that lets it happen
    QString demanded{};    ///< what has to be typed first; empty: nothing
    Environment environment = Environment::None;
};

/// Decides whether commands may go to a server: whatever the person runs passes here, and only here. Production is asked about with every
/// run that changes anything, development with FLUSH only. What a read-only connection would refuse anyway is not asked about.
class RunGuard
{
    Q_DECLARE_TR_FUNCTIONS(RunGuard)

public:
    /// So many deletes in one run are nothing to ask about, but in production.
    static constexpr qint64 unaskedDeletes = 100;

    /// What to ask before commands with these effects run on `server`; nothing: they may run.
    [[nodiscard]] static std::optional<RunQuestion> question(const CommandEffects &effects, const GuardedServer &server);
};
