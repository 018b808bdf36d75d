#include "connection/responsematcher.h"
#include "tests/fuzz/conversation.h"

#include <fuzzer/FuzzedDataProvider.h>

namespace {

constexpr std::array askable{Opcode::Get,       Opcode::GetQ,       Opcode::GetK,      Opcode::GetKQ,  Opcode::Set,   Opcode::SetQ,
                             Opcode::Increment, Opcode::IncrementQ, Opcode::Stat,      Opcode::Noop,   Opcode::Touch, Opcode::QuitQ,
                             Opcode::Quit,      Opcode::DeleteQ,    Opcode::SaslStart, Opcode::Version};
constexpr std::array<quint16, 8> statuses{0, 0, 0, 1, 2, 0x20, 0x81, 0xff02};

/// An answer to `asked` that a server could give, mostly.
std::vector<char> answer(FuzzedDataProvider &input, const Conversation::Asked &asked)
{
    const quint16 status = statuses[input.ConsumeIntegralInRange<size_t>(0, statuses.size() - 1)];
    std::string value = input.ConsumeRandomLengthString(40);
    std::string key;
    std::string extras;
    if (asked.opcode == Opcode::Stat) {
        key = value.substr(0, value.size() / 2); // an empty one is the end
        value.erase(0, key.size());
    } else if (status == 0 && has(asked.opcode, OpcodeTrait::Read)) {
        extras = "\x01\x02\x03\x04";
        key = has(asked.opcode, OpcodeTrait::Keyed) ? "key" : "";
    } else if (status == 0 && has(asked.opcode, OpcodeTrait::Counter)) {
        value = isQuiet(asked.opcode) ? "" : "12345678";
    }
    return Conversation::packet(asked.opcode, status, asked.opaque, extras, key, value);
}

/// Answers or other bytes from the server, for the commands that wait.
std::vector<char> speech(FuzzedDataProvider &input, const Conversation &conversation)
{
    std::vector<char> bytes;
    switch (input.ConsumeIntegralInRange(0, 8)) {
    case 0: { // anything
        const std::string raw = input.ConsumeRandomLengthString(60);
        bytes.assign(raw.begin(), raw.end());
        break;
    }
    case 1: // one byte wrong
        if (const Conversation::Asked *asked = conversation.waiting(0)) {
            bytes = answer(input, *asked);
            bytes[input.ConsumeIntegralInRange<size_t>(0, bytes.size() - 1)] = input.ConsumeIntegral<char>();
        }
        break;
    case 2: // a command further on: what is quiet before it stayed silent
        if (const Conversation::Asked *asked = conversation.waiting(input.ConsumeIntegralInRange<size_t>(0, 7)))
            bytes = answer(input, *asked);
        break;
    case 3: // a long list of statistics
        if (const Conversation::Asked *asked = conversation.waiting(0); asked && asked->opcode == Opcode::Stat) {
            const std::string value(input.ConsumeIntegralInRange<size_t>(0, 200), 'v');
            for (size_t i = 0, count = input.ConsumeIntegralInRange<size_t>(1, 20); i < count; ++i) {
                const std::vector<char> next = Conversation::packet(Opcode::Stat, 0, asked->opaque, {}, "name", value);
                bytes.insert(bytes.end(), next.begin(), next.end());
            }
        }
        break;
    case 4: // several in a row
        for (size_t i = 0, count = input.ConsumeIntegralInRange<size_t>(1, 6); i < count; ++i) {
            if (const Conversation::Asked *asked = conversation.waiting(i)) {
                const std::vector<char> next = answer(input, *asked);
                bytes.insert(bytes.end(), next.begin(), next.end());
            }
        }
        break;
    default: // the next loud one, as a server does
        for (size_t i = 0; const Conversation::Asked *asked = conversation.waiting(i); ++i) {
            if (asked->sent && !isQuiet(asked->opcode)) {
                bytes = answer(input, *asked);
                break;
            }
        }
        break;
    }
    return bytes;
}

} // namespace

/// Whatever is asked and whatever comes: every command gets exactly one outcome, in order and of a kind that it can have, and the same ones
/// however the bytes are cut.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    FuzzedDataProvider input(bytes, size);
    const size_t slice = input.ConsumeIntegralInRange<size_t>(1, 60);
    const bool cleanEnd = input.ConsumeBool();
    const double part = input.ConsumeProbability<double>();
    Conversation whole(1 << 20);
    Conversation sliced(slice);
    const auto both = [&](auto step) {
        step(whole);
        step(sliced);
    };

    while (input.remaining_bytes() > 0 && whole.isGoingOn()) {
        const int kind = input.ConsumeIntegralInRange(0, 15);
        const size_t sink = input.ConsumeIntegralInRange<size_t>(0, Conversation::sinkCount);
        if (kind < 7) {
            const Opcode opcode = askable[input.ConsumeIntegralInRange<size_t>(0, askable.size() - 1)];
            const qsizetype length = 24 + input.ConsumeIntegralInRange<qsizetype>(0, 200);
            const bool mayDesync = input.ConsumeBool();
            both([&](Conversation &conversation) { conversation.ask(opcode, length, sink, mayDesync); });
        } else if (kind == 7) {
            both([&](Conversation &conversation) { conversation.refuse(Opcode::Set, sink); });
        } else if (kind == 8) {
            both([&](Conversation &conversation) { conversation.forget(sink); });
        } else if (kind == 9) {
            both([](Conversation &conversation) { conversation.collect(); });
        } else {
            const std::vector<char> said = speech(input, whole);
            const bool held = input.ConsumeIntegralInRange(0, 3) == 0; // the rest comes with the next ones
            both([&](Conversation &conversation) { conversation.hear(said, held); });
        }
    }
    both([&](Conversation &conversation) { conversation.end(cleanEnd, part); });
    both([](Conversation &conversation) { conversation.check(); });
    Conversation::require(whole.sameOutcomes(sliced));
    return 0;
}
