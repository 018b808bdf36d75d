#pragma once

#include "connection/tlsoptions.h"
#include "ui/preferences/preferences.h"

#include <QByteArray>
#include <QList>
#include <QSettings>
#include <QStringList>

#include <optional>

struct ServerAddress;
struct ServerUrl;

/// Keys of one server that a person comes back to; the latest first.
struct KeptKeys
{
    static constexpr qsizetype mostPinned = 50;
    static constexpr qsizetype mostRecent = 20;

    QList<QByteArray> pinned{};
    QList<QByteArray> recent{};

    bool operator==(const KeptKeys &) const = default;
};

/// A filter of keys that a person gave a name.
struct SavedFilter
{
    QString name;
    QString text;

    bool operator==(const SavedFilter &) const = default;
};

/// What the program remembers from one start to the next: the look of the window, addresses and commands. Never a password.
class Settings
{
public:
    Settings();

    [[nodiscard]] Theme theme() const;
    void setTheme(Theme theme);
    /// What the desktop wished when it was last asked.
    [[nodiscard]] ColorScheme desktopScheme() const;
    void setDesktopScheme(ColorScheme scheme);

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

    /// Keys of the server at `place` (its address, or the id of its profile) that were pinned, or gone to, the latest first. Bounded, and
    /// so is the number of places that any are kept for.
    [[nodiscard]] KeptKeys keptKeys(const QString &place) const;
    void setKeptKeys(const QString &place, const KeptKeys &keys);

    /// How much larger than usual the script is shown, in points.
    [[nodiscard]] int editorZoom() const;
    void setEditorZoom(int points);

    /// Filters of keys that were used, the latest last.
    [[nodiscard]] QStringList keyFilters() const;
    void setKeyFilters(const QStringList &filters);
    /// Filters of keys that were given a name, in their order.
    [[nodiscard]] QList<SavedFilter> savedFilters() const;
    void setSavedFilters(const QList<SavedFilter> &filters);
    static constexpr qsizetype mostSavedFilters = 200;

    /// What the keys of a server are parted into folders by, where a person chose something else than its profile says. `place` is the
    /// profile's id or an address.
    [[nodiscard]] std::optional<QByteArray> keyDelimiters(const QString &place) const;
    void setKeyDelimiters(const QString &place, const QByteArray &delimiters);
    void forgetKeyDelimiters(const QString &place);

    /// Ids of profiles that are gone, whose secrets may still be in the keyring.
    [[nodiscard]] QStringList forgottenProfiles() const;
    void setForgottenProfiles(const QStringList &ids);

private:
    QSettings m_settings;
};

/// `url` as it may be shown and kept: without the password.
[[nodiscard]] QString shownUrl(const ServerUrl &url);
