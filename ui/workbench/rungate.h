#pragma once

#include "app/guard/runguard.h"
#include "app/run/runrecord.h"

#include <QObject>

class Connection;
class Runner;

/// What a person wants to run.
struct ScriptJob
{
    QByteArray text{};
    QString folder{};
    qint64 firstLine = 1; ///< of the text, in the script
    qint64 commandCount = 0;
    CommandEffects effects{}; ///< of all its commands
    ScriptRun::Mode mode = ScriptRun::Mode::Batch;
    RunOrigin origin{};
};

/// The way from what a person wants to run to the runner: asks first where the guard says so.
class RunGate : public QObject
{
    Q_OBJECT

public:
    /// `parent`: the window that questions belong to.
    RunGate(const Connection *connection, Runner *runner, QWidget *parent);

    /// Of which profile the server is, where it is of one: its name and environment. Nothing that was allowed before holds for another.
    void setProfile(const QString &name, Environment environment);
    /// started() or withheld() follows, at once or once the person has answered; nothing while a run is under way.
    void run(const ScriptJob &job);

signals:
    /// Right before it runs.
    void started(const ScriptJob &job);
    /// The person did not want it after all: nothing was sent.
    void withheld(const ScriptJob &job);

private:
    [[nodiscard]] GuardedServer server() const;
    void ask(const RunQuestion &question, const ScriptJob &job);
    void start(const ScriptJob &job);

    const Connection *m_connection;
    Runner *m_runner;
    QWidget *m_window;
    QString m_profile;
    Environment m_environment = Environment::None;
};
