#pragma once

#include "ui/theme.h"

#include <QString>

class Connection;

/// How the state of a connection is shown: in a picture, a colour and a few words.
struct ConnectionLook
{
    QString icon{};
    Tone tone = Tone::Muted;
    QString words{}; ///< without the address
};

[[nodiscard]] ConnectionLook lookOf(const Connection &connection);
