#pragma once

#include "app/results/resultwriter.h"
#include "app/run/scriptrun.h"
#include "connection/error.h"
#include "connection/tlsoptions.h"

#include <QByteArrayList>
#include <QCoreApplication>
#include <QString>

#include <chrono>
#include <optional>
#include <variant>

/// What the program was asked on its command line, of a window or of a run without one.
struct CommandLine
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    enum class Action { Window, Run, ShowHelp, ShowVersion };

    Action action = Action::Window;
    QString url;                 ///< as given, not parsed yet; empty: none
    TlsOptions tls;              ///< for a URL that says TLS; without the passphrase, which is in the environment
    bool tlsGiven = false;       ///< whether any option of TLS was
    bool sandbox = false;        ///< a private server instead of one at `url`
    QString profile;             ///< the name of a profile instead of `url`; empty: none
    QString confirmed;           ///< the name of a profile for production that may be written to; empty: none
    std::optional<QString> file; ///< "-": standard input
    QByteArrayList lines;        ///< instead of a file: bytes, as given
    ResultWriter::Format format = ResultWriter::Format::Text;
    ScriptRun::Options run;
    std::optional<std::chrono::milliseconds> requestTimeout; ///< none: the usual one, or the profile's
    std::optional<std::chrono::milliseconds> connectTimeout;
    std::chrono::milliseconds wait{0}; ///< how long to keep trying to connect; 0: one attempt
    QString logFile;                   ///< empty: none

    /// Whether the arguments (with the program's name) ask for something that needs no display. Works without an application.
    [[nodiscard]] static bool needsNoDisplay(const QByteArrayList &arguments);
    /// The arguments (with the program's name) understood, or an Error (Invalid). Needs an application object only for showing.
    [[nodiscard]] static std::variant<CommandLine, Error> parse(const QByteArrayList &arguments);
    /// What `--help` shows; needs an application object.
    [[nodiscard]] static QString helpText();
};
