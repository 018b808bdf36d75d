#pragma once

#include <QtGlobal>

/// So many bytes are freed between two calls of giveBackFreedMemory(): while memory is given back nobody can allocate, the window neither.
constexpr qint64 givenBackAtOnce = 16LL * 1024 * 1024;

/// Gives what was freed back to the system. To be called in the background: it takes milliseconds.
void giveBackFreedMemory();
