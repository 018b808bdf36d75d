#include "app/profiles/profile.h"

ConnectionOptions connectionOptions(const Profile &profile)
{
    ConnectionOptions options;
    options.address = profile.address;
    options.tunnel = profile.tunnel;
    options.credentials.user = profile.user;
    options.tls = profile.tls;
    options.connectTimeout = profile.connectTimeout;
    options.requestTimeout = profile.requestTimeout;
    options.backoff = profile.backoff;
    options.access = profile.readOnly ? Access::ReadOnly : Access::Full;
    return options;
}
