#pragma once

#include "app/guard/commandeffects.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

/// What a person is asked before something runs that cannot be undone. All texts are translated.
struct RunQuestion
{
    QString question;    ///< one sentence, names the server
    QString consequence; ///< what will happen
    QString consent;     ///< on the button that lets it happen
};

/// Decides whether commands may go to a server: whatever the person runs passes here, and only here.
class RunGuard
{
    Q_DECLARE_TR_FUNCTIONS(RunGuard)

public:
    /// So many deletes in one run are nothing to ask about.
    static constexpr qint64 unaskedDeletes = 100;

    /// What to ask before commands with these effects run on `server` (its address, as it is shown); nothing: they may run.
    [[nodiscard]] static std::optional<RunQuestion> question(const CommandEffects &effects, const QString &server);
};
