#pragma once

#include <QString>

#include <array>

/// The libraries that are known to write values in ways of their own, as Profile::clientLibrary names them.
enum class ClientLibrary : quint8 {
    Unknown,
    Pylibmc,
    Pymemcache,
    PythonMemcached,
    Bmemcached,
    PhpMemcached,
    PeclMemcache,
    Dalli,
    Rails,
    Spymemcached,
    Xmemcached,
    Whalin,
    Enyim,
    Gomemcache,
    Memjs,
    NodeMemcached,
    PerlMemcached,
};

inline constexpr std::array clientLibraryNames{
    "",      "pylibmc",        "pymemcache",           "python-memcached", "bmemcached", "php-memcached", "pecl memcache",
    "Dalli", "Rails",          "spymemcached",         "xmemcached",       "Whalin",     "Enyim",         "gomemcache",
    "memjs", "node-memcached", "Perl Cache::Memcached"};

/// Unknown for a name that is none of them.
[[nodiscard]] ClientLibrary clientLibrary(const QString &name);
[[nodiscard]] QString clientLibraryName(ClientLibrary library);
