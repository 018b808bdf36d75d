#include "ui/valueedit/textpane.h"

#include "app/values/jsondecoder.h"
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
#include <QtConcurrentRun>

#include <array>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr std::array textEncodings{TextEncoding::Utf8, TextEncoding::Latin1, TextEncoding::Utf16Le, TextEncoding::Utf16Be};
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

bool isJson(QByteArrayView text)
{
    return !decodeJson(text, DecodeLimits()).fault;
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
    connect(&m_respaced, &QFutureWatcherBase::finished, this, &TextPane::takeRespaced);
}

TextPane::~TextPane()
{
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
}

void TextPane::setUp(QAction &action, const char *name, const QString &text, const QString &tip)
{
    action.setObjectName(m_edit->objectName() + QLatin1String(name));
    action.setText(text);
    action.setToolTip(tip);
    action.setStatusTip(tip);
}

void TextPane::layOut(const QString &name)
{
    m_place->setObjectName(name + QStringLiteral("Place"));
    m_place->setAccessibleName(tr("Where the cursor is"));
    m_place->setTone(Tone::Muted);
    m_view->setObjectName(name + QStringLiteral("View"));
    m_view->setAccessibleName(m_view->text());
    m_view->setToolTip(tr("The value is stored on one line, as it was. Indenting it is for the eye only."));
    m_view->setChecked(true);
    m_view->hide();
    m_encoding->setObjectName(name + QStringLiteral("Encoding"));
    m_encoding->setAccessibleName(tr("Encoding of the text"));
    m_encoding->setToolTip(m_encoding->accessibleName());
    m_encoding->addItem(tr("Automatic"));
    for (const TextEncoding encoding : textEncodings)
        m_encoding->addItem(textEncodingName(encoding));
    m_encoding->setMinimumWidth(fontMetrics().averageCharWidth() * 10);
    auto *wrap = new QCheckBox(tr("Wrap lines"));
    wrap->setObjectName(name + QStringLiteral("Wrap"));
    wrap->setAccessibleName(wrap->text());
    m_wrap.setCheckable(true);
    connect(wrap, &QCheckBox::toggled, &m_wrap, &QAction::setChecked);
    connect(&m_wrap, &QAction::toggled, wrap, &QCheckBox::setChecked);
    connect(&m_wrap, &QAction::toggled, m_edit,
            [this](bool on) { m_edit->setWrap(on ? ValueTextEdit::Wrap::AtWindow : ValueTextEdit::Wrap::Never); });
    auto *foot = new QWidget;
    auto *options = new WrapLayout(foot);
    options->setContentsMargins(8, 2, 8, 2);
    options->setSpacing(6);
    if (m_language == Language::Json) {
        m_encoding->setParent(this);
        m_encoding->hide();
        for (QAction *action : {&m_indent, &m_compact}) {
            auto *button = new QToolButton;
            button->setObjectName(action->objectName() + QStringLiteral("Button"));
            button->setDefaultAction(action);
            button->setAccessibleName(action->text());
            button->setFocusPolicy(Qt::StrongFocus);
            options->addWidget(button);
            m_forSpacing.append(button);
        }
        options->addWidget(m_view);
    } else {
        options->addWidget(m_encoding);
    }
    m_forText += {wrap, m_place};
    options->addWidget(wrap);
    options->addWidget(m_place);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(m_edit, 1);
    m_find->layout()->setContentsMargins(8, 2, 8, 2);
    content->addWidget(m_find);
    m_pages->addWidget(m_content);
    m_pages->addWidget(m_hint);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages, 1);
    layout->addWidget(new FittingScroll(foot, m_encoding->sizeHint().height() + 4));
}

DraftText TextPane::source() const
{
    const int chosen = m_encoding->currentIndex();
    if (m_language == Language::Json)
        return draftText(*draft(), TextEncoding::Utf8);
    return draftText(*draft(), chosen > 0 ? std::optional(textEncodings.at(size_t(chosen - 1))) : std::nullopt);
}

QString TextPane::whyNot() const
{
    return source().fault;
}

