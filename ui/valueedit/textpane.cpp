#include "ui/valueedit/textpane.h"

#include "app/values/readtext.h"
#include "app/values/valuesplice.h"
#include "ui/amounttext.h"
#include "ui/elidedlabel.h"
#include "ui/fittingscroll.h"
#include "ui/hintpage.h"
#include "ui/workbench/findbar.h"
#include "ui/wraplayout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr qsizetype quickText = 256 * 1024; // bytes that take no time

qsizetype longestLineOf(QByteArrayView text)
{
    qsizetype longest = 0;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype found = text.indexOf('\n', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        longest = std::max(longest, end - begin);
        begin = end + 1;
    }
    return longest;
}

} // namespace

TextPane::TextPane(const QString &name, Language language, ValueDraft *draft, QWidget *parent)
    : DraftPane(draft, parent)
    , m_language(language)
    , m_pages(new QStackedWidget(this))
    , m_hint(new HintPage(QStringLiteral("pencil"), tr("Not as text"), {}))
    , m_content(new QWidget)
    , m_edit(new ValueTextEdit(language))
    , m_find(new FindBar(m_edit))
    , m_encoding(new QComboBox)
    , m_place(new ElidedLabel)
    , m_view(new QCheckBox(tr("Show indented, store on one line"), this))
{
    m_hint->setObjectName(name + QStringLiteral("Hint"));
    m_edit->setObjectName(name);
    m_edit->setAccessibleName(language == Language::Json ? tr("JSON to be changed") : tr("Text to be changed"));
    // Several searches stand in one window.
    const QList<QWidget *> ofSearch = m_find->findChildren<QWidget *>();
    m_find->setObjectName(name + QStringLiteral("FindBar"));
    for (QWidget *part : ofSearch) {
        if (!part->objectName().isEmpty() && !part->objectName().startsWith(QLatin1String("qt_")))
            part->setObjectName(name + QLatin1Char('_') + part->objectName());
    }
    setUp(m_indent, "Indent", tr("Indent"), tr("Puts each member on a line of its own. Texts, digits and order stay as they are."));
    setUp(m_compact, "Compact", tr("Compact"), tr("Takes the blanks and line ends between members away. All else stays as it is."));
    setUp(m_indentLong, "IndentLong", tr("Indent, to change it here"), m_indent.statusTip());
    m_hint->offer(&m_indentLong, HintPage::Offered::WhenEnabled);
    layOut(name);
    setFocusProxy(m_edit);
    m_pause.setSingleShot(true);

    connect(m_edit, &ByteEditor::edited, this, &TextPane::follow);
    connect(m_edit, &ByteEditor::selectionChanged, this, &TextPane::showPlace);
    connect(m_edit, &ByteEditor::refused, this,
            [this] { emit told(tr("A line of more than %1 is too long for this editor.").arg(byteText(ByteEditor::longestLine))); });
    connect(&m_pause, &QTimer::timeout, this, [this] { emit faultChanged(flush()); });
    connect(m_find->scriptSearch(), &ScriptSearch::replacingEnded, this, [this] { m_pause.start(0ms); });
    connect(m_encoding, &QComboBox::activated, this, &TextPane::changeEncoding);
    connect(draft, &ValueDraft::readingChanged, this, &TextPane::take);
    connect(&m_indent, &QAction::triggered, this, [this] { respace(JsonSpacing::Indented); });
    connect(&m_compact, &QAction::triggered, this, [this] { respace(JsonSpacing::Compact); });
    connect(&m_indentLong, &QAction::triggered, this, [this] { respace(JsonSpacing::Indented); });
    connect(m_view, &QCheckBox::clicked, this, &TextPane::changeView);
    connect(&m_respacing, &JsonRespacing::finished, this, &TextPane::takeRespaced);
}

DraftText TextPane::source() const
{
    const int chosen = m_encoding->currentIndex();
    if (m_language == Language::Json)
        return draftText(*draft(), TextEncoding::Utf8);
    return draftText(*draft(), chosen > 0 ? std::optional(encodings.at(size_t(chosen - 1))) : std::nullopt);
}

QString TextPane::whyNot() const
{
    return source().fault;
}

