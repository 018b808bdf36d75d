#pragma once

#include "app/values/envelope.h"

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

/// An item as a framework stored it, with what was put in as JSON and what the framework says of it. See tests/data/values/record.
struct EnvelopeSample
{
    QByteArray name;
    QByteArray key;
    quint32 flags = 0;
    QByteArray stored;
    QByteArray json;
    QJsonObject facts;
    Envelope envelope = Envelope::None;
};

inline QList<EnvelopeSample> envelopeSamples()
{
    QFile file(QStringLiteral(TEST_DATA "/values/envelopes.tsv"));
    QList<EnvelopeSample> samples;
    if (!file.open(QIODevice::ReadOnly))
        return samples;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> parts = line.split('\t');
        if (line.startsWith('#') || parts.size() != 6)
            continue;
        EnvelopeSample sample{
            parts[0], parts[1], parts[2].toUInt(), QByteArray::fromHex(parts[3]), parts[4], QJsonDocument::fromJson(parts[5]).object()};
        const QByteArray &framework = parts[0];
        // Symfony's is there only where it has something to tell: when an item that was computed ends, or its tags.
        const bool isTold = sample.key.endsWith("computed") || (sample.key.startsWith("sf64") && sample.key.endsWith("tagged"));
        if (framework == "rails-6.1")
            sample.envelope = Envelope::RailsEntry;
        else if (framework == "rails-7.0")
            sample.envelope = Envelope::Rails70;
        else if (framework == "rails-7.1")
            sample.envelope = Envelope::Rails71;
        else if (framework == "symfony" && isTold)
            sample.envelope = Envelope::SymfonyItem;
        else if (framework == "django" && sample.key.contains("signed"))
            sample.envelope = Envelope::DjangoSigned;
        samples.append(sample);
    }
    return samples;
}
