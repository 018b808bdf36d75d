#include "ui/connection/sandboxaction.h"

#include "app/sandbox/sandbox.h"
#include "ui/iconengine.h"

SandboxAction::SandboxAction(Sandbox *sandbox, QObject *parent)
    : QAction(parent)
    , m_sandbox(sandbox)
{
    setObjectName(QStringLiteral("startSandbox"));
    setText(tr("Try the &sandbox"));
    setIcon(themedIcon(QStringLiteral("flask-conical")));
    setStatusTip(tr("Start a private memcached with sample data, and connect to it"));
    connect(sandbox, &Sandbox::started, this, [this] {
        follow();
        if (m_used)
            emit ready(m_sandbox->address().text());
    });
    connect(sandbox, &Sandbox::failed, this, [this](const Error &error) {
        follow();
        if (m_used)
            emit failed(error);
    });
    follow();
}

void SandboxAction::use()
{
    m_used = true;
    if (m_sandbox->state() == Sandbox::State::Running) {
        emit ready(m_sandbox->address().text());
        return;
    }
    emit starting();
    m_sandbox->start();
    follow();
}

void SandboxAction::follow()
{
    setEnabled(m_sandbox->state() != Sandbox::State::Starting);
}
