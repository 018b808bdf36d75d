#pragma once

#include "app/values/serialization.h"
#include "app/values/valuetree.h"

#include <QByteArray>

/// Corrects the sizes that the parts around `node` say in the bytes, after the node itself was replaced by one that is longer by `grown`.
/// `tree` is of the bytes before that.
void correctEnclosingSizes(QByteArray &bytes, Serialization serialization, const ValueTree &tree, qint32 node, qsizetype grown);
