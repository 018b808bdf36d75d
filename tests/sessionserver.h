#pragma once

#include "app/profiles/profile.h"
#include "tests/keychanger.h"

#include <QDir>
#include <QSettings>
#include <QTemporaryDir>

/// A real server whose sessions a person looks at in the real window, with a folder for the settings and the files of that person.
class SessionServer
{
public:
    /// Once: settings are kept in the folder from now on.
    [[nodiscard]] bool keepSettings() const
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        return m_folder.isValid() && qputenv("XDG_CONFIG_HOME", QFile::encodeName(file(QStringLiteral("config"))));
    }
    /// Another one, of somebody who has set up nothing yet.
    [[nodiscard]] bool begin(const QStringList &arguments = {})
    {
        QDir(file(QStringLiteral("config"))).removeRecursively();
        QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope")).clear();
        m_server = std::make_unique<ChangedServer>(arguments);
        const bool begun = m_server->begin();
        if (!begun)
            qWarning("%s", qPrintable(m_server->server().errorString()));
        else
            fillWithSessions(*m_server);
        return begun;
    }
    void end() { m_server.reset(); }

    ChangedServer *operator->() const { return m_server.get(); }
    /// As the server lists them, in order.
    [[nodiscard]] QByteArrayList keys() const
    {
        const RunKeys keys = m_server->list();
        QByteArrayList names;
        for (int i = 0; i < keys.size(); ++i)
            names.append(keys.at(i).toByteArray());
        return names;
    }
    [[nodiscard]] Profile profile(Environment environment) const
    {
        Profile profile{.id = QStringLiteral("p1"), .name = QStringLiteral("Sessions"), .environment = environment};
        profile.address.port = m_server->server().port();
        return profile;
    }
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ChangedServer> m_server;
};
