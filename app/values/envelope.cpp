#include "app/values/envelope.h"

#include "app/values/marshalnumber.h"

#include <limits>

std::optional<Wrapping> wrappingOf(Envelope envelope, QByteArrayView bytes)
{
    switch (envelope) {
    case Envelope::Rails70:
        return rails70Wrapping(bytes);
    case Envelope::Rails71:
        return rails71Wrapping(bytes);
    case Envelope::DjangoSigned:
        return djangoWrapping(bytes);
    case Envelope::None:
    case Envelope::RailsEntry:
    case Envelope::SymfonyItem:
        break;
    }
    return std::nullopt;
}

std::optional<EnvelopeContent> contentOf(Envelope envelope, const ValueTree &tree)
{
    if (tree.isEmpty())
        return std::nullopt;
    switch (envelope) {
    case Envelope::RailsEntry:
        return railsEntryContent(tree);
    case Envelope::Rails70:
        return rails70Content(tree);
    case Envelope::SymfonyItem:
        return symfonyContent(tree);
    case Envelope::None:
    case Envelope::Rails71:
    case Envelope::DjangoSigned:
        break;
    }
    return std::nullopt;
}

void narrowTo(ValueTree &tree, const EnvelopeContent &content)
{
    if (content.node == tree.root())
        tree.nullRoot();
    else
        tree.narrowTo(content.node);
}

std::optional<QByteArray> wrappedAgain(const Wrapping &wrapping, QByteArrayView bytes, QByteArrayView value)
{
    if (wrapping.form != Wrapping::Form::Raw)
        return std::nullopt;
    const qsizetype end = wrapping.begin + wrapping.size;
    if (wrapping.stringBegin < 0)
        return bytes.first(wrapping.begin).toByteArray() + value.toByteArray() + bytes.sliced(end).toByteArray();
    const qint64 before = marshalCount(bytes.sliced(wrapping.countBegin)).second;
    const qint64 count = before + value.size() - wrapping.size;
    if (count > std::numeric_limits<qint32>::max())
        return std::nullopt;
    return bytes.first(wrapping.countBegin).toByteArray() + marshalNumber(qint32(count))
        + bytes.sliced(wrapping.stringBegin, wrapping.begin - wrapping.stringBegin).toByteArray() + value.toByteArray()
        + bytes.sliced(end).toByteArray();
}

QString envelopeName(Envelope envelope)
{
    switch (envelope) {
    case Envelope::RailsEntry:
        return QCoreApplication::translate("Envelope", "Rails cache entry");
    case Envelope::Rails70:
        return QCoreApplication::translate("Envelope", "Rails 7.0 cache entry");
    case Envelope::Rails71:
        return QCoreApplication::translate("Envelope", "Rails 7.1 cache entry");
    case Envelope::SymfonyItem:
        return QCoreApplication::translate("Envelope", "Symfony cache item");
    case Envelope::DjangoSigned:
        return QCoreApplication::translate("Envelope", "Django signed value");
    case Envelope::None:
        break;
    }
    return QCoreApplication::translate("Envelope", "No envelope");
}
