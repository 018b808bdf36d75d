#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

/// What a key tells by how frameworks make theirs: whose it is, and what it is the key of.
struct KeyForm
{
    enum class Framework : quint8 {
        None,
        Django,    ///< prefix:version:key, here with the usual prefix, which is empty (django/core/cache/backends/base.py)
        Laravel,   ///< laravel_cache:key, with the tags' hash between where it is tagged (Illuminate/Cache)
        WordPress, ///< prefix:group:key of the memcached drop-ins (object-cache.php)
    };

    Framework framework = Framework::None;
    QByteArray group{};   ///< WordPress
    QByteArray version{}; ///< Django
    bool isTagged = false;
    QByteArray name{}; ///< what the application calls it

    bool operator==(const KeyForm &) const = default;
};

/// Only what is told from others by itself.
[[nodiscard]] KeyForm keyForm(QByteArrayView key);
/// In words, as "Django: page, version 3"; empty: none.
[[nodiscard]] QString keyFormWords(const KeyForm &form);
