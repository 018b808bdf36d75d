#pragma once

#include "app/keyspace/keyfindings.h"

/// Which keys an analysis looked at.
enum class AnalysedKeys { All, Filtered };

/// What a finding means, as one sentence for people.
[[nodiscard]] QString findingSentence(const KeyFinding &finding, AnalysedKeys keys);
