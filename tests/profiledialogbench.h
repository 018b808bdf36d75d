#pragma once

#include "app/profiles/profilestore.h"
#include "tests/profileperson.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

/// A list of profiles and a keyring for tests of the profile's dialog.
class ProfileDialogBench
{
protected:
    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<ProfileStore>(path());
        m_store->load();
        QTRY_VERIFY(m_store->isLoaded());
        m_secrets = std::make_unique<CountingSecrets>();
    }
    void end()
    {
        m_store.reset();
        m_secrets.reset();
        QVERIFY(!written().contains(hardToGuess().toUtf8()));
    }
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("profiles.json")); }
    /// Everything in the folder.
    [[nodiscard]] QByteArray written() const
    {
        QByteArray all;
        const QStringList names = QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
        for (const QString &name : names) {
            QFile file(m_folder->filePath(name));
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }
    /// A profile in the list whose password is in the keyring.
    Profile kept()
    {
        Profile profile;
        profile.name = QStringLiteral("kept");
        profile.user = QStringLiteral("someone");
        profile.passwordKept = true;
        profile.id = m_store->put(profile);
        (void)m_secrets->write({profile.id, SecretName::Kind::Password}, hardToGuess());
        m_secrets->writes = 0;
        return profile;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::unique_ptr<CountingSecrets> m_secrets;
};
