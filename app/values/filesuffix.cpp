#include "app/values/filesuffix.h"

QString fileSuffix(const ValueReading &reading)
{
    const QByteArray &bytes = reading.bytes;
    if (bytes.startsWith("\x89PNG\r\n"))
        return QStringLiteral("png");
    if (bytes.startsWith("\xff\xd8\xff"))
        return QStringLiteral("jpg");
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return QStringLiteral("gif");
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return QStringLiteral("webp");
    switch (reading.serialization.serialization) {
    case Serialization::Json:
        return QStringLiteral("json");
    case Serialization::Text:
    case Serialization::Integer:
    case Serialization::Real:
    case Serialization::Boolean:
    case Serialization::Php:
    case Serialization::PhpSession:
        return QStringLiteral("txt");
    default:
        return QStringLiteral("bin");
    }
}
