#pragma once

#include "app/values/owndecoder.h"

#include <QByteArray>
#include <QList>

/// Decoders of a person's own as they are kept: JSON.
[[nodiscard]] QByteArray ownDecodersText(const QList<OwnDecoder> &decoders);
/// Those of a text, which may be anything: what is not one is left out.
[[nodiscard]] QList<OwnDecoder> ownDecodersOf(const QByteArray &text);
constexpr qsizetype mostOwnDecoders = 100;

/// Program and arguments on one line, as splitCommandLine() takes them apart.
[[nodiscard]] QString commandLine(const OwnDecoder &decoder);
/// Puts program and arguments of a line in: words parted by blanks; "…" and '…' hold a word together, and a backslash takes what follows as
/// it is, but between '…'. As in a shell, but no shell has a say in it.
void splitCommandLine(const QString &line, OwnDecoder &decoder);

/// Why this cannot be one; empty: it can. A translated sentence.
[[nodiscard]] QString whyNotSetUp(const OwnDecoder &decoder);
