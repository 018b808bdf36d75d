#pragma once

#include "app/values/serialization.h"
#include "app/values/valuejson.h"

#include <QByteArray>
#include <QFile>
#include <QList>

/// Bytes of a format with what they mean, as JSON: written by the format's own programs or by its specification, never by ours.
struct ValueSample
{
    QByteArray name;
    Serialization serialization = Serialization::Bytes;
    QByteArray bytes;
    QByteArray json;
};

/// All of a tree on one line.
inline QByteArray asJson(const ValueTree &tree)
{
    return jsonText(tree, tree.root(), JsonLayout::Compact, DecodeLimits());
}

/// Each line of the file is the serialization's name, a name, the bytes in hexadecimal and the JSON, between tabs.
inline QList<ValueSample> valueSamples()
{
    QFile file(QStringLiteral(TEST_DATA "/values/samples.tsv"));
    QList<ValueSample> samples;
    if (!file.open(QIODevice::ReadOnly))
        return samples;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> parts = line.split('\t');
        if (line.startsWith('#') || parts.size() != 4)
            continue;
        for (int form = 0; form <= int(Serialization::Protobuf); ++form) {
            if (serializationName(Serialization(form)) == QLatin1String(parts[0]))
                samples.append({parts[0] + ": " + parts[1], Serialization(form), QByteArray::fromHex(parts[2]), parts[3]});
        }
    }
    return samples;
}
