#include "app/values/bytelook.h"

#include "app/results/jsontext.h"

#include <QtEndian>

#include <algorithm>

namespace {

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/// As the beginnings are written of what serialize() makes: a:3:{ i:1; s:2:" N; b:1;
bool beginsLikePhp(QByteArrayView bytes)
{
    if (bytes == "N;")
        return true;
    if (bytes.size() < 4 || bytes[1] != ':' || QByteArrayView("aidsbOCE").indexOf(bytes[0]) < 0)
        return false;
    return isDigit(bytes[2]) || ((bytes[0] == 'i' || bytes[0] == 'd') && bytes[2] == '-') || bytes.startsWith("d:INF")
        || bytes.startsWith("d:NAN");
}

/// Protocols from 2 begin with their number, 0 and 1 with an opcode, and all end with a dot.
bool beginsLikePickle(QByteArrayView bytes)
{
    if (bytes.size() < 2 || bytes.back() != '.')
        return false;
    if (bytes[0] == '\x80')
        return quint8(bytes[1]) >= 2 && quint8(bytes[1]) <= 5;
    if (bytes == "N.")
        return true;
    return bytes.size() >= 4
        && (bytes.startsWith("(dp") || bytes.startsWith("(lp") || bytes.startsWith("(ip") || bytes.startsWith("ccopy_reg")
            || bytes.startsWith("c__builtin__") || bytes.startsWith("(i__main__") || bytes.startsWith("}q") || bytes.startsWith("]q")
            || ((bytes[0] == 'I' || bytes[0] == 'F' || bytes[0] == 'L' || bytes[0] == 'V' || bytes[0] == 'S') && bytes.contains('\n')));
}

bool beginsLikeStorable(QByteArrayView bytes)
{
    // Major version 2 in the high bits, network order in the lowest, minor versions to 12; frozen to a file it begins with pst0.
    if (bytes.startsWith("pst0"))
        return true;
    return bytes.size() >= 3 && (bytes[0] == 4 || bytes[0] == 5) && bytes[1] >= 4 && bytes[1] <= 12;
}

/// Windows likes to write it in front of text. It says nothing of what the text is.
QByteArrayView withoutUtf8Mark(QByteArrayView bytes)
{
    constexpr QByteArrayView mark = "\xef\xbb\xbf";
    return bytes.startsWith(mark) ? bytes.sliced(mark.size()) : bytes;
}

class ByteLooker
{
    Q_DECLARE_TR_FUNCTIONS(ByteLooker)

public:
    ByteLooker(QByteArrayView bytes, const DecodeLimits &limits)
        : m_bytes(bytes)
        , m_limits(limits)
    {
    }

    ByteLook look(LookFor wanted)
    {
        if (lookForMarks() || (wanted == LookFor::Anything && (lookForScalars() || lookForUnmarked())))
            return std::move(m_found);
        const bool readsAsText = wanted == LookFor::Anything && isText(m_bytes);
        m_found.step = {readsAsText ? Serialization::Text : Serialization::Bytes, Primitive::None, Certainty::Guess,
                        readsAsText ? tr("The bytes are UTF-8 and of no format that is known.")
                                    : tr("The bytes are of no format that is known.")};
        m_found.value = deserialize(m_found.step.serialization, Primitive::None, m_bytes, m_limits);
        return std::move(m_found);
    }

private:
    /// Kept if it decodes whole, or ends only at a limit.
    bool tryIt(Serialization serialization, Certainty certainty, const QString &reason)
    {
        m_found.value = deserialize(serialization, Primitive::None, m_bytes, m_limits);
        const DecodeFault::Kind fault = m_found.value.fault.kind;
        if (fault == DecodeFault::Kind::CutShort || fault == DecodeFault::Kind::Malformed || fault == DecodeFault::Kind::Trailing)
            return false;
        m_found.step = {serialization, Primitive::None, certainty, reason};
        return true;
    }

