#include "app/commands/writtenkey.h"

#include "app/commands/wordreader.h"
#include "connection/protocol/command.h"

#include <QCoreApplication>

#include <climits>

namespace {

/// The sentences.
struct WrittenKey
{
    Q_DECLARE_TR_FUNCTIONS(WrittenKey)
};

Error invalid(const QString &text)
{
    return {Error::Code::Invalid, text};
}

} // namespace

std::variant<QByteArray, Error> writtenKey(QByteArrayView text)
{
    WordReader words;
    words.start(text);
    Word word;
    if (!words.toNextWord())
        return invalid(text.trimmed().isEmpty() ? WrittenKey::tr("Type a key.")
                                                : WrittenKey::tr("A key that begins with # is written in quotes."));
    if (!words.read(word))
        return invalid(words.error().text + QLatin1Char('.'));
    if (word.form == WordForm::File)
        return invalid(WrittenKey::tr("A key cannot be read from a file. One that begins with file: is written in quotes."));
    const QByteArray key = word.bytes.toByteArray();
    if (words.toNextWord())
        return invalid(WrittenKey::tr("A key with spaces in it is written in quotes: \"like this\"."));
    if (key.isEmpty())
        return invalid(WrittenKey::tr("A key cannot be empty."));
    if (key.size() > Command::longestKey)
        return invalid(WrittenKey::tr("This key has %Ln bytes, and memcached takes up to 250.", nullptr,
                                      int(std::min<qsizetype>(key.size(), INT_MAX))));
    return key;
}
