#pragma once

#include "connection/tlsoptions.h"
#include "ui/keysettings.h"
#include "ui/preferences/preferences.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

struct ServerAddress;
struct ServerUrl;

/// What the program remembers from one start to the next: the look of the window, addresses and commands. Never a password.
class Settings
{
public:
    Settings();
    Q_DISABLE_COPY_MOVE(Settings)

    /// What it remembers of the keys of servers.
    [[nodiscard]] KeySettings *keys() { return &m_keys; }

    [[nodiscard]] Theme theme() const;
    void setTheme(Theme theme);
    /// What the desktop wished when it was last asked.
    [[nodiscard]] ColorScheme desktopScheme() const;
    void setDesktopScheme(ColorScheme scheme);

    /// Of the preferences.
    [[nodiscard]] AdviceLimits adviceLimits() const;
    /// The theme among them. What stands in the file beyond its range comes back within it.
    [[nodiscard]] Preferences preferences() const;
    void setPreferences(const Preferences &preferences);
    /// Where the log file is unless another place is chosen.
    [[nodiscard]] static QString usualLogPath();

    /// The arrangement of a part of the window ("geometry", "docks", "columns", …) as Qt's saveState() gives it; empty: none yet.
    [[nodiscard]] QByteArray layout(const QString &part) const;
    void setLayout(const QString &part, const QByteArray &state);

    /// Addresses that were connected to, the latest first.
    [[nodiscard]] QStringList addresses() const;
    void rememberAddress(const ServerUrl &url);

    /// How TLS is spoken with the server at `address`, as it was last set; never with the passphrase of a key.
    [[nodiscard]] TlsOptions tlsOptions(const ServerAddress &address) const;
    void setTlsOptions(const ServerAddress &address, const TlsOptions &options);

    /// Commands of the command bar, the latest last.
    [[nodiscard]] QStringList commands() const;
    void setCommands(const QStringList &commands);

    /// Paths of scripts that were opened or saved, the latest first.
    [[nodiscard]] QStringList recentScripts() const;
    void rememberScript(const QString &path);
    void forgetScripts();

    /// Whether what is measured of the server at `place` is kept from one start to the next. For the last ones that were asked for.
    [[nodiscard]] bool keepsHistory(const QString &place) const;
    /// The place that has to make way for it; empty: none.
    QString keepHistory(const QString &place);
    void forgetHistory(const QString &place);
    static constexpr qsizetype mostKeptHistories = 30;

    /// How much larger than usual the script is shown, in points.
    [[nodiscard]] int editorZoom() const;
    void setEditorZoom(int points);

    /// Ids of profiles that are gone, whose secrets may still be in the keyring.
    [[nodiscard]] QStringList forgottenProfiles() const;
    void setForgottenProfiles(const QStringList &ids);

private:
    QSettings m_settings;
    KeySettings m_keys{&m_settings};
};

/// `url` as it may be shown and kept: without the password.
[[nodiscard]] QString shownUrl(const ServerUrl &url);