    bool tryMark(Serialization serialization)
    {
        return tryIt(serialization, Certainty::Likely,
                     tr("The bytes begin like %1 and decode whole.").arg(serializationName(serialization)));
    }

    bool lookForMarks()
    {
        const auto first = [this](QByteArrayView mark) { return m_bytes.startsWith(mark); };
        if (first(QByteArrayView("\xac\xed\x00\x05", 4)) && tryMark(Serialization::Java))
            return true;
        if ((first(QByteArrayView("\x00\x00\x00\x02", 4)) || first(QByteArrayView("\x00\x00\x00\x01", 4)))
            && tryMark(Serialization::Igbinary))
            return true;
        if (first("\x04\x08") && tryMark(Serialization::Marshal))
            return true;
        if (first("\xd9\xd9\xf7") && tryMark(Serialization::Cbor))
            return true;
        if (beginsLikePickle(m_bytes) && tryMark(Serialization::Pickle))
            return true;
        if (beginsLikePhp(m_bytes) && tryMark(Serialization::Php))
            return true;
        if (beginsLikeStorable(m_bytes) && tryMark(Serialization::Storable))
            return true;
        if (beginsLikeBson() && tryMark(Serialization::Bson))
            return true;
        const QByteArrayView behindMark = withoutUtf8Mark(m_bytes);
        const QByteArrayView text = behindMark.first(std::min<qsizetype>(behindMark.size(), 64)).trimmed();
        return (text.startsWith('{') || text.startsWith('[')) && tryMark(Serialization::Json);
    }

    /// Its own size and a zero at the end.
    bool beginsLikeBson() const
    {
        return m_bytes.size() >= 5 && m_bytes.back() == 0 && qFromLittleEndian<qint32>(m_bytes.data()) == m_bytes.size();
    }

    bool lookForScalars()
    {
        if (m_bytes.isEmpty())
            return tryIt(Serialization::Text, Certainty::Guess, tr("The value is empty."));
        const char first = m_bytes.front();
        if (m_bytes.size() < 400 && (isDigit(first) || first == '-')
            && (tryIt(Serialization::Integer, Certainty::Guess, tr("The bytes are a whole number in decimal."))
                || tryIt(Serialization::Real, Certainty::Guess, tr("The bytes are a number in decimal."))))
            return true;
        if (m_bytes == "true" || m_bytes == "false")
            return tryIt(Serialization::Boolean, Certainty::Guess, tr("The value is the word true or false."));
        const QByteArrayView text = withoutUtf8Mark(m_bytes);
        const bool isQuoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
        return (isQuoted || text == "null") && tryMark(Serialization::Json);
    }

    /// Formats in which many bytes mean something, where they have members and are not text as well.
    bool lookForUnmarked()
    {
        if (isText(m_bytes))
            return isSession() && tryMark(Serialization::PhpSession);
        const auto first = quint8(m_bytes.front());
        const QString reason = tr("The bytes decode whole as %1, which has no mark of its own.");
        const bool isPacked = (first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf);
        if (isPacked && tryIt(Serialization::MessagePack, Certainty::Guess, reason.arg(serializationName(Serialization::MessagePack))))
            return true;
        const bool isCbor = first >= 0x80 && first <= 0xdf;
        return isCbor && tryIt(Serialization::Cbor, Certainty::Guess, reason.arg(serializationName(Serialization::Cbor)));
    }

    bool isSession() const
    {
        const qsizetype name = m_bytes.indexOf('|');
        return name > 0 && name < 128 && beginsLikePhp(m_bytes.sliced(name + 1));
    }

    QByteArrayView m_bytes;
    const DecodeLimits &m_limits;
    ByteLook m_found;
};

} // namespace

ByteLook lookAtBytes(QByteArrayView bytes, LookFor wanted, const DecodeLimits &limits)
{
    return ByteLooker(bytes, limits).look(wanted);
}
