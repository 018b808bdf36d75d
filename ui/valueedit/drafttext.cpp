#include "ui/valueedit/drafttext.h"

#include "app/itemedit/valuedraft.h"
#include "app/values/readtext.h"
#include "app/values/valuesplice.h"
#include "app/values/valuewriting.h"
#include "ui/amounttext.h"
#include "ui/workbench/byteeditor.h"

namespace {

bool isAllText(Serialization serialization)
{
    switch (serialization) {
    case Serialization::Bytes:
    case Serialization::Text:
    case Serialization::Integer:
    case Serialization::Real:
    case Serialization::Json:
        return true;
    default:
        return false;
    }
}

bool hasOneText(const ValueReading &reading)
{
    const QByteArrayView text = readText(reading);
    return text.data() != reading.bytes.constData() || text.size() != reading.bytes.size();
}

} // namespace

DraftText draftText(const ValueDraft &draft, std::optional<TextEncoding> chosen)
{
    const SharedReading &base = draft.base().reading;
    DraftText source;
    if (base)
        source.fault = whyNotWritable(*base);
    if (!source.fault.isEmpty())
        return source;
    const std::optional<QByteArray> decoded = draft.decoded();
    if (!decoded) {
        source.fault = draft.whyNotDecoded();
        source.isWaiting = source.fault.isEmpty();
        return source;
    }
    if (decoded->size() > ValueDraft::mostBytes) {
        source.fault = DraftText::tr("Values over %1 cannot be changed as text.").arg(byteText(ValueDraft::mostBytes));
        return source;
    }
    const bool isAll = !base || isAllText(base->serialization.serialization);
    source.isWaiting = !isAll && !draft.reading();
    if (source.isWaiting)
        return source;
    source.isPart = !isAll && hasOneText(*draft.reading());
    if (source.isPart) {
        const ValueReading &reading = *draft.reading();
        const QByteArrayView text = readText(reading);
        source.fault = text.size() > DraftText::mostOfPart
            ? DraftText::tr("This text has over %1, which is too much to be changed alone.").arg(byteText(DraftText::mostOfPart))
            : whyNotSplicable(reading, reading.value.tree.root());
        source.text = EditableText::read(text, TextEncoding::Utf8);
    } else {
        source.text = EditableText::read(*decoded, chosen.value_or(guessTextEncoding(*decoded)));
    }
    if (source.fault.isEmpty())
        source.fault = source.text.fault;
    if (source.fault.isEmpty() && ByteEditor::overlongLine(source.text.text) != 0)
        source.fault =
            DraftText::tr("The text has a line of more than %1, which is too long for this editor.").arg(byteText(ByteEditor::longestLine));
    return source;
}
