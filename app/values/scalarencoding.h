#pragma once

#include "app/values/serialization.h"

#include <QByteArray>

#include <optional>

/// What a scalar of a value would be in its format with another text: the same type, and as `tree` has it now (its size of numbers, its
/// kind of text) where the format has several. `text` is as ValueNode has it: decimal, true or false, or bytes. Nothing where that format
/// cannot be written, or this text not in it.
[[nodiscard]] std::optional<QByteArray> encodedScalar(Serialization serialization, Primitive primitive, const ValueTree &tree, qint32 node,
                                                      QByteArrayView text);
