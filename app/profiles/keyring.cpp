#include "app/profiles/keyring.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace {

struct KeyringWords
{
    Q_DECLARE_TR_FUNCTIONS(Keyring)
};

/// `sentence` says what can be done; the words of the keyring, which may be anything, come after it.
Error unavailable(const QString &sentence, QString words = {})
{
    while (words.endsWith(QLatin1Char('.')))
        words.chop(1);
    return {Error::Code::Unavailable, words.isEmpty() ? sentence : KeyringWords::tr("%1 (It says: %2)").arg(sentence, words)};
}

Error errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return {};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return unavailable(KeyringWords::tr("The keyring was not unlocked: unlock it, and try again."));
    default:
        return unavailable(KeyringWords::tr("The keyring cannot be used: look whether one runs, such as GNOME Keyring or "
                                            "KWallet, and is unlocked, and try again."),
                           job.errorString());
    }
}

/// The reply to one job of QtKeychain, which goes on by itself if nobody waits for it any more.
class KeyringReply : public SecretReply
{
public:
    /// Takes the job over.
    KeyringReply(QKeychain::Job *job, std::chrono::milliseconds patience)
    {
        job->setAutoDelete(true);
        connect(job, &QKeychain::Job::finished, this, &KeyringReply::take);
        connect(&m_patience, &QTimer::timeout, this, [this] {
            finish(unavailable(
                       KeyringWords::tr("The keyring does not answer: look whether it asks for its password somewhere, and try again.")),
                   {});
        });
        m_patience.setSingleShot(true);
        m_patience.start(patience);
        // It may answer before it has returned.
        QTimer::singleShot(0, job, &QKeychain::Job::start);
    }

private:
    void take(const QKeychain::Job *job)
    {
        m_patience.stop();
        std::optional<QString> secret;
        const auto *reading = qobject_cast<const QKeychain::ReadPasswordJob *>(job);
        if (reading && reading->error() == QKeychain::NoError)
            secret = reading->textData();
        finish(errorOf(*job), secret);
    }

    QTimer m_patience;
};

template <typename Job> Job *newJob(const QString &service, const SecretName &name)
{
    auto *job = new Job(service);
    job->setKey(name.text());
    return job;
}

} // namespace

Keyring::Keyring(const QString &service, std::chrono::milliseconds patience)
    : m_service(service)
    , m_patience(patience)
{
}

SecretStore::Reply Keyring::read(const SecretName &name)
{
    return std::make_unique<KeyringReply>(newJob<QKeychain::ReadPasswordJob>(m_service, name), m_patience);
}

SecretStore::Reply Keyring::write(const SecretName &name, const QString &secret)
{
    auto *job = newJob<QKeychain::WritePasswordJob>(m_service, name);
    job->setTextData(secret);
    return std::make_unique<KeyringReply>(job, m_patience);
}

SecretStore::Reply Keyring::remove(const SecretName &name)
{
    return std::make_unique<KeyringReply>(newJob<QKeychain::DeletePasswordJob>(m_service, name), m_patience);
}
