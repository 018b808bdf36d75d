#pragma once

#include <chrono>
#include <optional>

/// When this process last read bytes of an answer from a socket. It is taken where Qt calls read().
[[nodiscard]] std::chrono::steady_clock::time_point lastSocketRead();
/// When it last read many of them at once: a large value comes so, whatever else is asked meanwhile.
[[nodiscard]] std::chrono::steady_clock::time_point lastLongRead();
/// When it first read the beginning of a list of keys from one (protocol.txt, "LRU_Crawler"), since forgetListedRead(); none: not yet.
[[nodiscard]] std::optional<std::chrono::steady_clock::time_point> firstListedRead();
void forgetListedRead();
