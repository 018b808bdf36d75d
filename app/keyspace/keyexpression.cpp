#include "app/keyspace/keyexpression.h"

#include <re2/re2.h>

namespace {

constexpr int64_t mostMemory = 8 << 20; // bytes, for the program and for what it finds out about it while it runs

RE2::Options options(KeyExpression::Case letters)
{
    RE2::Options options;
    options.set_encoding(RE2::Options::EncodingLatin1);
    options.set_max_mem(mostMemory);
    options.set_log_errors(false);
    options.set_dot_nl(true);
    options.set_case_sensitive(letters == KeyExpression::Case::Matters);
    return options;
}

} // namespace

KeyExpression::KeyExpression(const QByteArray &pattern, Case letters)
    : m_expression(std::make_shared<const RE2>(re2::StringPiece(pattern.data(), size_t(pattern.size())), options(letters)))
{
}

QString KeyExpression::errorText() const
{
    switch (m_expression->error_code()) {
    case RE2::NoError:
        return {};
    case RE2::ErrorMissingParen:
    case RE2::ErrorUnexpectedParen:
        return tr("A parenthesis of the expression has no partner.");
    case RE2::ErrorMissingBracket:
        return tr("The bracket [ of the expression is not closed.");
    case RE2::ErrorTrailingBackslash:
        return tr("The expression ends with a backslash. To look for one, write \\\\.");
    case RE2::ErrorRepeatArgument:
    case RE2::ErrorRepeatOp:
        return tr("There is nothing that could be repeated here.");
    case RE2::ErrorRepeatSize:
        return tr("The expression repeats something more often than the 1,000 times that it may.");
    case RE2::ErrorBadCharRange:
    case RE2::ErrorBadCharClass:
        return tr("There is no such range or class of characters.");
    case RE2::ErrorBadEscape:
        return tr("There is no such escape in an expression.");
    case RE2::ErrorBadPerlOp:
        return tr("Expressions have no such group: what looks ahead or back is left out, so that they always end soon.");
    case RE2::ErrorPatternTooLarge:
        return tr("The expression takes more memory than the 8 MB that it may.");
    case RE2::ErrorInternal:
    case RE2::ErrorBadUTF8:
    case RE2::ErrorBadNamedCapture:
        break;
    }
    return tr("The expression is not understood: %1.").arg(QString::fromStdString(m_expression->error()));
}

QByteArray KeyExpression::errorPart() const
{
    return QByteArray::fromStdString(m_expression->error_arg());
}

bool KeyExpression::isIn(QByteArrayView key) const
{
    const auto size = size_t(key.size());
    return m_expression->Match(re2::StringPiece(key.data(), size), 0, size, RE2::UNANCHORED, nullptr, 0);
}

KeyExpression KeyExpression::unshared() const
{
    KeyExpression copy;
    copy.m_expression = std::make_shared<const RE2>(m_expression->pattern(), m_expression->options());
    return copy;
}
