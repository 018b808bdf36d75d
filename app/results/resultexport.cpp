#include "app/results/resultexport.h"

ResultExport::ResultExport(QObject *parent)
    : FileWriting(parent)
{
}

void ResultExport::start(const QString &path, ResultWriter::Format format, const RunResults &results,
                         const std::optional<std::vector<int>> &rows)
{
    const int count = rows ? int(rows->size()) : results.size();
    begin(path, count, [format, results, rows, count](Sink &sink) {
        ResultWriter writer(format);
        ResultCursor cursor(results);
        QByteArray bytes;
        writer.writeHeader(bytes);
        bool wanted = true;
        for (int i = 0; i < count && wanted; ++i) {
            cursor.moveTo(rows ? (*rows)[size_t(i)] : i);
            (void)writer.write(bytes, cursor.segment(), cursor.index(), bytes.size() + 1);
            wanted = bytes.size() < Sink::portion || sink.take(bytes, i + 1);
        }
        if (wanted)
            (void)sink.take(bytes, count);
    });
}
