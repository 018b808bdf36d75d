#include "app/values/bytelook.h"
#include "app/values/recompression.h"
#include "app/values/valuechain.h"
#include "app/values/valuejson.h"
#include "app/values/valuesplice.h"
#include "app/values/valuewriting.h"

#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// A tree that a view can rely on: no cycle, ranges within the bytes, texts within what they are in.
void check(const ValueTree &tree, qsizetype size, const DecodeLimits &limits)
{
    qint32 seen = 0;
    for (qint32 node = tree.root(); node != ValueTree::none; node = tree.following(node, tree.root())) {
        require(++seen <= tree.nodeCount());
        require(tree.at(node).begin <= tree.at(node).end && tree.at(node).end <= quint32(size));
        require(tree.text(node).size() <= limits.greatestOutput);
    }
    require(jsonText(tree, tree.root(), JsonLayout::Indented, limits).size() <= 16 * limits.greatestOutput);
}

/// What goes back as it was is what was stored; a part that is changed is changed, or nothing is.
void checkWriting(const QByteArray &stored, const ValueReading &reading, const DecodeLimits &limits)
{
    constexpr qint32 mostTried = 8;
    require(writeValue(stored, reading, reading.bytes, limits).stored == stored);
    for (qint32 node = 0; node < std::min(mostTried, reading.value.tree.nodeCount()); ++node) {
        if (!whyNotSplicable(reading, node).isEmpty())
            continue;
        const SplicedValue spliced = splicedValue(reading, node, "1", limits);
        require(spliced.fault.isEmpty() != spliced.bytes.isEmpty());
    }
}

} // namespace

/// The first byte chooses: a serialization, a compression, or the whole chain with a library and its flags.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    constexpr int serializations = int(Serialization::Protobuf) + 1;
    constexpr int compressions = int(Compression::Lzf) + 1;
    if (size < 3)
        return 0;
    DecodeLimits limits;
    limits.greatestOutput = 1 << 20;
    limits.greatestNodes = 20'000;
    const int choice = bytes[0];
    const QByteArray input(reinterpret_cast<const char *>(bytes) + 3, qsizetype(size) - 3);
    if (choice < serializations) {
        check(deserialize(Serialization(choice), Primitive::None, input, limits).tree, input.size(), limits);
    } else if (choice < serializations + compressions) {
        const auto compression = Compression(choice - serializations);
        require(decompress(compression, input, limits).bytes.size() <= std::max<qsizetype>(limits.greatestOutput, input.size()));
        require(input.isEmpty() || decompress(compression, compressed(compression, input), limits).bytes == input);
    } else {
        const auto library = ClientLibrary(choice % int(clientLibraryNames.size()));
        // The highest bits of the flags, which no library has, choose an envelope, or none of them.
        ChosenSteps chosen;
        if (const int envelope = bytes[2] >> 5; envelope > 0 && envelope <= int(Envelope::DjangoSigned))
            chosen.envelope = EnvelopeStep{Envelope(envelope), {}, Certainty::Chosen, {}};
        const ValueReading reading = readValue(input, quint32(bytes[1]) | quint32(bytes[2]) << 8, library, limits, chosen);
        check(reading.value.tree, reading.bytes.size(), limits);
        checkWriting(input, reading, limits);
    }
    return 0;
}
