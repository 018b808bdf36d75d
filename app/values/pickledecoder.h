#pragma once

#include "app/values/treebuilder.h"

/// A Python pickle of protocol 0 to 5 (CPython, Lib/pickletools.py describes each opcode; PEP 3154 and PEP 574). Its opcodes only build a
/// tree: no module is looked for, no class made, no function called. What a pickle would call is an Object with the function's or class's
/// name and what it would be given; only a few types of the standard library whose meaning is plain are shown as what they are.
[[nodiscard]] Decoded decodePickle(QByteArrayView bytes, const DecodeLimits &limits);
