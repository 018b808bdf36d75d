#include "app/keyspace/keypattern.h"

#include "app/commands/readabletext.h"
#include "app/keyspace/keyfilter.h"

std::optional<KeyGlob> keyPattern(const QString &text)
{
    const KeyFilter::Parsed parsed = KeyFilter::parse(QLatin1String("key=") + text);
    const auto *filter = std::get_if<KeyFilter>(&parsed);
    if (!filter || filter->terms().size() != 1)
        return std::nullopt;
    const KeyTerm &term = filter->terms().front();
    if (term.kind == KeyTerm::Kind::Glob)
        return term.glob;
    if (term.kind != KeyTerm::Kind::Exact)
        return std::nullopt;
    KeyGlob glob;
    glob.addLiteral(term.bytes);
    return glob;
}

QString patternAround(const QByteArray &key, const QByteArray &delimiters)
{
    qsizetype end = key.size();
    while (end > 0 && !delimiters.contains(key[end - 1]))
        --end;
    QByteArray readable;
    appendReadable(readable, end > 0 ? key.first(end) : key, QuoteEscapes::Escape);
    QString pattern;
    const QString letters = QString::fromUtf8(readable);
    for (const QChar letter : letters) {
        if (letter == QLatin1Char('*') || letter == QLatin1Char('?') || letter.isSpace())
            pattern += QLatin1Char('\\');
        pattern += letter;
    }
    return end > 0 ? pattern + QLatin1Char('*') : pattern;
}
