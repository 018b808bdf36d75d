#include "app/monitor/statwriting.h"

#include <limits>

StatWriting::StatWriting(QObject *parent)
    : FileWriting(parent)
{
}

void StatWriting::save(const QString &path, const StatRecord &record)
{
    begin(path, 1, [record](Sink &sink) {
        QByteArray bytes = record.bytes();
        (void)sink.take(bytes, 1);
    });
}

void StatWriting::writeText(const QString &path, StatFormat format, const StatHistory &history, qint64 from, qint64 to)
{
    constexpr size_t all = std::numeric_limits<int>::max();
    begin(path, qint64(history.minutes().size() + history.fine().size()), [=](Sink &sink) {
        QByteArray bytes = statHeader(format);
        qint64 written = 0;
        auto mark = history.marks().begin();
        const auto writeMarks = [&](qint64 before) {
            for (; mark != history.marks().end() && mark->time < before; ++mark) {
                if (mark->time >= from)
                    appendMark(bytes, format, *mark);
            }
        };
        const std::vector<StatStretch> stretches = history.stretches(from, to, all);
        for (const StatStretch &stretch : stretches) {
            writeMarks(stretch.end);
            appendStretch(bytes, format, stretch);
            ++written;
            if (bytes.size() >= Sink::portion && !sink.take(bytes, written))
                return;
        }
        writeMarks(to);
        (void)sink.take(bytes, written);
    });
}
