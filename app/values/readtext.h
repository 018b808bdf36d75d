#pragma once

#include "app/values/valuechain.h"

#include <QByteArrayView>

/// A value as text: of one that was decoded to a single part, such as a number or a text, what that says; else its decompressed bytes. It
/// lives as long as the reading.
[[nodiscard]] QByteArrayView readText(const ValueReading &reading);
