#pragma once

#include "app/profiles/secretstore.h"
#include "connection/error.h"

#include <QList>
#include <QObject>
#include <QStringList>

/// Takes the secrets of profiles that are gone out of a store, one after the other.
class SecretRemoval : public QObject
{
    Q_OBJECT

public:
    /// `store` must outlive it.
    explicit SecretRemoval(SecretStore *store, QObject *parent = nullptr);
    ~SecretRemoval() override;

    /// All that is kept for these profiles. finished() follows, and not before it has returned.
    void remove(const QStringList &profileIds);
    [[nodiscard]] bool isRunning() const { return m_reply != nullptr; }

signals:
    /// The store could not be asked; what was kept for this profile may still be there.
    void failed(const QString &profileId, const Error &error);
    /// Nothing is left to do.
    void finished();

private:
    void next();
    void take();

    SecretStore *m_store;
    QList<SecretName> m_wanted;
    SecretStore::Reply m_reply;
};
