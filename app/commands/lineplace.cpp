#include "app/commands/lineplace.h"

#include "app/commands/wordreader.h"

#include <algorithm>

namespace {

struct Span
{
    qsizetype begin = 0;
    qsizetype end = 0;
    bool closed = true; ///< false: a quote is still open at the end of the line
};

/// Behind the closing quote of the one at `at`; -1 if there is none.
qsizetype behindQuote(QByteArrayView line, qsizetype at)
{
    const char quote = line[at];
    for (qsizetype i = at + 1; i < line.size(); ++i) {
        if (line[i] == quote)
            return i + 1;
        if (quote == '"' && line[i] == '\\')
            ++i;
    }
    return -1;
}

/// The word that begins at `begin`, whose value begins at `value` (behind the equals sign of an option), as far as a person means it.
Span wordSpan(QByteArrayView line, qsizetype begin, qsizetype value)
{
    const QByteArrayView rest = line.sliced(value);
    qsizetype quote = -1;
    if (rest.startsWith('"') || rest.startsWith('\''))
        quote = value;
    else if (rest.startsWith("file:\""))
        quote = value + 5;
    if (quote < 0)
        return {begin, blankFrom(line, value), true};
    const qsizetype behind = behindQuote(line, quote);
    return behind < 0 ? Span{begin, line.size(), false} : Span{begin, blankFrom(line, behind), true};
}

/// Walks through the words of a line until it has passed the place.
class Walk
{
public:
    Walk(QByteArrayView line, qsizetype position)
        : m_line(line)
        , m_position(position)
    {
        m_words.start(line);
        m_place.begin = m_place.end = position;
    }

    LinePlace find()
    {
        if (!toWord()) {
            if (!inComment())
                settle(LinePlace::Kind::Name, {m_position, m_position, true});
            return m_place;
        }
        const QByteArrayView name = m_words.ahead();
        const Span word{m_words.position(), m_words.position() + name.size(), true};
        if (m_position <= word.end) {
            // Before the name there is room for none but this one.
            settle(LinePlace::Kind::Name, m_position < word.begin ? Span{m_position, m_position, true} : word);
            return m_place;
        }
        m_syntax = findCommand(name);
        if (!m_syntax)
            return m_place;
        m_words.skip(name.size());
        walkArguments();
        m_place.taken = m_taken;
        m_place.syntax = m_place.kind == LinePlace::Kind::None ? nullptr : m_syntax;
        return m_place;
    }

private:
    bool toWord() { return m_words.toNextWord(); }
    bool inComment() const { return m_words.position() < m_line.size() && m_position > m_words.position(); }

    /// Whether the place is in `word` or in the blanks before it.
    bool reached(const Span &word) const { return m_position <= word.end; }

    void settle(LinePlace::Kind kind, Span word)
    {
        if (m_position < word.begin)
            word = {m_position, m_position, true};
        else if (!word.closed)
            word.end = m_position; // who knows where it was to end
        m_place.kind = kind;
        m_place.begin = word.begin;
        m_place.end = word.end;
        m_place.typed = m_line.sliced(word.begin, m_position - word.begin);
        m_settled = true;
    }

    void walkArguments()
    {
        for (const Argument argument : m_syntax->required) {
            if (argument == Argument::None)
                continue;
            if (!walkRequired(argument))
                return;
        }
        if (m_syntax->optional == Argument::Group)
            walkGroup();
        else
            walkRest();
    }

    /// Whether there is more behind the argument.
    bool walkRequired(Argument argument)
    {
        const bool there = toWord();
        const qsizetype begin = m_words.position();
        const Span word = there ? wordSpan(m_line, begin, begin) : Span{begin, begin, true};
        if (!m_settled && (there ? reached(word) : !inComment())) {
            m_place.argument = argument;
            settle(LinePlace::Kind::Argument, there ? word : Span{m_position, m_position, true});
            if (m_position < begin)
                return false; // what follows is this argument by now
        }
        if (there)
            m_words.skip(word.end - begin);
        return there;
    }

    void walkGroup()
    {
        const bool there = toWord();
        const qsizetype begin = std::min(m_words.position(), m_position);
        qsizetype end = m_position;
        while (toWord()) {
            const Span word = wordSpan(m_line, m_words.position(), m_words.position());
            m_words.skip(word.end - word.begin);
            if (m_position > word.begin)
                end = std::max(m_position, word.end);
        }
        if (inComment())
            return;
        m_place.argument = Argument::Group;
        settle(LinePlace::Kind::Argument, there ? Span{begin, end, true} : Span{m_position, m_position, true});
    }

    void walkRest()
    {
        bool positionalTaken = m_syntax->optional == Argument::None;
        while (toWord()) {
            const qsizetype begin = m_words.position();
            const QByteArrayView name = m_words.optionAhead();
            const qsizetype value = name.isEmpty() ? begin : begin + name.size() + 1;
            const Span word = wordSpan(m_line, begin, value);
            const bool here = !m_settled && reached(word);
            if (here && (name.isEmpty() || m_position < value))
                settle(LinePlace::Kind::Rest, word);
            else if (here)
                settleOption(name, {value, word.end, word.closed});
            if (!here || m_position < begin)
                take(name, positionalTaken);
            m_words.skip(word.end - begin);
        }
        if (!m_settled && !inComment())
            settle(LinePlace::Kind::Rest, {m_position, m_position, true});
        if (m_place.kind == LinePlace::Kind::Rest && !positionalTaken)
            m_place.argument = m_syntax->optional;
    }

    void settleOption(QByteArrayView name, const Span &value)
    {
        settle(LinePlace::Kind::OptionValue, value);
        const OptionSyntax *option = findOption(name);
        if (option && m_syntax->options.testFlag(option->option))
            m_place.option = option->option;
    }

    void take(QByteArrayView option, bool &positionalTaken)
    {
        if (option.isEmpty())
            positionalTaken = true;
        else if (const OptionSyntax *known = findOption(option))
            m_taken.setFlag(known->option);
    }

    QByteArrayView m_line;
    qsizetype m_position;
    WordReader m_words;
    const CommandSyntax *m_syntax = nullptr;
    CommandOptions m_taken;
    LinePlace m_place;
    bool m_settled = false;
};

} // namespace

LinePlace linePlace(QByteArrayView line, qsizetype position)
{
    return Walk(line, std::clamp<qsizetype>(position, 0, line.size())).find();
}

std::optional<QByteArray> unfinishedWord(QByteArrayView typed)
{
    if (typed.isEmpty())
        return QByteArray();
    WordReader reader;
    Word word;
    // As it stands; with its quote closed; without a half digit or escape at its end.
    const QByteArray text = typed.toByteArray();
    for (const QByteArray &attempt : {text, text + text.front(), text.chopped(1), text.chopped(1) + text.front()}) {
        reader.start(attempt);
        if (attempt.isEmpty() || !reader.atWord() || !reader.read(word) || word.end != attempt.size())
            continue;
        return word.form == WordForm::File ? std::optional<QByteArray>() : word.bytes.toByteArray();
    }
    return {};
}
