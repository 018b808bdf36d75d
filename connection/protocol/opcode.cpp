#include "connection/protocol/opcode.h"

namespace {

struct Twins
{
    Opcode loud;
    Opcode quiet;
};

constexpr std::array twins{
    Twins{Opcode::Get, Opcode::GetQ},
    Twins{Opcode::GetK, Opcode::GetKQ},
    Twins{Opcode::Gat, Opcode::GatQ},
    Twins{Opcode::GatK, Opcode::GatKQ},
    Twins{Opcode::Set, Opcode::SetQ},
    Twins{Opcode::Add, Opcode::AddQ},
    Twins{Opcode::Replace, Opcode::ReplaceQ},
    Twins{Opcode::Append, Opcode::AppendQ},
    Twins{Opcode::Prepend, Opcode::PrependQ},
    Twins{Opcode::Delete, Opcode::DeleteQ},
    Twins{Opcode::Increment, Opcode::IncrementQ},
    Twins{Opcode::Decrement, Opcode::DecrementQ},
    Twins{Opcode::Flush, Opcode::FlushQ},
    Twins{Opcode::Quit, Opcode::QuitQ},
};

QByteArray loudName(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Get:
        return QByteArrayLiteral("GET");
    case Opcode::Set:
        return QByteArrayLiteral("SET");
    case Opcode::Add:
        return QByteArrayLiteral("ADD");
    case Opcode::Replace:
        return QByteArrayLiteral("REPLACE");
    case Opcode::Delete:
        return QByteArrayLiteral("DELETE");
    case Opcode::Increment:
        return QByteArrayLiteral("INCREMENT");
    case Opcode::Decrement:
        return QByteArrayLiteral("DECREMENT");
    case Opcode::Quit:
        return QByteArrayLiteral("QUIT");
    case Opcode::Flush:
        return QByteArrayLiteral("FLUSH");
    case Opcode::Noop:
        return QByteArrayLiteral("NOOP");
    case Opcode::Version:
        return QByteArrayLiteral("VERSION");
    case Opcode::GetK:
        return QByteArrayLiteral("GETK");
    case Opcode::Append:
        return QByteArrayLiteral("APPEND");
    case Opcode::Prepend:
        return QByteArrayLiteral("PREPEND");
    case Opcode::Stat:
        return QByteArrayLiteral("STAT");
    case Opcode::Touch:
        return QByteArrayLiteral("TOUCH");
    case Opcode::Gat:
        return QByteArrayLiteral("GAT");
    case Opcode::GatK:
        return QByteArrayLiteral("GATK");
    case Opcode::SaslListMechanisms:
        return QByteArrayLiteral("SASL_LIST_MECHS");
    case Opcode::SaslStart:
        return QByteArrayLiteral("SASL_AUTH");
    case Opcode::SaslStep:
        return QByteArrayLiteral("SASL_STEP");
    default:
        return "0x" + QByteArray::number(uint(opcode), 16).rightJustified(2, '0');
    }
}

} // namespace

std::optional<Opcode> quietForm(Opcode opcode)
{
    for (const Twins &pair : twins) {
        if (pair.loud == opcode || pair.quiet == opcode)
            return pair.quiet;
    }
    return {};
}

Opcode loudForm(Opcode opcode)
{
    for (const Twins &pair : twins) {
        if (pair.quiet == opcode)
            return pair.loud;
    }
    return opcode;
}

QByteArray opcodeName(Opcode opcode)
{
    const Opcode loud = loudForm(opcode);
    return loud == opcode ? loudName(opcode) : loudName(loud) + 'Q';
}
