#pragma once

#include "ui/theme.h"

#include <QString>

class Connection;

/// Who is to answer before a page is connected.
enum class Awaited {
    Server,
    Keyring, ///< which may be locked; the connection has not been asked for anything yet
};

/// How the state of a connection is shown: in a picture, a colour and a few words.
struct ConnectionLook
{
    QString icon{};
    Tone tone = Tone::Muted;
    QString words{}; ///< without the address
};

[[nodiscard]] ConnectionLook lookOf(const Connection &connection, Awaited awaited = Awaited::Server);
