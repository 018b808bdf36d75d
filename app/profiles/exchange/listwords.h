#pragma once

#include <QStringList>

/// The entries of one line of a list of servers: blanks, commas and semicolons part them, a # ends the line. A quoted text behind a =
/// is one piece, other quotes around an entry are dropped, and what stands before the @ of a URL stays together.
[[nodiscard]] QStringList listWords(QStringView line);
