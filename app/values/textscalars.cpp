// Scalars of the formats that are text: JSON (RFC 8259) and PHP's serialize().

#include "app/results/jsontext.h"
#include "app/values/scalarforms.h"

std::optional<QByteArray> encodedJson(ScalarEdit edit)
{
    if (edit.type == ValueType::Bytes)
        return std::nullopt;
    if (edit.type != ValueType::Text)
        return edit.text.toByteArray();
    QByteArray written;
    appendJsonString(written, edit.text);
    return written;
}

std::optional<QByteArray> encodedPhp(ScalarEdit edit)
{
    switch (edit.type) {
    case ValueType::Boolean:
        return QByteArray(edit.isTrue() ? "b:1;" : "b:0;");
    case ValueType::Integer:
        return edit.signedNumber() ? std::optional("i:" + edit.text.toByteArray() + ';') : std::nullopt;
    case ValueType::Real:
        return "d:" + edit.text.toByteArray() + ';';
    case ValueType::Text:
    case ValueType::Bytes:
        return "s:" + QByteArray::number(edit.text.size()) + ":\"" + edit.text.toByteArray() + "\";";
    default:
        return std::nullopt;
    }
}
