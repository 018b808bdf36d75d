#pragma once

#include "app/profiles/exchange/exchangeformat.h"

#include <QObject>

#include <utility>

/// Reads or writes several secrets, one after the other: a keyring may ask the person at each.
class SecretQueue : public QObject
{
    Q_OBJECT

public:
    /// `store` must outlive it.
    explicit SecretQueue(SecretStore *store, QObject *parent = nullptr);
    ~SecretQueue() override;

    /// Once only, read() or write(); finished() follows, and not before they have returned.
    void read(const QList<SecretName> &names);
    /// `unwanted`: what is taken out of the store before.
    void write(const QList<ProfileSecret> &secrets, const QList<SecretName> &unwanted = {});
    /// Nothing more is asked, and finished() does not come; what was still to be done counts as failed.
    void stop();

    /// What was read, or written.
    [[nodiscard]] const QList<ProfileSecret> &done() const { return m_done; }
    /// The same for the caller alone, who then wipes it; nothing is done() any more.
    [[nodiscard]] QList<ProfileSecret> takeDone() { return std::exchange(m_done, {}); }
    /// What could not be: the store does not have it, or see error().
    [[nodiscard]] const QList<SecretName> &failed() const { return m_failed; }
    /// What was being written when it was stopped, among those that failed: the store may have it yet.
    [[nodiscard]] const QList<SecretName> &unanswered() const { return m_unanswered; }
    /// What was unwanted and may still be in the store.
    [[nodiscard]] const QList<SecretName> &left() const { return m_left; }
    /// Why the store could not be asked, the first time; none: it could.
    [[nodiscard]] const Error &error() const { return m_error; }

signals:
    void finished();

private:
    enum class Doing { Reading, Writing };

    void start(Doing doing);
    void next();
    void takeRemoved();
    void take();
    void giveUp();

    SecretStore *m_store;
    Doing m_doing = Doing::Reading;
    QList<SecretName> m_unwanted;
    QList<ProfileSecret> m_waiting;
    SecretStore::Reply m_reply;
    QList<ProfileSecret> m_done;
    QList<SecretName> m_failed;
    QList<SecretName> m_unanswered;
    QList<SecretName> m_left;
    Error m_error;
    bool m_stopped = false;
};
