#include "app/values/valuechain.h"

#include <QStringList>

#include <algorithm>
#include <span>

namespace {

using Form = Serialization;

/// What bits of a library's flags say: that `flags & mask` is `bits`.
struct FlagMeaning
{
    quint32 mask;
    quint32 bits;
    Serialization serialization;
    const char *word;
    Primitive primitive = Primitive::None;
};

struct FlagCompression
{
    quint32 mask;
    quint32 bits;
    Compression compression;
    qsizetype prefixSize = 0;
};

// Of each table the first row that fits is meant. They say what the libraries do themselves, as their sources have it and as values that
// they stored show.

// pylibmc, src/_pylibmcmodule.h (PYLIBMC_FLAG_…); what it calls an int is how it stores a bool.
constexpr FlagMeaning pylibmc[] = {
    {1, 1, Form::Pickle, "pickle"}, {2, 2, Form::Boolean, "bool"},  {4, 4, Form::Integer, "int"},
    {16, 16, Form::Text, "text"},   {~8U, 0, Form::Bytes, "bytes"},
};
// pymemcache/serde.py, python-memcached's memcache.py.
constexpr FlagMeaning python[] = {
    {1, 1, Form::Pickle, "pickle"}, {2, 2, Form::Integer, "int"},   {4, 4, Form::Integer, "long"},
    {16, 16, Form::Text, "text"},   {~8U, 0, Form::Bytes, "bytes"},
};
// python-binary-memcached, bmemcached/protocol.py: text and bytes the other way round.
constexpr FlagMeaning bmemcached[] = {
    {1, 1, Form::Pickle, "pickle"}, {2, 2, Form::Integer, "int"}, {4, 4, Form::Integer, "long"},
    {16, 16, Form::Bytes, "bytes"}, {~8U, 0, Form::Text, "text"},
};
// php-memcached, php_memcached.c (MEMC_VAL_IS_…); the upper 16 bits are the application's.
constexpr FlagMeaning phpMemcached[] = {
    {15, 0, Form::Bytes, "string"}, {15, 1, Form::Integer, "long"},        {15, 2, Form::Real, "double"},
    {15, 3, Form::Boolean, "bool"}, {15, 4, Form::Php, "serialized"},      {15, 5, Form::Igbinary, "igbinary"},
    {15, 6, Form::Json, "JSON"},    {15, 7, Form::MessagePack, "msgpack"},
};
// pecl memcache, memcache_pool.h (MMC_TYPE_…, MMC_SERIALIZED).
constexpr FlagMeaning peclMemcache[] = {
    {0xf00, 0x100, Form::Boolean, "bool"}, {0xf00, 0x300, Form::Integer, "long"}, {0xf00, 0x700, Form::Real, "double"},
    {1, 1, Form::Php, "serialized"},       {~2U, 0, Form::Bytes, "string"},
};
// Dalli, lib/dalli/protocol/value_serializer.rb; 1 is whatever serializer was set, so the bytes decide.
constexpr FlagMeaning dalli[] = {{4, 4, Form::Text, "text"}, {~2U, 0, Form::Bytes, "raw"}};
// spymemcached, SerializingTranscoder.java, which xmemcached's follows.
constexpr FlagMeaning spymemcached[] = {
    {0xff00, 0x100, Form::Boolean, "boolean"},
    {0xff00, 0x200, Form::BinaryNumber, "int", Primitive::ShortenedInt},
    {0xff00, 0x300, Form::BinaryNumber, "long", Primitive::ShortenedLong},
    {0xff00, 0x400, Form::BinaryNumber, "date", Primitive::ShortenedTime},
    {0xff00, 0x500, Form::BinaryNumber, "byte", Primitive::BigSigned},
    {0xff00, 0x600, Form::BinaryNumber, "float", Primitive::BigReal},
    {0xff00, 0x700, Form::BinaryNumber, "double", Primitive::BigReal},
    {0xff00, 0x800, Form::Bytes, "byte[]"},
    {1, 1, Form::Java, "serialized"},
    {~2U, 0, Form::Text, "string"},
};
// spymemcached, WhalinTranscoder.java.
constexpr FlagMeaning whalin[] = {
    {0x1, 0x1, Form::BinaryNumber, "byte", Primitive::BigSigned},
    {0x4, 0x4, Form::BinaryNumber, "int", Primitive::BigSigned},
    {0x8, 0x8, Form::Java, "serialized"},
    {0x10, 0x10, Form::BinaryNumber, "char", Primitive::BigCharacter},
    {0x20, 0x20, Form::Text, "string"},
    {0x40, 0x40, Form::Text, "StringBuffer"},
    {0x80, 0x80, Form::BinaryNumber, "float", Primitive::BigReal},
    {0x100, 0x100, Form::BinaryNumber, "short", Primitive::BigSigned},
    {0x200, 0x200, Form::BinaryNumber, "double", Primitive::BigReal},
    {0x400, 0x400, Form::BinaryNumber, "date", Primitive::BigTime},
    {0x800, 0x800, Form::Text, "StringBuilder"},
    {0x1000, 0x1000, Form::Bytes, "byte[]"},
    {0x2000, 0x2000, Form::BinaryNumber, "boolean", Primitive::Truth},
    {0x4000, 0x4000, Form::BinaryNumber, "long", Primitive::BigSigned},
};
// EnyimMemcached, DefaultTranscoder.cs: 0x100 and a System.TypeCode. Objects are left to the bytes.
constexpr FlagMeaning enyim[] = {
    {~0U, 0xfa52, Form::Bytes, "byte[]"},
    {~0U, 0x102, Form::BinaryNumber, "null", Primitive::Null},
    {~0U, 0x103, Form::BinaryNumber, "bool", Primitive::Truth},
    {~0U, 0x104, Form::BinaryNumber, "char", Primitive::LittleCharacter},
    {~0U, 0x105, Form::BinaryNumber, "sbyte", Primitive::LittleSigned},
    {~0U, 0x106, Form::BinaryNumber, "byte", Primitive::LittleUnsigned},
    {~0U, 0x107, Form::BinaryNumber, "short", Primitive::LittleSigned},
    {~0U, 0x108, Form::BinaryNumber, "ushort", Primitive::LittleUnsigned},
    {~0U, 0x109, Form::BinaryNumber, "int", Primitive::LittleSigned},
    {~0U, 0x10a, Form::BinaryNumber, "uint", Primitive::LittleUnsigned},
    {~0U, 0x10b, Form::BinaryNumber, "long", Primitive::LittleSigned},
    {~0U, 0x10c, Form::BinaryNumber, "ulong", Primitive::LittleUnsigned},
    {~0U, 0x10d, Form::BinaryNumber, "float", Primitive::LittleReal},
    {~0U, 0x10e, Form::BinaryNumber, "double", Primitive::LittleReal},
    {~0U, 0x110, Form::BinaryNumber, "DateTime", Primitive::DotNetTime},
    {~0U, 0x112, Form::Text, "string"},
    {~0U, 0, Form::Text, "string"},
};
constexpr FlagMeaning memjs[] = {{~0U, 0, Form::Bytes, "bytes"}};
// node-memcached, lib/memcached.js (FLAG_JSON, FLAG_BINARY, FLAG_NUMERIC).
constexpr FlagMeaning nodeMemcached[] = {
    {2, 2, Form::Json, "JSON"},
    {4, 4, Form::Bytes, "Buffer"},
    {8, 8, Form::Real, "number"},
    {~0U, 0, Form::Text, "string"},
};
// Cache::Memcached (F_STORABLE, F_COMPRESS) and ::Fast (F_UTF8).
constexpr FlagMeaning perl[] = {{1, 1, Form::Storable, "Storable"}, {4, 4, Form::Text, "text"}, {~2U, 0, Form::Bytes, "bytes"}};

constexpr FlagCompression pythonCompression[] = {{8, 8, Compression::Zlib}};
constexpr FlagCompression phpCompression[] = {
    {0x50, 0x50, Compression::FastLz, 4},
    {0x90, 0x90, Compression::Zstd, 4},
    {0x10, 0x10, Compression::Zlib, 4},
};
constexpr FlagCompression zlibCompression[] = {{2, 2, Compression::Zlib}};
constexpr FlagCompression gzipCompression[] = {{2, 2, Compression::Gzip}};

std::span<const FlagMeaning> meanings(ClientLibrary library)
{
    switch (library) {
    case ClientLibrary::Pylibmc:
        return pylibmc;
    case ClientLibrary::Pymemcache:
    case ClientLibrary::PythonMemcached:
        return python;
    case ClientLibrary::Bmemcached:
        return bmemcached;
    case ClientLibrary::PhpMemcached:
        return phpMemcached;
    case ClientLibrary::PeclMemcache:
        return peclMemcache;
    case ClientLibrary::Dalli:
    case ClientLibrary::Rails:
        return dalli;
    case ClientLibrary::Spymemcached:
    case ClientLibrary::Xmemcached:
        return spymemcached;
    case ClientLibrary::Whalin:
        return whalin;
    case ClientLibrary::Enyim:
        return enyim;
    case ClientLibrary::Memjs:
        return memjs;
    case ClientLibrary::NodeMemcached:
        return nodeMemcached;
    case ClientLibrary::PerlMemcached:
        return perl;
    case ClientLibrary::Unknown:
    case ClientLibrary::Gomemcache:
        break;
    }
    return {};
}

std::span<const FlagCompression> compressions(ClientLibrary library)
{
    switch (library) {
    case ClientLibrary::Pylibmc:
    case ClientLibrary::Pymemcache:
    case ClientLibrary::PythonMemcached:
    case ClientLibrary::Bmemcached:
        return pythonCompression;
    case ClientLibrary::PhpMemcached:
        return phpCompression;
    case ClientLibrary::PeclMemcache:
    case ClientLibrary::Dalli:
    case ClientLibrary::Rails:
        return zlibCompression;
    case ClientLibrary::Spymemcached:
    case ClientLibrary::Xmemcached:
    case ClientLibrary::Whalin:
    case ClientLibrary::PerlMemcached:
        return gzipCompression;
    default:
        return {};
    }
}

template <typename Row> const Row *fittingRow(std::span<const Row> rows, quint32 flags)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [flags](const Row &each) { return (flags & each.mask) == each.bits; });
    return row == rows.end() ? nullptr : &*row;
}

} // namespace

