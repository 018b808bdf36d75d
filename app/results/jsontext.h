#pragma once

#include "connection/outcome.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

/// Whether `bytes` are UTF-8 that decodes back to the same bytes: then they can stand in a JSON string.
[[nodiscard]] bool isText(QByteArrayView bytes);
[[nodiscard]] bool areText(const QList<Statistic> &statistics);

/// Appends `text`, which isText(), as a JSON string with its quotes (RFC 8259).
void appendJsonString(QByteArray &out, QByteArrayView text);
/// Appends a JSON object in the given order; a name that comes twice is there twice.
void appendJsonObject(QByteArray &out, const QList<Statistic> &statistics);
/// The same with every name and every value in Base64.
void appendJsonObjectInBase64(QByteArray &out, const QList<Statistic> &statistics);
/// Appends in standard Base64, padded (RFC 4648).
void appendBase64(QByteArray &out, QByteArrayView bytes);