void TextPane::enter()
{
    const std::optional<QByteArray> decoded = draft()->decoded();
    if (m_source && m_shown && decoded == m_shown && !m_dirty && m_pages->currentWidget() == m_content)
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
    const std::optional<JsonSpacing> offered = isShown ? offeredView() : std::nullopt;
    const std::optional<JsonSpacing> view = m_view->isChecked() ? offered : std::nullopt;
    const bool isOtherView = std::exchange(m_stored, view) != view; // what was typed in one cannot be undone in the other
    showOptions(isShown, offered.has_value());
    m_indentLong.setEnabled(m_language == Language::Json && m_source->text.fault.isEmpty() && !m_source->text.text.isEmpty()
                            && draft()->reading() && !draft()->reading()->value.fault);
    setFocusProxy(isShown ? static_cast<QWidget *>(m_edit) : m_hint);
    if (!isShown) {
        m_shown.reset();
        return;
    }
    const QScopedValueRollback loading(m_loading, true);
    const bool isFirst = isOtherView || (m_edit->isEmpty() && !m_edit->send(ByteEditor::SCI_CANUNDO));
    const QByteArray shown =
        m_stored ? respacedJson(m_source->text.text, JsonSpacing::Indented, ValueDraft::mostBytes) : m_source->text.text;
    if (isFirst)
        m_wrap.setChecked(longestLineOf(shown) <= longestWrapped);
    m_edit->load(shown, isFirst ? ValueTextEdit::Loading::Anew : ValueTextEdit::Loading::AsStep);
    m_shown = decoded;
    m_partOf = m_source->isPart ? draft()->reading() : nullptr;
    m_dirty = false;
    m_fault.clear();
    markFault();
    showPlace();
}

void TextPane::forget()
{
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
    m_respaced.setFuture({});
    m_pause.stop();
    const QScopedValueRollback loading(m_loading, true);
    m_edit->setReadOnly(false);
    m_edit->load({}, ValueTextEdit::Loading::Anew);
    m_find->close();
    m_encoding->setCurrentIndex(0);
    m_view->setChecked(true);
    m_stored.reset();
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
    EditableText::Encoded encoded = this->encoded(text);
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
        draft()->setBytes(ValueDraft::Stage::Decoded, encoded.bytes);
    } else if (!m_partOf) {
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
    m_indent.setEnabled(at < 0);
    m_compact.setEnabled(at < 0);
}

void TextPane::goTo(qsizetype offset)
{
    if (!m_source || m_pages->currentWidget() != m_content)
        return;
    m_edit->jumpTo(m_fault.isEmpty() ? std::max<qsizetype>(0, offset - m_source->text.mark.size()) : m_faultAt);
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

/// How JSON is stored that can be shown indented and comes back as it was.
std::optional<JsonSpacing> TextPane::offeredView() const
{
    const QByteArray &text = m_source->text.text;
    if (m_language != Language::Json || m_source->isPart || text.size() > quickText || !isJson(text))
        return {};
    const std::optional<JsonSpacing> spacing = oneLineSpacing(text);
    const QByteArray indented = spacing ? respacedJson(text, JsonSpacing::Indented, ValueDraft::mostBytes) : QByteArray();
    return indented.isEmpty() || indented == text ? std::nullopt : spacing;
}

void TextPane::showOptions(bool isShown, bool isViewOffered)
{
    for (QWidget *option : std::as_const(m_forText))
        option->setVisible(isShown);
    for (QWidget *option : std::as_const(m_forSpacing)) // of what is stored, which would not be seen
        option->setVisible(isShown && !m_stored);
    m_view->setVisible(isViewOffered);
}

void TextPane::changeView()
{
    if (const QString fault = flush(); !fault.isEmpty()) {
        m_view->setChecked(!m_view->isChecked());
        emit faultChanged(fault);
        return;
    }
    m_shown.reset();
    enter();
}

/// What is shown indented becomes one line again. As long as it is no JSON nothing is taken away, since that could make it some.
EditableText::Encoded TextPane::encoded(const QByteArray &text) const
{
    EditableText::Encoded as = m_source->text.encoded(text);
    if (as.fault.isEmpty() && m_stored && isJson(text))
        as = m_source->text.encoded(respacedJson(text, *m_stored, ValueDraft::mostBytes));
    return as;
}

void TextPane::respace(JsonSpacing spacing)
{
    if (!flush().isEmpty() || !draft()->decoded())
        return;
    m_view->setChecked(false); // what is stored is to be seen
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_respacedFrom = draft()->decoded();
    // A mark in front of the text is no blank.
    const EditableText text = EditableText::read(*draft()->decoded(), TextEncoding::Utf8);
    m_respaced.setFuture(QtConcurrent::run([text, spacing, cancelled = m_cancelled] {
        const QByteArray json = respacedJson(text.text, spacing, ValueDraft::mostBytes, cancelled.get());
        return json.isEmpty() ? json : text.mark + json;
    }));
}

void TextPane::takeRespaced()
{
    if (!m_cancelled || m_cancelled->load() || m_respaced.future().resultCount() == 0)
        return;
    m_cancelled.reset();
    const QByteArray json = m_respaced.future().takeResult();
    if (m_dirty || draft()->decoded() != m_respacedFrom) // it was changed meanwhile, here or elsewhere
        return;
    if (json.isEmpty()) {
        emit faultChanged(tr("So the value would have more than %1.").arg(byteText(ValueDraft::mostBytes)));
        return;
    }
    draft()->setBytes(ValueDraft::Stage::Decoded, json);
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
