#include "ui/values/readingchoices.h"

#include "app/keyspace/keypattern.h"
#include "ui/keysettings.h"

namespace {

void explain(ChosenSteps &steps, const QString &reason)
{
    if (steps.compression) {
        steps.compression->certainty = Certainty::Chosen;
        steps.compression->reason = reason;
    }
    if (steps.envelope) {
        steps.envelope->certainty = Certainty::Chosen;
        steps.envelope->reason = reason;
    }
    if (steps.serialization) {
        steps.serialization->certainty = Certainty::Chosen;
        steps.serialization->reason = reason;
    }
}

} // namespace

ReadingChoices::ReadingChoices(KeySettings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
}

void ReadingChoices::setServer(const QString &place, ClientLibrary library, const QByteArray &delimiters)
{
    m_delimiters = delimiters;
    if (place == m_place && library == m_library)
        return;
    m_place = place;
    m_library = library;
    emit changed();
}

ReadingChoices::Choice ReadingChoices::choiceFor(const QByteArray &key) const
{
    Choice choice;
    const auto own = m_chosen.constFind({m_place, key});
    if (own != m_chosen.constEnd()) {
        choice.steps = *own;
        complete(choice.steps);
        explain(choice.steps, tr("You chose it for this key."));
        return choice;
    }
    const QList<RememberedSteps> remembered = m_place.isEmpty() ? QList<RememberedSteps>() : m_settings->rememberedSteps(m_place);
    for (const RememberedSteps &one : remembered) {
        const std::optional<KeyGlob> glob = keyPattern(one.pattern);
        if (!glob || !glob->matches(key))
            continue;
        choice.steps = chosenSteps(one.steps);
        complete(choice.steps);
        choice.pattern = one.pattern;
        explain(choice.steps, tr("You chose it for keys like %1.").arg(one.pattern));
        break;
    }
    return choice;
}

/// A decoder is kept by its name: what it runs is what is set up now.
void ReadingChoices::complete(ChosenSteps &steps) const
{
    if (!steps.envelope || steps.envelope->decoder.name.isEmpty())
        return;
    OwnDecoder found{.name = steps.envelope->decoder.name};
    const QList<OwnDecoder> decoders = ownDecoders();
    for (const OwnDecoder &decoder : decoders) {
        if (decoder.name == found.name)
            found = decoder;
    }
    steps.envelope->decoder = found;
}

QList<OwnDecoder> ReadingChoices::ownDecoders() const
{
    return m_settings->ownDecoders();
}

void ReadingChoices::choose(const QByteArray &key, const ChosenSteps &steps)
{
    if (m_chosen.size() >= mostKeys)
        m_chosen.clear();
    m_chosen.remove({m_place, key});
    // None is something to say only where something else is remembered.
    if (steps.compression || steps.envelope || steps.serialization || !choiceFor(key).isEmpty())
        m_chosen.insert({m_place, key}, steps);
    emit changed();
}

void ReadingChoices::remember(const QString &pattern, const QByteArray &key)
{
    const std::optional<KeyGlob> glob = keyPattern(pattern);
    if (!glob || m_place.isEmpty())
        return;
    QList<RememberedSteps> remembered = m_settings->rememberedSteps(m_place);
    remembered.removeIf([&pattern](const RememberedSteps &one) { return one.pattern == pattern; });
    remembered.prepend({pattern, chosenWords(choiceFor(key).steps)});
    m_settings->setRememberedSteps(m_place, remembered);
    m_chosen.removeIf([this, &glob](const auto &one) { return one.key().first == m_place && glob->matches(one.key().second); });
    emit changed();
}

void ReadingChoices::forget(const QString &pattern)
{
    QList<RememberedSteps> remembered = m_settings->rememberedSteps(m_place);
    remembered.removeIf([&pattern](const RememberedSteps &one) { return one.pattern == pattern; });
    m_settings->setRememberedSteps(m_place, remembered);
    emit changed();
}

QString ReadingChoices::patternFor(const QByteArray &key) const
{
    return patternAround(key, m_delimiters);
}

std::optional<ValueForm> ReadingChoices::formFor(Serialization serialization) const
{
    const auto form = m_forms.constFind(int(serialization));
    return form == m_forms.constEnd() ? std::nullopt : std::optional(*form);
}
