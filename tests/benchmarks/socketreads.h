#pragma once

#include <chrono>

/// When this process last read bytes of an answer from a socket. It is taken where Qt calls read().
[[nodiscard]] std::chrono::steady_clock::time_point lastSocketRead();
