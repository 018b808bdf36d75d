#pragma once

#include <QByteArray>

/// Appends a field of a line of CSV, in quotes where RFC 4180 demands them. One without bytes is quoted too: without quotes there is none.
void appendCsvField(QByteArray &out, QByteArrayView text);
