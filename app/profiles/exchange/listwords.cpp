#include "app/profiles/exchange/listwords.h"

namespace {

bool isBlank(QChar character)
{
    return character.isSpace() || character.unicode() < 0x20;
}

bool isSeparator(QChar character)
{
    return isBlank(character) || character == u',' || character == u';';
}

bool isQuote(QChar character)
{
    return character == u'"' || character == u'\'';
}

/// Whether a quoted text begins at `at`, as in `--NAME="quoted"` or, in a program's source, `--NAME=\"quoted\"`.
bool isQuoteBehindEquals(QStringView line, qsizetype at)
{
    if (!isQuote(line[at]) || at == 0)
        return false;
    return line[at - 1] == u'=' || (at > 1 && line[at - 1] == u'\\' && line[at - 2] == u'=');
}

constexpr qsizetype longestUserInfo = 2048; ///< characters that are looked through for an @

/// Where the entry that begins at `start` ends. Nobody knows which signs a password holds: from the scheme of a URL to its last @ before
/// a blank or another URL, nothing parts.
qsizetype plainEnd(QStringView line, qsizetype start)
{
    const bool isOption = line.sliced(start).startsWith(u"--");
    qsizetype end = start;
    while (end < line.size() && !isSeparator(line[end]) && !(isOption && isQuoteBehindEquals(line, end)))
        ++end;
    const QStringView first = line.sliced(start, end - start);
    if (!first.contains(u"://"))
        return end;
    qsizetype blank = end;
    while (blank < line.size() && blank < end + longestUserInfo && !isBlank(line[blank]))
        ++blank;
    const qsizetype next = line.first(blank).indexOf(u"://", end);
    const qsizetype at = line.sliced(end, (next < 0 ? blank : next) - end).lastIndexOf(u'@');
    if (at < 0)
        return end;
    end += at;
    while (end < line.size() && !isSeparator(line[end]))
        ++end;
    return end;
}

} // namespace

QStringList listWords(QStringView line)
{
    QStringList words;
    qsizetype at = 0;
    while (at < line.size()) {
        if (isSeparator(line[at]) || isQuote(line[at])) {
            ++at;
            continue;
        }
        if (line[at] == u'#')
            break;
        qsizetype end = plainEnd(line, at);
        QStringView word = line.sliced(at, end - at);
        while (!word.isEmpty() && (isQuote(word.back()) || word.back() == u'\\'))
            word.chop(1);
        QString text = word.toString();
        if (end < line.size() && isQuote(line[end])) {
            const qsizetype close = line.indexOf(line[end], end + 1);
            QStringView inside = line.sliced(end + 1, (close < 0 ? line.size() : close) - end - 1);
            if (inside.endsWith(u'\\'))
                inside.chop(1);
            text += inside;
            end = close < 0 ? line.size() : close + 1;
        }
        if (!text.isEmpty())
            words.append(text);
        at = end;
    }
    return words;
}
