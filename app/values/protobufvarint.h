#pragma once

#include "app/values/bytereader.h"

#include <QByteArray>

/// A number in bytes of seven bits each, the lowest first (Protocol Buffers, "Encoding", base 128 varints). One that is longer than any
/// number is read as if the bytes ended in it.
[[nodiscard]] quint64 readVarint(ByteReader &reader);
[[nodiscard]] QByteArray writtenVarint(quint64 number);
