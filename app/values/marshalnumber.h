#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <utility>

/// A whole number as Ruby's Marshal writes it (marshal.c, w_long()): around zero in one byte, others behind the count of theirs, which is
/// negative with them.
[[nodiscard]] QByteArray marshalNumber(qint32 number);
/// One that is not negative, at the beginning of the bytes: how many it takes (0: there is none), and the number.
[[nodiscard]] std::pair<qsizetype, qint64> marshalCount(QByteArrayView bytes);
