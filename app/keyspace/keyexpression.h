#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QCoreApplication>
#include <QString>

#include <memory>

namespace re2 {
class RE2;
}

/// A regular expression over the bytes of keys, in the syntax of RE2 (its syntax.txt): the time it takes grows with the key and its memory
/// is bounded, whatever the expression. A dot is any byte, and a letter beyond ASCII the bytes of its UTF-8. A copy shares what was made,
/// and can be used in any thread; several at a time wait for each other.
class KeyExpression
{
    Q_DECLARE_TR_FUNCTIONS(KeyExpression)

public:
    enum class Case { Matters, Ignored };

    KeyExpression() = default;
    KeyExpression(const QByteArray &pattern, Case letters);

    /// What is wrong with the pattern, a translated sentence; empty: nothing.
    [[nodiscard]] QString errorText() const;
    /// The part of the pattern that is at fault; empty: all of it.
    [[nodiscard]] QByteArray errorPart() const;

    /// Whether it is found anywhere in `key`. Only without an error.
    [[nodiscard]] bool isIn(QByteArrayView key) const;

    /// The same made anew, so that another thread uses it undisturbed.
    [[nodiscard]] KeyExpression unshared() const;

private:
    std::shared_ptr<const re2::RE2> m_expression;
};