void TextPane::enter()
{
    const std::optional<QByteArray> decoded = draft()->decoded();
    if (m_source && m_shown && decoded == m_shown && !m_dirty && m_pages->currentWidget() == m_content && !isOtherForm())
        return;
    m_source = source();
    const bool isShown = m_source->fault.isEmpty() && !m_source->isWaiting;
    const bool hasOther = m_language == Language::Plain && !m_source->isPart && !m_source->text.fault.isEmpty();
    m_hint->setText(m_source->isWaiting ? tr("Reading…")
                        : hasOther      ? tr("%1 It can be changed in another encoding, or in hexadecimal.").arg(m_source->fault)
                                        : m_source->fault);
    m_pages->setCurrentWidget(isShown ? m_content : m_hint);
    m_encoding->setItemText(0, decoded ? tr("Automatic (%1)").arg(textEncodingName(guessTextEncoding(*decoded))) : tr("Automatic"));
    m_encoding->setEnabled(!m_source->isPart);
    const OneLineJson offered = isShown ? offeredView() : OneLineJson();
    const OneLineJson view = m_view->isChecked() ? offered : OneLineJson();
    const bool isOtherView = std::exchange(m_oneLine, view) != view; // what was typed in one cannot be undone in the other
    showOptions(isShown, !offered.isNone());
    m_indentLong.setEnabled(m_language == Language::Json && m_source->text.fault.isEmpty() && !m_source->text.text.isEmpty()
                            && draft()->reading() && !draft()->reading()->value.fault);
    setFocusProxy(isShown ? static_cast<QWidget *>(m_edit) : m_hint);
    if (!isShown) {
        m_shown.reset();
        return;
    }
    const QScopedValueRollback loading(m_loading, true);
    const bool isFirst = isOtherView || (m_edit->isEmpty() && !m_edit->send(ByteEditor::SCI_CANUNDO));
    const QByteArray shown = m_oneLine.shown(m_source->text.text);
    if (isFirst)
        m_wrap.setChecked(longestLineOf(shown) <= longestWrapped);
    m_edit->load(shown, isFirst ? ValueTextEdit::Loading::Anew : ValueTextEdit::Loading::AsStep);
    m_shown = decoded;
    m_brokenOf = draft()->brokenOf();
    m_partOf = m_source->isPart ? draft()->reading() : nullptr;
    m_dirty = false;
    m_fault.clear();
    markFault();
    showPlace();
}

void TextPane::forget()
{
    m_respacing.cancel();
    m_pause.stop();
    const QScopedValueRollback loading(m_loading, true);
    m_edit->setReadOnly(false);
    m_edit->load({}, ValueTextEdit::Loading::Anew);
    m_find->close();
    m_encoding->setCurrentIndex(0);
    m_view->setChecked(true);
    m_oneLine = {};
    m_brokenOf = {};
    m_source.reset();
    m_shown.reset();
    m_partOf.reset();
    m_dirty = false;
    m_fault.clear();
}

void TextPane::follow()
{
    if (m_loading)
        return;
    m_dirty = true;
    m_pause.start(m_edit->length() > quickText ? 500ms : 150ms);
    // In the editor's signal nothing may be changed, and its cursor is where it was.
    QMetaObject::invokeMethod(this, &TextPane::typed, Qt::QueuedConnection);
    QMetaObject::invokeMethod(this, &TextPane::showPlace, Qt::QueuedConnection);
}

QString TextPane::flush()
{
    m_pause.stop();
    if (m_find->scriptSearch()->isReplacing()) // half of it is nothing that anybody wants
        return tr("All matches are still being replaced. Wait for its end, or stop it with Escape in the search.");
    if (!m_dirty || !m_source)
        return m_fault;
    const QByteArray text = m_edit->text();
    EditableText::Encoded encoded = m_source->text.encoded(text);
    OneLineJson brokenOf;
    if (encoded.fault.isEmpty() && !m_oneLine.isNone()) {
        const OneLineJson::Stored stored = m_oneLine.stored(text, ValueDraft::mostBytes);
        encoded = stored.form == OneLineJson::Form::TooLarge ? EditableText::Encoded{.fault = tooLarge(), .at = -1}
                                                             : m_source->text.encoded(stored.bytes);
        brokenOf = stored.form == OneLineJson::Form::Broken ? m_oneLine : OneLineJson();
    }
    if (m_partOf && encoded.bytes == readText(*m_partOf)) {
        encoded.bytes = QByteArrayView(m_partOf->bytes).toByteArray(); // as it was written, not as it would be now
    } else if (encoded.fault.isEmpty() && m_partOf) {
        const SplicedValue spliced = splicedValue(*m_partOf, m_partOf->value.tree.root(), encoded.bytes, DecodeLimits());
        encoded = {.bytes = spliced.bytes, .fault = spliced.fault};
    }
    m_fault = encoded.fault;
    m_faultAt = encoded.at;
    if (m_fault.isEmpty()) {
        m_dirty = false;
        m_shown = encoded.bytes;
        draft()->setBytes(ValueDraft::Stage::Decoded, encoded.bytes, brokenOf);
        m_brokenOf = draft()->brokenOf();
    } else if (!m_partOf && m_faultAt >= 0) {
        const TextPosition position = textPosition(text, m_faultAt);
        m_fault = tr("Line %L1, column %L2: %3").arg(position.line).arg(position.column).arg(m_fault);
    }
    markFault();
    return m_fault;
}

