#pragma once

#include "app/values/sharedreading.h"

#include <QCoreApplication>
#include <QString>

// What a part of a value says, as text for people. Of long texts at most `limit` bytes, with an ellipsis.

/// Its key, or its position where it has none.
[[nodiscard]] QString nodeName(const ValueTree &tree, qint32 node, qsizetype limit);
/// What it is; of a container how many members it has, of a reference where to.
[[nodiscard]] QString nodeValue(const ValueTree &tree, qint32 node, qsizetype limit);
/// Its type in words, or as its format names it.
[[nodiscard]] QString nodeType(const ValueTree &tree, qint32 node);
/// All that is to be said of it, up to a bound, on lines of their own.
[[nodiscard]] QString nodeToolTip(const ValueTree &tree, qint32 node);
/// "3 members".
[[nodiscard]] QString memberCountText(qint32 count);
/// Where a node is, for people.
[[nodiscard]] QString nodePath(const ValueTree &tree, qint32 node);
/// A time as in ISO 8601 in this computer's zone; empty: it is not one that a calendar reaches.
[[nodiscard]] QString localTime(QByteArrayView isoText);

/// A map, a list or an object with members, or an empty one.
[[nodiscard]] bool isContainer(const ValueTree &tree, qint32 node);
/// Whether it is reached from the root by members: keys and their parts are not.
[[nodiscard]] bool isMember(const ValueTree &tree, qint32 node);
