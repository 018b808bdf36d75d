#pragma once

#include "connection/error.h"

#include <QAction>

class Sandbox;

/// Starts the private server that is there for trying things out, or takes the one that runs.
class SandboxAction : public QAction
{
    Q_OBJECT

public:
    /// `sandbox` must outlive it.
    SandboxAction(Sandbox *sandbox, QObject *parent);

    /// ready() or failed() follows, at once or later.
    void use();
    /// Another server is wished for: what becomes of the sandbox is no longer told.
    void leave() { m_used = false; }

signals:
    /// It can be connected to at `address`.
    void ready(const QString &address);
    /// It could not be started, or ended while it was used.
    void failed(const Error &error);
    /// It takes a while.
    void starting();

private:
    void follow();

    Sandbox *m_sandbox;
    bool m_used = false;
};