/// The draft has been read: what had to wait for that is there, and what is wrong can be shown.
void TextPane::take()
{
    if (!m_source)
        return;
    if (m_source->isWaiting && isVisible())
        enter();
    markFault();
}

void TextPane::markFault()
{
    qsizetype at = -1;
    const SharedReading &reading = draft()->reading();
    if (!m_fault.isEmpty() && !m_partOf)
        at = m_faultAt;
    else if (m_fault.isEmpty() && m_source && !m_partOf && !m_dirty && reading && reading->value.fault
             && m_source->text.encoding == TextEncoding::Utf8)
        at = std::max<qsizetype>(0, reading->value.fault.offset - m_source->text.mark.size());
    m_edit->markFault(at);
    m_indent.setEnabled(m_fault.isEmpty() && at < 0);
    m_compact.setEnabled(m_fault.isEmpty() && at < 0);
}

void TextPane::goTo(qsizetype offset)
{
    if (!m_source || m_pages->currentWidget() != m_content)
        return;
    m_edit->jumpTo(m_fault.isEmpty() ? std::max<qsizetype>(0, offset - m_source->text.mark.size()) : std::max<qsizetype>(0, m_faultAt));
}

void TextPane::setLocked(bool locked)
{
    m_edit->setReadOnly(locked);
    m_encoding->setEnabled(!locked && !(m_source && m_source->isPart));
}

void TextPane::changeEncoding()
{
    if (const QString fault = flush(); !fault.isEmpty()) {
        emit faultChanged(fault);
        return;
    }
    m_shown.reset();
    enter();
}

void TextPane::showPlace()
{
    const qint64 line = m_edit->currentLine();
    const QByteArrayView before = m_edit->bytes(m_edit->lineStart(line), m_edit->cursor());
    m_place->setText(tr("Line %L1, column %L2").arg(line).arg(textPosition(before, before.size()).column));
}

/// How JSON is stored that can be shown indented and comes back as it was, or what is still to become that.
OneLineJson TextPane::offeredView() const
{
    if (m_source->isPart)
        return {};
    if (!draft()->brokenOf().isNone())
        return draft()->brokenOf();
    const QByteArray &text = m_source->text.text;
    return m_language == Language::Json && text.size() <= quickText ? OneLineJson::of(text) : OneLineJson();
}

/// Whether what the editor has, of the same draft, is no longer the form for it.
bool TextPane::isOtherForm() const
{
    return m_brokenOf != draft()->brokenOf() || (m_language == Language::Plain && m_oneLine != draft()->brokenOf());
}

void TextPane::showOptions(bool isShown, bool isViewOffered)
{
    for (QWidget *option : std::as_const(m_forText))
        option->setVisible(isShown);
    for (QWidget *option : std::as_const(m_forSpacing)) // of what is stored, which would not be seen
        option->setVisible(isShown && m_oneLine.isNone());
    m_view->setVisible(isViewOffered);
}

void TextPane::changeView()
{
    const bool isPlain = m_language == Language::Plain;
    const OneLineJson view = m_oneLine;
    if (isPlain) { // as it is seen from now on, also where it has been mended and is on one line by now
        m_oneLine = {};
        m_dirty = true;
    }
    if (const QString fault = flush(); !fault.isEmpty()) {
        m_oneLine = view;
        m_view->setChecked(!m_view->isChecked());
        emit faultChanged(fault);
        return;
    }
    if (!m_view->isChecked()) // as it is from now on, wherever it is mended
        draft()->setBytes(draft()->stage(), draft()->bytes());
    if (isPlain)
        m_view->setChecked(true);
    m_shown.reset();
    enter();
}

void TextPane::respace(JsonSpacing spacing)
{
    if (!flush().isEmpty() || !draft()->decoded())
        return;
    m_view->setChecked(false); // what is stored is to be seen
    m_respacing.respace(*draft()->decoded(), spacing, ValueDraft::mostBytes);
}

void TextPane::takeRespaced(const QByteArray &bytes, const QByteArray &respaced)
{
    if (m_dirty || draft()->decoded() != bytes) // it was changed meanwhile, here or elsewhere
        return;
    if (respaced.isEmpty()) {
        emit faultChanged(tooLarge());
        return;
    }
    draft()->setBytes(ValueDraft::Stage::Decoded, respaced);
    enter();
}

void TextPane::find()
{
    if (m_pages->currentWidget() == m_content)
        m_find->open(FindBar::Mode::Replace);
}

void TextPane::findNext(Direction direction)
{
    if (m_pages->currentWidget() == m_content)
        m_find->goOn(direction == Direction::Forward ? ScriptSearch::Direction::Forward : ScriptSearch::Direction::Backward);
}
