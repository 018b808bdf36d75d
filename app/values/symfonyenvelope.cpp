// What Symfony puts around the values of its cache, where they have more to tell: symfony/cache, Adapter/AbstractAdapter.php (to 6.0, a
// list of one) and Traits/ValueWrapper.php (from 6.1, an object).

#include "app/values/envelope.h"

#include <QtEndian>

namespace {

constexpr quint32 never = 0x7fffffff;

std::optional<qint64> expiryOf(const char *packed, qint64 offset)
{
    const auto seconds = qFromLittleEndian<quint32>(packed);
    return seconds == never ? std::nullopt : std::optional((qint64(seconds) + offset) * 1000);
}

std::optional<qint64> costOf(qint64 milliseconds)
{
    return milliseconds > 0 ? std::optional(milliseconds) : std::nullopt;
}

/// A list of one, whose key is 9D, expiry, cost and 5F.
std::optional<EnvelopeFacts> listFacts(QByteArrayView key)
{
    constexpr qint64 offset = 1'527'506'807; // CacheItem::METADATA_EXPIRY_OFFSET
    if (key.size() != 10 || key[0] != '\x9d' || key[5] != '\0' || key[9] != '\x5f')
        return std::nullopt;
    return EnvelopeFacts{.expiry = expiryOf(key.data() + 1, offset), .cost = costOf(qFromBigEndian<quint32>(key.data() + 5))};
}

/// An object whose first key is expiry and cost, of which the latter is a number of 9 bits and how far to shift it.
std::optional<EnvelopeFacts> objectFacts(QByteArrayView key)
{
    constexpr qint64 offset = 1'648'206'727; // ©::EXPIRY_OFFSET
    if (key.size() != 6)
        return std::nullopt;
    const quint32 packed = qFromBigEndian<quint16>(key.data() + 4) & 0x7fffU;
    return EnvelopeFacts{.expiry = expiryOf(key.data(), offset), .cost = costOf((qint64(0x4000U | packed) << 16 >> (packed & 0x1fU)) - 1)};
}

} // namespace

std::optional<EnvelopeContent> symfonyContent(const ValueTree &tree)
{
    const ValueNode &root = tree.at(tree.root());
    const qint32 first = tree.firstMember(tree.root());
    if (first == ValueTree::none || tree.at(first).key == ValueTree::none || tree.at(first).type == ValueType::Reference)
        return std::nullopt;
    const QByteArrayView key = tree.text(tree.at(first).key);
    const bool isObject = root.type == ValueType::Object && tree.typeName(tree.root()) == "\xa9";
    std::optional<EnvelopeFacts> facts;
    if (isObject)
        facts = objectFacts(key);
    else if (root.type == ValueType::Map && root.memberCount == 1)
        facts = listFacts(key);
    if (!facts)
        return std::nullopt;
    for (qint32 tag = tree.at(first).next; tag != ValueTree::none; tag = tree.at(tag).next) {
        const qint32 name = tree.at(tag).key;
        if (name == ValueTree::none) // an object of somebody else's
            return std::nullopt;
        facts->tags.append(tree.text(name).toByteArray());
    }
    return EnvelopeContent{first, *facts, {}};
}
