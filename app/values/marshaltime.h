#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// The 8 bytes of a Ruby Time (ruby, time.c, time_mdump()), in UTC as in ISO 8601; empty where they are none.
[[nodiscard]] QByteArray marshalTime(QByteArrayView bytes);
