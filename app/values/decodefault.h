#pragma once

#include <QCoreApplication>
#include <QString>

/// Why bytes could not be decoded, or not to their end: `kind` for decisions and tests, `offset` of the byte where it shows in what was
/// decoded, `text` one translated sentence with both in it, `what` the same without the place, for where that is said in another way.
struct DecodeFault
{
    Q_DECLARE_TR_FUNCTIONS(DecodeFault)

public:
    enum class Kind : quint8 {
        None,
        CutShort,  ///< the bytes end in the middle of something
        Malformed, ///< not of this format
        Trailing,  ///< more bytes follow what was decoded
        TooDeep,   ///< DecodeLimits
        TooMany,
        TooLarge,
        Cancelled,
        Command, ///< a person's own decoder failed; there is no byte where it shows
    };

    Kind kind = Kind::None;
    qsizetype offset = 0;
    QString text{};
    QString what{};

    explicit operator bool() const { return kind != Kind::None; }

    [[nodiscard]] static DecodeFault cutShort(qsizetype offset);
    /// `what` is a translated sentence without the place.
    [[nodiscard]] static DecodeFault malformed(qsizetype offset, const QString &what);
    [[nodiscard]] static DecodeFault trailing(qsizetype offset, qsizetype count);
    [[nodiscard]] static DecodeFault tooDeep(qsizetype offset, int depth);
    [[nodiscard]] static DecodeFault tooMany(qsizetype offset, int nodes);
    [[nodiscard]] static DecodeFault tooLarge(qsizetype offset, qsizetype output);
    [[nodiscard]] static DecodeFault stopped(qsizetype offset);
};
