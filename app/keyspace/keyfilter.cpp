#include "app/keyspace/keyfilter.h"

#include "app/commands/readabletext.h"
#include "app/keyspace/keyfilterparser.h"

namespace {

QString quoted(QByteArrayView bytes)
{
    QByteArray out(1, '"');
    appendReadable(out, bytes, QuoteEscapes::Escape);
    return QString::fromUtf8(out) + QLatin1Char('"');
}

} // namespace

KeyFilter::Parsed KeyFilter::parse(const QString &text)
{
    KeyFilterParser parser(text);
    KeyFilter filter;
    if (!parser.parse(filter.m_terms))
        return parser.error();
    filter.m_text = text;
    return filter;
}

QString KeyFilter::prefixTerm(QByteArrayView prefix)
{
    return QLatin1String("key:") + quoted(prefix);
}

QString KeyFilter::exactTerm(QByteArrayView key)
{
    return QLatin1String("key=") + quoted(key);
}
