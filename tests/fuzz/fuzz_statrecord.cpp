#include "app/monitor/statrecord.h"

#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// What a body was read as is written as one that reads as the same.
void checkBody(const QByteArray &body)
{
    const std::optional<StatRecord> record = StatRecord::readBody(body);
    if (!record)
        return;
    require(record->history.fine().size() <= StatHistory::mostFine && record->history.minutes().size() <= StatHistory::mostMinutes);
    for (const qint64 end : {record->history.end(), record->history.begin() + 1}) {
        (void)record->history.stretches(record->history.begin(), end, 600);
        (void)record->history.sum(record->history.begin(), end);
    }
    const QByteArray written = record->body();
    const std::optional<StatRecord> again = StatRecord::readBody(written);
    require(again && again->body() == written);
}

} // namespace

/// Whatever is in a file of what was measured, it is read or refused with a sentence. The checksum keeps most of it out, so that it is
/// besides tried as the body of one.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(bytes), qsizetype(size));
    checkBody(input);
    const auto result = StatRecord::read(input, QStringLiteral("file"));
    if (const auto *error = std::get_if<Error>(&result))
        require(error->code != Error::Code::None && !error->text.isEmpty());
    return 0;
}
