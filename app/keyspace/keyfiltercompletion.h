#pragma once

#include "app/commands/completion.h"

/// What can stand at `position` of the text of a KeyFilter (bytes from 0): the terms there are, and where one wants a number some that are
/// usual. Nothing within quotation marks and expressions, and where it would only be text to look for.
[[nodiscard]] Completions keyFilterCompletionsAt(QByteArrayView line, qsizetype position);
