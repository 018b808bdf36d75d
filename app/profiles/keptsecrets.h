#pragma once

#include "app/profiles/profile.h"
#include "app/profiles/secretstore.h"

/// Whether the keyring has it, as the profile says.
[[nodiscard]] bool keptIn(const Profile &profile, SecretName::Kind kind);
void setKeptIn(Profile &profile, SecretName::Kind kind, bool kept);
