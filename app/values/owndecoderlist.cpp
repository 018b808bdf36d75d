#include "app/values/owndecoderlist.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>
#include <utility>

namespace {

struct OwnDecoderWords
{
    Q_DECLARE_TR_FUNCTIONS(OwnDecoder)
};

OwnDecoder ownDecoderOf(const QJsonObject &object)
{
    OwnDecoder decoder;
    decoder.name = object.value(QLatin1String("name")).toString();
    decoder.program = object.value(QLatin1String("program")).toString();
    const QJsonArray arguments = object.value(QLatin1String("arguments")).toArray();
    for (const QJsonValue &argument : arguments)
        decoder.arguments.append(argument.toString());
    if (object.value(QLatin1String("input")).toString() == QLatin1String("stored"))
        decoder.input = OwnDecoder::Input::Stored;
    const std::chrono::milliseconds limit(qint64(object.value(QLatin1String("milliseconds")).toDouble(OwnDecoder::usualLimit.count())));
    decoder.limit = std::clamp(limit, OwnDecoder::shortestLimit, OwnDecoder::longestLimit);
    return decoder;
}

QString quoted(const QString &word)
{
    const auto isPlain = [](QChar each) { return !each.isSpace() && each != u'"' && each != u'\'' && each != u'\\'; };
    if (!word.isEmpty() && std::all_of(word.cbegin(), word.cend(), isPlain))
        return word;
    if (!word.contains(u'\''))
        return u'\'' + word + u'\'';
    QString escaped = word;
    escaped.replace(QLatin1String("\\"), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return u'"' + escaped + u'"';
}

} // namespace

QByteArray ownDecodersText(const QList<OwnDecoder> &decoders)
{
    QJsonArray list;
    for (const OwnDecoder &decoder : decoders) {
        QJsonObject object{{QStringLiteral("name"), decoder.name},
                           {QStringLiteral("program"), decoder.program},
                           {QStringLiteral("arguments"), QJsonArray::fromStringList(decoder.arguments)},
                           {QStringLiteral("milliseconds"), double(decoder.limit.count())}};
        if (decoder.input == OwnDecoder::Input::Stored)
            object.insert(QStringLiteral("input"), QStringLiteral("stored"));
        list.append(object);
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

QList<OwnDecoder> ownDecodersOf(const QByteArray &text)
{
    QList<OwnDecoder> decoders;
    const QJsonArray list = QJsonDocument::fromJson(text).array();
    for (const QJsonValue &value : list) {
        const OwnDecoder decoder = ownDecoderOf(value.toObject());
        const bool isTwice =
            std::any_of(decoders.cbegin(), decoders.cend(), [&](const OwnDecoder &one) { return one.name == decoder.name; });
        if (whyNotSetUp(decoder).isEmpty() && !isTwice && decoders.size() < mostOwnDecoders)
            decoders.append(decoder);
    }
    return decoders;
}

QString commandLine(const OwnDecoder &decoder)
{
    QStringList words{quoted(decoder.program)};
    for (const QString &argument : decoder.arguments)
        words.append(quoted(argument));
    return decoder.program.isEmpty() ? QString() : words.join(QLatin1Char(' '));
}

void splitCommandLine(const QString &line, OwnDecoder &decoder)
{
    QStringList words;
    std::optional<QString> word; // none: between two
    QChar mark;                  // that holds the word together; null: none
    for (qsizetype at = 0; at < line.size(); ++at) {
        const QChar each = line.at(at);
        if (mark.isNull() && each.isSpace()) {
            if (word)
                words.append(*std::exchange(word, std::nullopt));
            continue;
        }
        if (!word)
            word.emplace();
        if (each == u'\\' && mark != u'\'' && at + 1 < line.size())
            word->append(line.at(++at));
        else if (each == mark)
            mark = QChar();
        else if (mark.isNull() && (each == u'"' || each == u'\''))
            mark = each;
        else
            word->append(each);
    }
    if (word)
        words.append(*word);
    decoder.program = words.isEmpty() ? QString() : words.takeFirst();
    decoder.arguments = words;
}

QString whyNotSetUp(const OwnDecoder &decoder)
{
    const QString name = decoder.name.trimmed();
    if (name.isEmpty() || name != decoder.name)
        return OwnDecoderWords::tr("The decoder has no name.");
    if (name.size() > OwnDecoder::longestName)
        return OwnDecoderWords::tr("The name is longer than %Ln characters.", nullptr, int(OwnDecoder::longestName));
    if (decoder.program.isEmpty())
        return OwnDecoderWords::tr("The decoder has no command.");
    // What is beside whatever folder the program was started in could be anybody's.
    if (decoder.program.contains(QLatin1Char('/')) && QDir::isRelativePath(decoder.program))
        return OwnDecoderWords::tr("A program with a path needs all of it, from the root on.");
    return {};
}
