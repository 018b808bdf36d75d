#pragma once

#include "app/commandline.h"
#include "app/profiles/keyring.h"
#include "app/profiles/profilesecrets.h"
#include "app/results/resultwriter.h"
#include "app/run/scriptrun.h"
#include "connection/connection.h"

#include <QObject>
#include <QTimer>

#include <memory>

class InterruptWatch;
class Sandbox;
class ScriptSource;

/// A run without a window: connects, runs the commands, writes their results to standard output and everything else to standard error.
class Headless : public QObject
{
    Q_OBJECT

public:
    /// How the program ends; a wrong script outranks failed commands.
    enum ExitStatus {
        Succeeded = 0,     ///< every command with success, or a GET, GAT, TOUCH or DELETE that found nothing
        CommandFailed = 1, ///< some command ended otherwise
        WrongInput = 2,    ///< the script or the options
        NoConnection = 3,  ///< or authentication refused
    };

    explicit Headless(const CommandLine &commandLine, QObject *parent = nullptr);
    ~Headless() override;

    /// Begins; finished() comes once, and not before it has returned.
    void start();

    /// One line on standard error, whatever becomes of it.
    static void report(const QString &text);

signals:
    void finished(int exitStatus);

private:
    [[nodiscard]] bool openSource();
    [[nodiscard]] bool readAddress();
    [[nodiscard]] bool readProfile();
    void fetchSecrets();
    void takeSecrets();
    void connectToServer();
    void followConnection(Connection::State state);
    void runScript();
    void writeSegment(const RunSegment &segment);
    void writeOut();
    void finishRun();
    void interrupt();
    void end(int exitStatus);

    CommandLine m_commandLine;
    ConnectionOptions m_connectionOptions;
    ResultWriter m_writer;
    QByteArray m_output; ///< not yet written
    std::unique_ptr<InterruptWatch> m_interrupts;
    QTimer m_waitTimer;
    std::unique_ptr<Sandbox> m_sandbox; ///< goes last
    Connection m_connection;
    Profile m_profile; ///< if one was asked for
    Keyring m_keyring;
    ProfileSecrets m_secrets{&m_keyring};
    std::unique_ptr<ScriptSource> m_source; ///< until the run takes it
    std::unique_ptr<ScriptRun> m_run;
    int m_exitStatus = Succeeded;
    bool m_guarded = false; ///< the profile is for production, and nothing may be written
    bool m_refused = false; ///< some command was, for its access
    bool m_ended = false;
};
