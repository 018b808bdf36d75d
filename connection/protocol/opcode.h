#pragma once

#include <QByteArray>

#include <array>
#include <initializer_list>
#include <optional>

/// The opcodes of the binary protocol that memcached knows (protocol-binary.txt, section 3.2). VERBOSITY is left out on
/// purpose: no server implements it, and 1.6 loses step after it.
enum class Opcode : quint8 {
    Get = 0x00,
    Set = 0x01,
    Add = 0x02,
    Replace = 0x03,
    Delete = 0x04,
    Increment = 0x05,
    Decrement = 0x06,
    Quit = 0x07,
    Flush = 0x08,
    GetQ = 0x09,
    Noop = 0x0a,
    Version = 0x0b,
    GetK = 0x0c,
    GetKQ = 0x0d,
    Append = 0x0e,
    Prepend = 0x0f,
    Stat = 0x10,
    SetQ = 0x11,
    AddQ = 0x12,
    ReplaceQ = 0x13,
    DeleteQ = 0x14,
    IncrementQ = 0x15,
    DecrementQ = 0x16,
    QuitQ = 0x17,
    FlushQ = 0x18,
    AppendQ = 0x19,
    PrependQ = 0x1a,
    Touch = 0x1c,
    Gat = 0x1d,
    GatQ = 0x1e,
    SaslListMechanisms = 0x20,
    SaslStart = 0x21,
    SaslStep = 0x22,
    GatK = 0x23,
    GatKQ = 0x24,
};

/// What the pipeline and the parser need to know of an opcode, as bits of one byte a code.
enum class OpcodeTrait : quint8 {
    Known = 0x01,
    Quiet = 0x02,    ///< says nothing in its ordinary case
    Read = 0x04,     ///< GET and GAT in all their forms: a hit has flags and a value
    Keyed = 0x08,    ///< a read whose answer repeats the key
    Store = 0x10,    ///< SET, ADD, REPLACE, APPEND, PREPEND in both forms
    Counter = 0x20,  ///< INCREMENT and DECREMENT in both forms
    WithKey = 0x40,  ///< needs a key of 1 to 250 bytes
    Expiring = 0x80, ///< the request's extras end in an expiry
};

/// The traits of each code, as a union of OpcodeTrait; 0 for a code that is not listed above.
inline constexpr std::array<quint8, 256> opcodeTraits = [] {
    std::array<quint8, 256> traits{};
    const auto set = [&traits](std::initializer_list<Opcode> opcodes, OpcodeTrait trait) {
        for (const Opcode opcode : opcodes)
            traits[size_t(opcode)] |= quint8(quint8(trait) | quint8(OpcodeTrait::Known));
    };
    using enum Opcode;
    set({Quit, Noop, Version, Stat, SaslListMechanisms, SaslStart, SaslStep}, OpcodeTrait::Known);
    set({GetQ, GetKQ, GatQ, GatKQ, SetQ, AddQ, ReplaceQ, AppendQ, PrependQ, DeleteQ, IncrementQ, DecrementQ, FlushQ, QuitQ},
        OpcodeTrait::Quiet);
    set({Get, GetQ, GetK, GetKQ, Gat, GatQ, GatK, GatKQ}, OpcodeTrait::Read);
    set({GetK, GetKQ, GatK, GatKQ}, OpcodeTrait::Keyed);
    set({Set, SetQ, Add, AddQ, Replace, ReplaceQ, Append, AppendQ, Prepend, PrependQ}, OpcodeTrait::Store);
    set({Increment, IncrementQ, Decrement, DecrementQ}, OpcodeTrait::Counter);
    set({Get,     GetQ,     GetK,   GetKQ,   Gat,     GatQ,     GatK,   GatKQ,   Touch,     Set,        SetQ,      Add,       AddQ,
         Replace, ReplaceQ, Append, AppendQ, Prepend, PrependQ, Delete, DeleteQ, Increment, IncrementQ, Decrement, DecrementQ},
        OpcodeTrait::WithKey);
    set({Set, SetQ, Add, AddQ, Replace, ReplaceQ, Increment, IncrementQ, Decrement, DecrementQ, Touch, Gat, GatQ, GatK, GatKQ, Flush,
         FlushQ},
        OpcodeTrait::Expiring);
    return traits;
}();

/// Whether `opcode` has `trait`. Never fails; an unknown code has none.
[[nodiscard]] constexpr bool has(Opcode opcode, OpcodeTrait trait)
{
    return (opcodeTraits[size_t(opcode)] & quint8(trait)) != 0;
}
[[nodiscard]] constexpr bool isQuiet(Opcode opcode)
{
    return has(opcode, OpcodeTrait::Quiet);
}

/// The quiet twin of a loud opcode, the opcode itself if it is quiet; empty where the protocol has none.
[[nodiscard]] std::optional<Opcode> quietForm(Opcode opcode);
/// The loud twin of a quiet opcode; the opcode itself if it is loud.
[[nodiscard]] Opcode loudForm(Opcode opcode);

/// The canonical name ("INCREMENTQ"), the protocol's own; "0xNN" for a code that is not listed.
[[nodiscard]] QByteArray opcodeName(Opcode opcode);
