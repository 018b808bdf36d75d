#include "app/values/bytelook.h"
#include "app/values/recompression.h"
#include "app/values/valuechain.h"
#include "app/values/valuejson.h"
#include "app/values/valuesplice.h"
#include "app/values/valuewriting.h"

#include <algorithm>
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

/// A text for a node: the bytes of the input lead to another one now and then.
QByteArray otherText(const ValueTree &tree, qint32 node, int choice)
{
    switch (tree.at(node).type) {
    case ValueType::Boolean:
        return tree.text(node) == "true" ? "false" : "true";
    case ValueType::Integer:
        return QByteArrayList{"1", "-1", "300", "70000", "-5000000000", "18446744073709551615"}.at(choice % 6);
    case ValueType::Real:
        return QByteArrayList{"0.5", "-1e300", "0.1"}.at(choice % 3);
    default:
        return QByteArrayList{"1", "", "\xc3\xa9\xf0\x9f\x98\x80", tree.text(node).toByteArray() + 'x', QByteArray(300, 'y')}.at(choice
                                                                                                                                 % 5);
    }
}

/// A part that is changed is changed and no other one, or nothing is.
void checkSplicing(const ValueReading &reading, int choice, const DecodeLimits &limits)
{
    constexpr qint32 mostTried = 8;
    const ValueTree &tree = reading.value.tree;
    const qint32 step = std::max(1, tree.nodeCount() / mostTried);
    for (qint32 node = 0; node < tree.nodeCount(); node += step) {
        if (!whyNotSplicable(reading, node).isEmpty())
            continue;
        const SplicedValue spliced = splicedValue(reading, node, otherText(tree, node, choice + node), limits);
        require(spliced.fault.isEmpty() || spliced.bytes.isEmpty());
        if (!spliced.fault.isEmpty())
            continue;
        const Decoded again = decodedLike(reading, spliced.bytes, limits);
        require(!again.fault && again.tree.nodeCount() == tree.nodeCount());
        for (qint32 other = 0; other < tree.nodeCount(); ++other) {
            const ValueNode &kept = tree.at(other);
            const bool isApart = kept.end <= tree.at(node).begin || kept.begin >= tree.at(node).end;
            require(!isApart || again.tree.stored(other) == tree.stored(other));
        }
    }
}

/// What goes back as it was is what was stored.
void checkWriting(const QByteArray &stored, const ValueReading &reading, const DecodeLimits &limits)
{
    require(writeValue(stored, reading, reading.bytes, limits).stored == stored);
    checkSplicing(reading, int(stored.size()), limits);
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
        const SerializationStep step{Serialization(choice), Primitive::None, Certainty::Chosen, {}};
        const ValueReading reading = readValue(input, 0, ClientLibrary::Unknown, limits, {CompressionStep{}, step});
        check(reading.value.tree, reading.bytes.size(), limits);
        checkSplicing(reading, bytes[1], limits);
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
