#pragma once

#include "app/profiles/profile.h"
#include "tests/keychanger.h"
#include "tests/privatehome.h"

#include <QDir>

/// A real server whose sessions a person looks at in the real window, with a folder for the settings and the files of that person.
class SessionServer
{
public:
    /// Once: settings are kept in the folder from now on.
    [[nodiscard]] bool keepSettings() const
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        return m_folder.use({"config"});
    }
    /// Another one, of somebody who has set up nothing yet.
    [[nodiscard]] bool begin(const QStringList &arguments = {})
    {
        QDir(file(QStringLiteral("config"))).removeRecursively();
        m_folder.clearSettings();
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
    PrivateHome m_folder;
    std::unique_ptr<ChangedServer> m_server;
};
