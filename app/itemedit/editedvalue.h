#pragma once

#include "app/values/sharedreading.h"

#include <QByteArray>

/// A value that a person has changed and wants to be stored: what is to be, and what it was when they began.
struct EditedValue
{
    QByteArray key{};
    QByteArray stored{};     ///< the new bytes, encoded as `base` was
    QByteArray base{};       ///< the stored bytes that were read
    SharedReading reading{}; ///< how those were read; null: not at all, and then only stored bytes were changed
    QByteArray before{};     ///< decoded, of `base`
    QByteArray after{};      ///< decoded, of `stored`
    bool isGone = false;     ///< the server was found not to have the key any more
};
