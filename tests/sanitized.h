#pragma once

/// Whether each access to memory is checked, which takes five to fifty times as long and keeps what was freed: what is large only for the
/// sake of its time or its memory is smaller then.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool isSanitized = true;
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer)
inline constexpr bool isSanitized = true;
#    else
inline constexpr bool isSanitized = false;
#    endif
#else
inline constexpr bool isSanitized = false;
#endif
