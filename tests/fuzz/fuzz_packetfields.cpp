#include "app/wire/packetfields.h"

#include <cstdlib>
#include <memory>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// Each byte of a packet is in exactly one field, and those of the extras in one within them.
void checkFields(const WirePacket &packet, QByteArrayView bytes)
{
    qsizetype end = 0;
    qsizetype innerEnd = 0;
    for (const PacketField &field : fieldsOf(packet, bytes)) {
        require(!field.name.isEmpty() && field.available > 0 && field.available <= field.length);
        require(field.available == field.length || !field.fault.isEmpty() || field.isInner);
        require(field.offset == (field.isInner ? innerEnd : end));
        if (!field.isInner) {
            innerEnd = field.offset;
            end += field.available;
        } else {
            innerEnd += field.available;
            require(innerEnd <= end);
        }
    }
    require(end == packet.available);
}

} // namespace

/// Whatever the bytes are, they are taken apart to the last, and what is wrong is said.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *input, size_t size)
{
    // A copy of its own, so that a sanitizer sees the first byte read behind its end.
    const auto copy = std::make_unique<char[]>(size);
    std::copy(input, input + size, copy.get());
    const QByteArrayView bytes(copy.get(), qsizetype(size));
    qsizetype end = 0;
    for (const WirePacket &packet : packetsIn(bytes)) {
        require(packet.offset == end && packet.available > 0 && packet.available <= packet.length());
        require(faultText(packet, bytes).isEmpty() == (packet.fault == WirePacket::Fault::None));
        checkFields(packet, bytes);
        end += packet.available;
    }
    require(end == bytes.size());
    return 0;
}
