#pragma once

#include "app/profiles/profile.h"
#include "app/profiles/secretstore.h"
#include "ui/connection/connectionlook.h"
#include "ui/session/keptwindow.h"

#include <QObject>

#include <optional>

class Connection;
class ConnectionBar;
class ProfileOpening;
class SandboxAction;
class ServerPage;
class Workspace;

/// What a page is for: a server at an address, that of a profile, the sandbox, or nothing yet.
class PageTarget : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    PageTarget(Connection *connection, ConnectionBar *bar, Workspace *workspace, ServerPage *page);

    [[nodiscard]] const ServerTarget &kept() const { return m_target; }
    /// Shows it, and connects to nothing.
    void restore(const ServerTarget &target);
    void openProfile(const Profile &profile);
    /// Shows the profile in place of an address that is its own, which may be connected to already.
    void becomeProfile(const QString &id);

    /// Empty: it is not a profile's.
    [[nodiscard]] QString profileId() const;
    /// The profile by which its server is guarded: the one that an open connection was opened with counts as much as what became of it
    /// since, and one for production at the same address before all others. None: there is none.
    [[nodiscard]] std::optional<Profile> guardingProfile() const;
    /// Of the profile, or of the server.
    [[nodiscard]] QString name() const;
    /// Where the server is; empty: not known yet.
    [[nodiscard]] QString place() const;
    /// Who is to answer before it is connected.
    [[nodiscard]] Awaited awaited() const;
    [[nodiscard]] SandboxAction *sandbox() const { return m_sandbox; }

signals:
    void changed();
    void awaitedChanged();
    /// A sentence for the status bar; for so many milliseconds, 0: until the next.
    void told(const QString &text, int milliseconds);
    void saveProfileRequested(const Profile &draft);

private:
    void followOpening();
    void followSandbox();
    void set(const ServerTarget &target);
    void nameConnection();
    void adoptProfile();
    void noteUse(const QString &id);
    void noteKept(const QString &id, SecretName::Kind kind, bool kept);
    void keepCertificate(const TlsOptions &tls);
    [[nodiscard]] Profile draft() const;
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] const Profile *productionAt(const ServerAddress &address) const;

    Connection *m_connection;
    ConnectionBar *m_bar;
    Workspace *m_workspace;
    ServerPage *m_page;
    SandboxAction *m_sandbox;
    ProfileOpening *m_opening;
    ServerTarget m_target;
    std::optional<Profile> m_opened; ///< that the connection was opened with
};
