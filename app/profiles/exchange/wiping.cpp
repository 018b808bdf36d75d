#include "app/profiles/exchange/wiping.h"

#include <sodium.h>

void wipe(QByteArray &secret)
{
    if (!secret.isNull() && secret.isDetached())
        sodium_memzero(secret.data(), size_t(secret.size()));
    secret.clear();
}

void wipe(QString &secret)
{
    if (!secret.isNull() && secret.isDetached())
        sodium_memzero(secret.data(), size_t(secret.size()) * sizeof(QChar));
    secret.clear();
}
