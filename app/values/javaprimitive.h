#pragma once

#include "app/values/bytereader.h"
#include "app/values/treebuilder.h"

/// Reads a Java value that is no object, by its type's letter, and adds it. `begin` is where it begins when that is before the value
/// itself.
qint32 addJavaPrimitive(TreeBuilder &builder, ByteReader &reader, char type, qsizetype begin = -1);
