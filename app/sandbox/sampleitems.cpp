#include "app/sandbox/sampleitems.h"

#include "app/sandbox/recordeditems.h"
#include "app/sandbox/samplefamilies.h"

namespace {

constexpr quint32 seed = 11211;

/// Where a source has come to.
struct Position
{
    QRandomGenerator random{seed};
    QList<Command> recorded = recordedItems();
    size_t family = 0;
    int number = 0;
    qsizetype recordedNumber = 0;

    SourceState next(SourcedCommand &sourced)
    {
        const std::span<const SampleFamily> families = sampleFamilies();
        sourced = {};
        if (family < families.size()) {
            const SampleFamily &current = families[family];
            sourced.command.opcode = Opcode::SetQ;
            sourced.command.key = current.prefix;
            current.fill(number++, random, sourced.command);
            if (number == current.count) {
                ++family;
                number = 0;
            }
            return SourceState::Next;
        }
        if (recordedNumber == recorded.size())
            return SourceState::End;
        sourced.command = recorded.at(recordedNumber++);
        return SourceState::Next;
    }
};

} // namespace

CommandSource SampleItems::source()
{
    return [position = Position()](SourcedCommand &sourced) mutable { return position.next(sourced); };
}

qsizetype SampleItems::count()
{
    qsizetype count = recordedItems().size();
    for (const SampleFamily &family : sampleFamilies())
        count += family.count;
    return count;
}
