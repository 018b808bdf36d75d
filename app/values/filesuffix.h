#pragma once

#include "app/values/valuechain.h"

/// What the name of a file with the decompressed bytes ends in, for the programs that open it: json, txt, that of an image, or bin. Never
/// one that a program would run, or run something in.
[[nodiscard]] QString fileSuffix(const ValueReading &reading);
