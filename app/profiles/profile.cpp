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

Profile merged(const Profile &base, const Profile &ours, const Profile &theirs)
{
    Profile all = theirs;
    const auto takeOurs = [&](auto... members) { ((ours.*members != base.*members ? void(all.*members = ours.*members) : void()), ...); };
    takeOurs(&Profile::name, &Profile::folder, &Profile::note, &Profile::color, &Profile::environment, &Profile::favourite,
             &Profile::address, &Profile::tls, &Profile::user, &Profile::passwordKept, &Profile::keyPassphraseKept, &Profile::tunnel,
             &Profile::sshPassphraseKept, &Profile::connectTimeout, &Profile::requestTimeout, &Profile::backoff, &Profile::delimiters,
             &Profile::readOnly, &Profile::clientLibrary, &Profile::alerts, &Profile::lastUsed, &Profile::rest);
    return all;
}
