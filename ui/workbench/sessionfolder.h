#pragma once

#include "ui/workbench/scriptsession.h"

/// The files of a session in its folder: `session.json` tells what scripts there are, `ID.text` is the text of one, as it is.

/// Makes it where it is missing, for its owner only; false: it cannot be.
[[nodiscard]] bool makeSessionFolder(const QString &folder);
/// Never fails: what cannot be read is left out and noted; a list that is damaged is set aside, and the texts come without their names.
[[nodiscard]] KeptScripts readSession(const QString &folder);
/// Writes the texts that are given, then the list, then takes away what no longer belongs to it.
[[nodiscard]] Error writeSession(const QString &folder, const KeptScripts &scripts);
/// Whether there is a script in it, or may be.
[[nodiscard]] bool holdsScripts(const QString &folder);
/// Takes away all of it but what was set aside; the folder too, if nothing else is in it.
void clearSession(const QString &folder);
