#pragma once

#include "app/values/compression.h"
#include "app/values/serialization.h"

#include <QByteArray>
#include <QList>

#include <optional>

/// What a framework puts around a value, inside what is stored.
enum class Envelope : quint8 {
    None,
    RailsEntry,   ///< an ActiveSupport::Cache::Entry in Marshal, to Rails 6.1
    Rails70,      ///< a byte, then a list in Marshal: value, expiry, version
    Rails71,      ///< a signature, type, expiry, version, and the value
    SymfonyItem,  ///< a list of one, or an object, with expiry and cost packed into the key
    DjangoSigned, ///< django.core.signing: base64, time and signature
};

/// What an envelope says of its value.
struct EnvelopeFacts
{
    std::optional<qint64> expiry{}; ///< milliseconds since the epoch; none: it does not end by itself
    std::optional<qint64> made{};   ///< when it was made or signed, likewise
    std::optional<qint64> cost{};   ///< milliseconds that it took to make
    QByteArray version{};
    QList<QByteArray> tags{};

    bool operator==(const EnvelopeFacts &) const = default;
};

/// Where in bytes an envelope has its value, where that is bytes of its own.
struct Wrapping
{
    enum class Form : quint8 { Raw, Base64 };
    enum class Content : quint8 { Any, Utf8, Ascii };

    qsizetype begin = 0;
    qsizetype size = 0;
    Form form = Form::Raw;
    Compression compression = Compression::None; ///< of the value alone
    Content content = Content::Any;              ///< what it must be for what the envelope says
    qsizetype stringBegin = -1;                  ///< of the string in Marshal that the value is in; -1: in none
    qsizetype countBegin = -1;                   ///< and of what says how long that is
    std::optional<Serialization> serialization{};
    EnvelopeFacts facts{};
};

/// Where bytes are such an envelope by their look, and the value is bytes of its own. Whether the value is one, decoding it tells.
[[nodiscard]] std::optional<Wrapping> wrappingOf(Envelope envelope, QByteArrayView bytes);

/// What a decoded value is as an envelope.
struct EnvelopeContent
{
    qint32 node = ValueTree::none; ///< the value within; an empty list that is the root stands for null
    EnvelopeFacts facts{};
    std::optional<Wrapping> wrapping{}; ///< the value is other bytes, and this is where they are
};

/// Leaves of a tree what is in the envelope.
void narrowTo(ValueTree &tree, const EnvelopeContent &content);

/// Where a tree is such an envelope.
[[nodiscard]] std::optional<EnvelopeContent> contentOf(Envelope envelope, const ValueTree &tree);

/// The bytes with another value in the place of the one that they are around; what says how long it is changes with it. Nothing where it
/// cannot be done without the framework.
[[nodiscard]] std::optional<QByteArray> wrappedAgain(const Wrapping &wrapping, QByteArrayView bytes, QByteArrayView value);

/// As "Rails cache entry".
[[nodiscard]] QString envelopeName(Envelope envelope);

// What the frameworks' own are, for the functions above.
[[nodiscard]] std::optional<Wrapping> rails70Wrapping(QByteArrayView bytes);
[[nodiscard]] std::optional<Wrapping> rails71Wrapping(QByteArrayView bytes);
[[nodiscard]] std::optional<EnvelopeContent> railsEntryContent(const ValueTree &tree);
[[nodiscard]] std::optional<EnvelopeContent> rails70Content(const ValueTree &tree);
[[nodiscard]] std::optional<EnvelopeContent> symfonyContent(const ValueTree &tree);
[[nodiscard]] std::optional<Wrapping> djangoWrapping(QByteArrayView bytes);
