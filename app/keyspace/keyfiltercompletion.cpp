#include "app/keyspace/keyfiltercompletion.h"

#include "app/commands/wordreader.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace {

struct Term
{
    const char *label;
    const char *insert;
    const char *help;
    Completion::Behind behind = Completion::Behind::More;
};
constexpr Term offeredTerms[] = {
    {"size>", "size>", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Larger items, as in size>10k")},
    {"size<", "size<", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Smaller items, as in size<512")},
    {"ttl<", "ttl<", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Expiring sooner, as in ttl<1h")},
    {"ttl>", "ttl>", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Expiring later, as in ttl>7d")},
    {"nottl", "nottl", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Never expiring"), Completion::Behind::Blank},
    {"idle>", "idle>", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Not used for longer, as in idle>1d")},
    {"idle<", "idle<", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Used lately, as in idle<5m")},
    {"unread", "unread", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Never read since it was stored"), Completion::Behind::Blank},
    {"read", "read", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Read since it was stored"), Completion::Behind::Blank},
    {"key:", "key:", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Keys that begin so, as in key:user:")},
    {"key=", "key=", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Exactly this key, as in key=user:1")},
    {"class=", "class=", QT_TRANSLATE_NOOP("KeyFilterCompletion", "In this slab class, as in class=5")},
    {"flags=", "flags=", QT_TRANSLATE_NOOP("KeyFilterCompletion", "With these flags, as in flags=0x10")},
    {"cas=", "cas=", QT_TRANSLATE_NOOP("KeyFilterCompletion", "With this CAS number, as in cas=7")},
    {"not", "not", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Not what comes next; a minus says the same, as in -unread"),
     Completion::Behind::Blank},
};
/// What has no name to begin with; seen only where nothing is written yet.
constexpr Term forms[] = {
    {"/…/", "/", QT_TRANSLATE_NOOP("KeyFilterCompletion", "A regular expression, as in /^user:[0-9]+$/")},
    {"\"…\"", "\"", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Text with blanks in it, as in \"a b\"")},
    {"* ?", "*", QT_TRANSLATE_NOOP("KeyFilterCompletion", "Any bytes and any one byte of the whole key, as in user:*:name")},
};

constexpr const char *sizes[] = {"1k", "10k", "100k", "1m"};
constexpr const char *times[] = {"1m", "1h", "1d", "7d"};
constexpr const char *sizeWords[] = {QT_TRANSLATE_NOOP("KeyFilterCompletion", "1 KiB"), QT_TRANSLATE_NOOP("KeyFilterCompletion", "10 KiB"),
                                     QT_TRANSLATE_NOOP("KeyFilterCompletion", "100 KiB"),
                                     QT_TRANSLATE_NOOP("KeyFilterCompletion", "1 MiB")};
constexpr const char *timeWords[] = {QT_TRANSLATE_NOOP("KeyFilterCompletion", "a minute"),
                                     QT_TRANSLATE_NOOP("KeyFilterCompletion", "an hour"), QT_TRANSLATE_NOOP("KeyFilterCompletion", "a day"),
                                     QT_TRANSLATE_NOOP("KeyFilterCompletion", "a week")};
static_assert(std::size(sizes) == std::size(sizeWords) && std::size(times) == std::size(timeWords));

struct KeyFilterCompletionWords
{
    Q_DECLARE_TR_FUNCTIONS(KeyFilterCompletion)
};

/// Where the term that begins at `begin` ends.
qsizetype termEnd(QByteArrayView line, qsizetype begin)
{
    const char closing = line[begin] == '/' || line[begin] == '"' ? line[begin] : '\0';
    for (qsizetype at = begin + 1; at < line.size(); ++at) {
        if (line[at] == '\\')
            ++at;
        else if (closing != '\0' ? line[at] == closing : isBlank(line[at]))
            return closing != '\0' ? at + 1 : at;
    }
    return line.size();
}

Completion completion(const Term &term)
{
    return {.kind = Completion::Kind::ValueForm,
            .label = QString::fromUtf8(term.label),
            .insert = term.insert,
            .help = KeyFilterCompletionWords::tr(term.help),
            .behind = term.behind};
}

void addNumbers(Completions &found, QByteArrayView typed, const char *const (&numbers)[4], const char *const (&words)[4])
{
    for (size_t i = 0; i < std::size(numbers); ++i) {
        if (QByteArrayView(numbers[i]).startsWith(typed)) {
            found.entries.append({.kind = Completion::Kind::OptionValue,
                                  .label = QString::fromLatin1(numbers[i]),
                                  .insert = numbers[i],
                                  .help = KeyFilterCompletionWords::tr(words[i]),
                                  .behind = Completion::Behind::Blank});
        }
    }
}

} // namespace

Completions keyFilterCompletionsAt(QByteArrayView line, qsizetype position)
{
    Completions found{.begin = position, .end = position, .entries = {}};
    qsizetype end = 0;
    for (qsizetype begin = 0; begin < line.size() && begin < position; begin = end) {
        if (isBlank(line[begin])) {
            end = begin + 1;
            continue;
        }
        end = termEnd(line, begin);
        if (position > end || (position == end && (line[begin] == '/' || line[begin] == '"') && end < line.size()))
            continue;
        while (begin < position && line[begin] == '-')
            ++begin;
        found.begin = begin;
        found.end = end;
        break;
    }
    const QByteArrayView typed = line.sliced(found.begin, position - found.begin);
    if (typed.startsWith('/') || typed.startsWith('"'))
        return {.begin = found.begin, .end = found.end, .entries = {}};
    const auto sign = std::ranges::find_if(typed, [](char byte) { return byte == '<' || byte == '>' || byte == '='; });
    if (sign != typed.end()) {
        const auto *const number = std::ranges::find_if(sign, typed.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
        const QByteArrayView name = typed.first(sign - typed.begin());
        found.begin += number - typed.begin();
        const QByteArrayView digits = typed.sliced(number - typed.begin());
        if (name == "size")
            addNumbers(found, digits, sizes, sizeWords);
        else if (name == "ttl" || name == "idle")
            addNumbers(found, digits, times, timeWords);
    } else {
        for (const Term &term : offeredTerms) {
            if (QByteArrayView(term.insert).startsWith(typed))
                found.entries.append(completion(term));
        }
        if (typed.isEmpty())
            std::ranges::transform(forms, std::back_inserter(found.entries), completion);
    }
    // The only entry is there already.
    if (found.entries.size() == 1 && found.entries.constFirst().insert == line.sliced(found.begin, found.end - found.begin))
        found.entries.clear();
    return found;
}
