#include "app/profiles/keptsecrets.h"

namespace {

template <typename SomeProfile> auto &keptMember(SomeProfile &profile, SecretName::Kind kind)
{
    switch (kind) {
    case SecretName::Kind::KeyPassphrase:
        return profile.keyPassphraseKept;
    case SecretName::Kind::SshPassphrase:
        return profile.sshPassphraseKept;
    case SecretName::Kind::Password:
        break;
    }
    return profile.passwordKept;
}

} // namespace

bool keptIn(const Profile &profile, SecretName::Kind kind)
{
    return keptMember(profile, kind);
}

void setKeptIn(Profile &profile, SecretName::Kind kind, bool kept)
{
    keptMember(profile, kind) = kept;
}
