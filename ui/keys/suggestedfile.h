#pragma once

#include <QString>

/// Where a file about a server would be written: a path in the working folder, named for the server and the day, with this `suffix`.
[[nodiscard]] QString suggestedFile(const QString &server, const QString &suffix);