std::optional<CompressionStep> compressionByFlags(ClientLibrary library, quint32 flags)
{
    const std::span<const FlagCompression> rows = compressions(library);
    // Those that have no flag for it leave it to the application.
    if (rows.empty())
        return std::nullopt;
    const FlagCompression *row = fittingRow(rows, flags);
    const QString name = clientLibraryName(library);
    if (!row)
        return CompressionStep{
            .certainty = Certainty::Certain,
            .reason =
                QCoreApplication::translate("ValueChain", "%1 marks what it compresses, and these flags have no such mark.").arg(name)};
    return CompressionStep{row->compression, row->prefixSize, Certainty::Certain,
                           QCoreApplication::translate("ValueChain", "With %1, flags %2 mean %3.")
                               .arg(name, QString::number(flags), compressionName(row->compression))};
}

std::optional<SerializationStep> serializationByFlags(ClientLibrary library, quint32 flags)
{
    const FlagMeaning *row = fittingRow(meanings(library), flags);
    if (!row)
        return std::nullopt;
    return SerializationStep{row->serialization, row->primitive, Certainty::Certain,
                             QCoreApplication::translate("ValueChain", "With %1, flags %2 mean %3.")
                                 .arg(clientLibraryName(library), QString::number(flags), QLatin1String(row->word))};
}

QString flagWords(ClientLibrary library, quint32 flags)
{
    QStringList words;
    if (const FlagMeaning *row = fittingRow(meanings(library), flags))
        words.append(QLatin1String(row->word));
    if (const FlagCompression *row = fittingRow(compressions(library), flags))
        words.append(compressionName(row->compression));
    return words.join(QStringLiteral(", "));
}
