#pragma once

#include <QString>

struct ConnectionOptions;

/// By which what is kept of a server in files and settings is found again: its address and what it is reached through, as
/// ConnectionOptions::place(), but the same in every language.
[[nodiscard]] QString placeId(const ConnectionOptions &options);
