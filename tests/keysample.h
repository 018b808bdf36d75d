#pragma once

#include "connection/text/keysegment.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

/// Made keys of many kinds, as a cache in use has them: prefixes of several depths, sizes from a counter to half a megabyte, with and
/// without a TTL, read and never read, names that are not text. The same number gives the same key each time.
class KeySample
{
public:
    /// The server's clock at the listing.
    static constexpr qint64 now = 1'790'000'000;
    enum class Flags { Untold, Told };

    explicit KeySample(Flags flags = Flags::Untold)
        : m_flags(flags)
    {
    }

    [[nodiscard]] static QByteArray key(int number)
    {
        const quint64 chance = mixed(quint64(number));
        const QByteArray digits = QByteArray::number(number);
        const QByteArray hex = QByteArray::number(mixed(chance), 16).rightJustified(16, '0');
        switch (kindOf(number)) {
        case Kind::Session:
            return "session:" + hex + digits;
        case Kind::User:
            return "user:" + digits + (chance % 2 == 0 ? ":profile" : ":settings");
        case Kind::Page:
            return "page:/shop/" + QByteArray::number(chance % 97) + "/item-" + digits + ".html";
        case Kind::View:
            return ":1:views.decorators.cache.cache_page.." + hex + hex + '.' + digits;
        case Kind::Counter:
            return "counter:" + QByteArray::number(chance % 12) + ':' + digits;
        case Kind::Plain:
            return "Plain" + digits;
        case Kind::Binary:
            return QByteArray("\x00\xff\r\n ", 5) + QByteArray(reinterpret_cast<const char *>(&chance), 8) + digits;
        }
        return {};
    }

    [[nodiscard]] KeySegment::Fields fields(int number) const
    {
        const quint64 chance = mixed(quint64(number) ^ 0x5eed);
        KeySegment::Fields fields;
        fields.cas = quint64(number) + 1;
        const int doublings = int(chance % 12);
        fields.size = quint32(70 + (chance >> 8) % (64U << doublings));
        if (chance % 10'000 == 17)
            fields.size = 500'000;
        fields.slabClass = classOf(fields.size);
        fields.lastAccess = quint32(now - qint64((chance >> 20) % (1ULL << (5 + (chance >> 50) % 15))));
        const Kind kind = kindOf(number);
        if (kind == Kind::Session)
            fields.expiry = quint32(now + 1 + qint64((chance >> 30) % 3'600));
        else if (kind == Kind::Page || chance % 3 == 0)
            fields.expiry = quint32(now + 1 + qint64((chance >> 30) % (30 * 86'400)));
        fields.marks = (kind == Kind::Session ? chance % 8 == 0 : chance % 3 != 0) ? KeySegment::fetchedMark : 0;
        if (m_flags == Flags::Told) {
            fields.marks |= KeySegment::flagsMark;
            fields.flags = kind == Kind::User ? 4 : 0;
        }
        return fields;
    }

    /// Those with numbers from `begin` up to `end`, at most a full segment's.
    [[nodiscard]] KeySegment segment(int begin, int end) const
    {
        KeySegment made;
        for (int number = begin; number < end; ++number)
            append(made, key(number), fields(number));
        made.squeeze();
        return made;
    }

    static void append(KeySegment &segment, QByteArrayView key, const KeySegment::Fields &fields = {})
    {
        std::memcpy(segment.keySpace(), key.data(), size_t(key.size()));
        segment.append(key.size(), fields);
    }
    /// Keys of which nothing is known but their names.
    [[nodiscard]] static KeySegment segmentOf(const QList<QByteArray> &keys)
    {
        KeySegment made;
        for (const QByteArray &key : keys)
            append(made, key);
        made.squeeze();
        return made;
    }

    /// The least slab class of memcached's usual ones (chunks of 96 bytes, each class 1.25 times the one before) that holds `size`.
    [[nodiscard]] static quint8 classOf(quint32 size)
    {
        return quint8(std::lower_bound(chunkSizes.begin() + 1, chunkSizes.end() - 1, size) - chunkSizes.begin());
    }
    /// 0 for a class that there is not.
    [[nodiscard]] static quint32 chunkSize(quint8 slabClass) { return slabClass < chunkSizes.size() ? chunkSizes[slabClass] : 0; }

private:
    enum class Kind { Session, User, Page, View, Counter, Plain, Binary };

    static constexpr std::array<quint32, 40> chunkSizes = [] {
        std::array<quint32, 40> sizes{0, 96};
        for (size_t i = 2; i < 39; ++i)
            sizes[i] = (sizes[i - 1] * 5 / 4 + 7) / 8 * 8;
        sizes[39] = 524'288;
        return sizes;
    }();

    /// splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
    [[nodiscard]] static quint64 mixed(quint64 state)
    {
        state += 0x9e3779b97f4a7c15;
        state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
        state = (state ^ (state >> 27)) * 0x94d049bb133111eb;
        return state ^ (state >> 31);
    }
    [[nodiscard]] static Kind kindOf(int number)
    {
        const quint64 percent = mixed(quint64(number)) % 100;
        return percent < 38 ? Kind::Session
            : percent < 60  ? Kind::User
            : percent < 75  ? Kind::Page
            : percent < 85  ? Kind::View
            : percent < 95  ? Kind::Counter
            : percent < 98  ? Kind::Plain
                            : Kind::Binary;
    }

    Flags m_flags;
};
