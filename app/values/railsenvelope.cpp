// What Rails puts around the values of its cache: activesupport/lib/active_support/cache/entry.rb, coder.rb, serializer_with_fallback.rb.

#include "app/values/envelope.h"
#include "app/values/marshalnumber.h"

#include <QtEndian>

#include <bit>
#include <cmath>

namespace {

/// A time in seconds that somebody wrote, in milliseconds.
std::optional<qint64> timeOf(double seconds)
{
    constexpr double latest = 253'402'300'799; // the year 9999
    return seconds > 0 && seconds <= latest ? std::optional(qint64(std::llround(seconds * 1000))) : std::nullopt;
}

std::optional<double> numberOf(const ValueTree &tree, qint32 node)
{
    if (node == ValueTree::none || (tree.at(node).type != ValueType::Real && tree.at(node).type != ValueType::Integer))
        return std::nullopt;
    bool isNumber = false;
    const double number = tree.text(node).toByteArray().toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

qint32 memberOf(const ValueTree &tree, QByteArrayView name)
{
    for (qint32 member = tree.firstMember(tree.root()); member != ValueTree::none; member = tree.at(member).next) {
        if (const qint32 key = tree.at(member).key; key != ValueTree::none && tree.text(key) == name)
            return member;
    }
    return ValueTree::none;
}

/// The string in Marshal that begins there, as where what is in it has its size.
std::optional<Wrapping> stringAt(QByteArrayView bytes, qsizetype begin)
{
    if (begin < bytes.size() && bytes[begin] == 'I') // its encoding comes behind it
        ++begin;
    if (begin >= bytes.size() || bytes[begin] != '"')
        return std::nullopt;
    const auto [taken, count] = marshalCount(bytes.sliced(begin + 1));
    const qsizetype text = begin + 1 + taken;
    if (taken == 0 || count > bytes.size() - text)
        return std::nullopt;
    return Wrapping{.begin = text, .size = qsizetype(count), .stringBegin = text, .countBegin = begin + 1};
}

/// From Rails 7.0 on what is stored is a string, which Dalli writes in Marshal once more.
Wrapping withoutDalli(QByteArrayView bytes)
{
    if (bytes.startsWith("\x04\x08")) {
        if (const std::optional<Wrapping> string = stringAt(bytes, 2); string && string->begin + string->size == bytes.size())
            return *string;
    }
    return {.begin = 0, .size = bytes.size()};
}

void narrow(Wrapping &wrapping, qsizetype skipped)
{
    wrapping.begin += skipped;
    wrapping.size -= skipped;
}

} // namespace

std::optional<Wrapping> rails70Wrapping(QByteArrayView bytes)
{
    Wrapping wrapping = withoutDalli(bytes);
    const QByteArrayView marked = bytes.sliced(wrapping.begin, wrapping.size);
    const bool isPlain = marked.startsWith(QByteArrayView("\x00\x04\x08[", 4));
    const bool isCompressed = marked.startsWith(QByteArrayView("\x01\x78", 2));
    if (!isPlain && !isCompressed)
        return std::nullopt;
    narrow(wrapping, 1);
    wrapping.compression = isCompressed ? Compression::Zlib : Compression::None;
    wrapping.serialization = Serialization::Marshal;
    return wrapping;
}

std::optional<Wrapping> rails71Wrapping(QByteArrayView bytes)
{
    constexpr qsizetype headSize = 15;
    Wrapping wrapping = withoutDalli(bytes);
    const QByteArrayView packed = bytes.sliced(wrapping.begin, wrapping.size);
    if (packed.size() < headSize || !packed.startsWith(QByteArrayView("\x00\x11", 2)))
        return std::nullopt;
    const auto type = quint8(packed[2]);
    const auto expiry = std::bit_cast<double>(qFromLittleEndian<quint64>(packed.data() + 3));
    const auto versionSize = qFromLittleEndian<qint32>(packed.data() + 11);
    const int kind = type & 0x7f;
    if (kind < 1 || kind > 4 || !std::isfinite(expiry) || versionSize < -1 || versionSize > packed.size() - headSize)
        return std::nullopt;
    wrapping.facts.expiry = timeOf(expiry);
    if (versionSize > 0)
        wrapping.facts.version = packed.sliced(headSize, versionSize).toByteArray();
    narrow(wrapping, headSize + std::max(0, versionSize));
    wrapping.compression = (type & 0x80) != 0 ? Compression::Zlib : Compression::None;
    if (kind != 1)
        wrapping.serialization = kind == 3 ? Serialization::Bytes : Serialization::Text;
    wrapping.content = kind == 2 ? Wrapping::Content::Utf8 : kind == 4 ? Wrapping::Content::Ascii : Wrapping::Content::Any;
    return wrapping;
}

std::optional<EnvelopeContent> railsEntryContent(const ValueTree &tree)
{
    if (tree.at(tree.root()).type != ValueType::Object || tree.typeName(tree.root()) != "ActiveSupport::Cache::Entry")
        return std::nullopt;
    EnvelopeContent content;
    content.node = memberOf(tree, "@value");
    if (content.node == ValueTree::none)
        content.node = memberOf(tree, "@v"); // Rails 4
    if (content.node == ValueTree::none)
        return std::nullopt;
    const std::optional<double> made = numberOf(tree, memberOf(tree, "@created_at"));
    const std::optional<double> life = numberOf(tree, memberOf(tree, "@expires_in"));
    const std::optional<double> end = numberOf(tree, memberOf(tree, "@x"));
    content.facts.made = timeOf(made.value_or(0));
    content.facts.expiry = life ? timeOf(made.value_or(0) + *life) : timeOf(end.value_or(0));
    if (const qint32 version = memberOf(tree, "@version"); version != ValueTree::none && tree.at(version).type != ValueType::Null)
        content.facts.version = tree.text(version).toByteArray();
    const qint32 mark = memberOf(tree, "@compressed");
    if (mark != ValueTree::none && tree.text(mark) == "true") {
        content.wrapping = stringAt(tree.bytes(), tree.at(content.node).begin);
        if (!content.wrapping)
            return std::nullopt;
        content.wrapping->compression = Compression::Zlib;
        content.wrapping->serialization = Serialization::Marshal;
        content.wrapping->facts = content.facts;
    }
    return content;
}

std::optional<EnvelopeContent> rails70Content(const ValueTree &tree)
{
    const ValueNode &list = tree.at(tree.root());
    if (list.type != ValueType::List || list.memberCount > 3)
        return std::nullopt;
    EnvelopeContent content;
    if (list.memberCount == 0) { // what is null at the end is left out
        content.node = tree.root();
        return content;
    }
    content.node = tree.firstMember(tree.root());
    const qint32 expiry = tree.at(content.node).next;
    if (expiry == ValueTree::none)
        return content;
    content.facts.expiry = timeOf(numberOf(tree, expiry).value_or(0));
    if (!content.facts.expiry && tree.at(expiry).type != ValueType::Null)
        return std::nullopt;
    if (const qint32 version = tree.at(expiry).next; version != ValueTree::none)
        content.facts.version = tree.text(version).toByteArray();
    return content;
}
