#include "app/keyspace/keyexport.h"

KeyExport::KeyExport(QObject *parent)
    : FileWriting(parent)
{
}

void KeyExport::start(const QString &path, KeyWriter::Format format, const KeyListing &listing, const Indexes &indexes)
{
    begin(path, indexes ? qint64(indexes->size()) : listing.size(), [format, listing, indexes](Sink &sink) {
        const std::vector<int> all = indexes ? std::vector<int>() : listing.allIndexes();
        const std::vector<int> &chosen = indexes ? *indexes : all;
        const KeyWriter writer(format);
        QByteArray bytes;
        writer.writeHeader(bytes);
        size_t next = 0;
        do
            next = writer.write(bytes, listing, chosen, next, Sink::portion);
        while (sink.take(bytes, qint64(next)) && next < chosen.size());
    });
}
