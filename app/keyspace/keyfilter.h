#pragma once

#include "app/keyspace/keyexpression.h"
#include "app/keyspace/keyglob.h"

#include <QByteArray>
#include <QString>

#include <variant>
#include <vector>

/// What is wrong with the text of a filter.
struct KeyFilterError
{
    qsizetype position = 0; ///< in the text, from 0
    qsizetype length = 0;   ///< 0: at the end of the text
    QString text;           ///< what is wrong and what is expected: a translated sentence

    bool operator==(const KeyFilterError &) const = default;
};

/// One demand on a key.
struct KeyTerm
{
    enum class Kind {
        Text,       ///< `bytes` anywhere in the key; A to Z are taken for the same as a to z
        Prefix,     ///< the key begins with `bytes`
        Exact,      ///< the key is `bytes`
        Glob,       ///< `glob`
        Expression, ///< `expression`
        Size,       ///< bytes of the item, compared with `number`
        Ttl,        ///< seconds left; a key that never expires has none to compare
        Idle,       ///< seconds since the last access
        Cas,
        SlabClass,
        Flags,
        Read, ///< somebody has read it since it was stored
        NoTtl,
    };
    enum class Comparison { Less, LessOrEqual, Equal, NotEqual, GreaterOrEqual, Greater };

    Kind kind = Kind::Text;
    bool negated = false;
    QByteArray bytes = {};
    KeyGlob glob = {};
    KeyExpression expression = {};
    Comparison comparison = Comparison::Equal;
    quint64 number = 0;
};

/// Which keys are to be seen: a list of terms that must all hold. It is written as
///     session        anywhere in the key, in upper or lower case        "a b"          the same with blanks in it
///     user:*:name    the whole key, `*` for any bytes, `?` for one      /^a.+z$/       an expression, /…/i in upper or lower case
///     key:user:      keys that begin so                                 key=user:1     exactly this key
///     size>10k ttl<1h idle>=1d class=5 cas=7 flags!=0                   read unread nottl
/// with blanks between the terms, and `-` or `not` before what must not be. `\xNN` stands for a byte, and a backslash before anything that
/// would mean something else makes it stand for itself. What a server did not tell of a key is in no comparison.
class KeyFilter
{
public:
    using Parsed = std::variant<KeyFilter, KeyFilterError>;

    [[nodiscard]] static Parsed parse(const QString &text);

    [[nodiscard]] const std::vector<KeyTerm> &terms() const { return m_terms; }
    /// Whether it lets everything through.
    [[nodiscard]] bool isEmpty() const { return m_terms.empty(); }
    /// As it was typed.
    [[nodiscard]] const QString &text() const { return m_text; }

    /// The term that is read as: keys that begin with `prefix`.
    [[nodiscard]] static QString prefixTerm(QByteArrayView prefix);
    /// The term that is read as: exactly this key.
    [[nodiscard]] static QString exactTerm(QByteArrayView key);

private:
    std::vector<KeyTerm> m_terms;
    QString m_text;
};
