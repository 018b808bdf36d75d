#pragma once

#include "connection/connection.h"

#include <QStringList>

/// What is worth knowing where somebody asks for help. `log` and the texts of the server may hold anything; diagnosticsText() sees to it
/// that no secret passes.
struct Diagnostics
{
    QString programVersion;
    QString qtBuilt; ///< the version that the program was built with
    QString qtRun;   ///< the one that it runs with
    QString system;
    QString platform; ///< Qt's plugin
    QString style;
    QString theme;
    QStringList screens;
    QString logFile; ///< empty: none

    QString connectionState; ///< the name of a Connection::State
    int attempts = 0;
    ConnectionOptions options; ///< of the address and the times; the credentials are there to be kept out
    ServerSettings server;
    Error error;
    QString warning;
    QStringList log;
};

/// What this program and this `connection` are like now.
[[nodiscard]] Diagnostics currentDiagnostics(const Connection &connection);

/// All of it as text for a report, in English whatever the language of the window: no user, no password, no key, no value. A line in which
/// the password stands is left out.
[[nodiscard]] QString diagnosticsText(const Diagnostics &diagnostics);
