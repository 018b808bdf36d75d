#include "app/itemedit/onelinejson.h"

#include "app/values/jsondecoder.h"

#include <limits>

namespace {

bool isWholeJson(QByteArrayView text)
{
    return !decodeJson(text, DecodeLimits()).fault;
}

QByteArray indentedJson(QByteArrayView json)
{
    return respacedJson(json, JsonSpacing::Indented, std::numeric_limits<qsizetype>::max());
}

} // namespace

OneLineJson OneLineJson::of(QByteArrayView json)
{
    OneLineJson as;
    if (isWholeJson(json) && indentedJson(json) != json)
        as.m_spacing = oneLineSpacing(json);
    return as;
}

QByteArray OneLineJson::shown(const QByteArray &text) const
{
    return m_spacing && isWholeJson(text) ? indentedJson(text) : text;
}

OneLineJson::Stored OneLineJson::stored(const QByteArray &text, qsizetype most) const
{
    if (!m_spacing)
        return {.form = Form::Whole, .bytes = text};
    const qsizetype mark = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
    const QByteArrayView json = QByteArrayView(text).sliced(mark);
    if (!isWholeJson(json))
        return {.form = Form::Broken, .bytes = text};
    const QByteArray line = respacedJson(json, *m_spacing, most);
    if (line.isEmpty())
        return {.form = Form::TooLarge};
    return {.form = Form::Whole, .bytes = text.first(mark) + line};
}
