#include "ui/valueedit/hexpane.h"

#include "app/values/valuewriting.h"
#include "ui/amounttext.h"
#include "ui/elidedlabel.h"
#include "ui/fittingscroll.h"
#include "ui/hintpage.h"
#include "ui/results/valuefindbar.h"
#include "ui/valueedit/hexeditor.h"
#include "ui/wraplayout.h"

#include <QComboBox>
#include <QLocale>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

using namespace std::chrono_literals;

HexPane::HexPane(const QString &name, ValueDraft *draft, QWidget *parent)
    : DraftPane(draft, parent)
    , m_pages(new QStackedWidget(this))
    , m_hint(new HintPage(QStringLiteral("hash"), tr("Not as bytes"), {}))
    , m_content(new QWidget)
    , m_editor(new HexEditor)
    , m_find(new ValueFindBar(name + QStringLiteral("Find"),
                              [this] { return std::pair(m_editor->selectionStart(), m_editor->selectionEnd()); }))
    , m_stage(new QComboBox)
    , m_typing(new QToolButton)
    , m_place(new ElidedLabel)
{
    m_hint->setObjectName(name + QStringLiteral("Hint"));
    m_editor->setObjectName(name);
    m_editor->setAccessibleName(tr("Bytes to be changed"));
    layOut(name);
    setFocusProxy(m_editor);
    m_pause.setSingleShot(true);
    showPlace();

    connect(m_editor, &HexEditor::edited, this, &HexPane::follow);
    connect(m_editor, &HexEditor::typingChanged, this, &HexPane::showPlace);
    connect(m_editor, &HexView::moved, this, &HexPane::showPlace);
    connect(m_editor, &HexView::told, this, &HexPane::told);
    connect(m_editor, &HexView::findRequested, this, &HexPane::find);
    connect(m_typing, &QToolButton::clicked, m_editor, [this] {
        m_editor->setTyping(m_editor->typing() == HexEditor::Typing::Over ? HexEditor::Typing::Between : HexEditor::Typing::Over);
    });
    connect(m_find, &ValueFindBar::matchesChanged, m_editor, &HexView::setMatches);
    connect(m_find, &ValueFindBar::chosen, m_editor, [this](qsizetype from, qsizetype to) {
        m_editor->select(from, to - from);
        showPlace();
    });
    connect(m_find, &ValueFindBar::closed, m_editor, [this] { m_editor->setFocus(); });
    connect(m_stage, &QComboBox::activated, this, &HexPane::changeStage);
    connect(&m_pause, &QTimer::timeout, this, [this] { emit faultChanged(flush()); });
    connect(&m_encoding, &ValueEncoding::finished, this, [this](const EditedValue &value) { showBytes(value.stored); });
    connect(&m_encoding, &ValueEncoding::failed, this, &HexPane::showHint);
    connect(draft, &ValueDraft::readingChanged, this, &HexPane::take);
}

void HexPane::layOut(const QString &name)
{
    m_stage->setObjectName(name + QStringLiteral("Stage"));
    m_stage->setAccessibleName(tr("Which bytes"));
    m_stage->addItem(tr("Decompressed"));
    m_stage->addItem(tr("As stored"));
    m_stage->setMinimumWidth(fontMetrics().averageCharWidth() * 10);
    m_typing->setObjectName(name + QStringLiteral("Typing"));
    m_typing->setFocusPolicy(Qt::StrongFocus);
    m_place->setObjectName(name + QStringLiteral("Place"));
    m_place->setAccessibleName(tr("Where the cursor is"));
    m_place->setTone(Tone::Muted);
    auto *foot = new QWidget;
    auto *options = new WrapLayout(foot);
    options->setContentsMargins(8, 2, 8, 2);
    options->setSpacing(6);
    options->addWidget(m_stage);
    options->addWidget(m_typing);
    options->addWidget(m_place);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(m_editor, 1);
    content->addWidget(m_find);
    m_pages->addWidget(m_content);
    m_pages->addWidget(m_hint);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages, 1);
    layout->addWidget(new FittingScroll(foot, m_typing->sizeHint().height() + 4));
}

HexPane::Stage HexPane::stage() const
{
    return !draft()->hasOneStage() && (m_stage->currentIndex() == 1 || !whyNotDecompressed().isEmpty()) ? Stage::Stored : Stage::Decoded;
}

/// Stored bytes can always be changed.
QString HexPane::whyNotDecompressed() const
{
    const SharedReading &base = draft()->base().reading;
    if (!base)
        return {};
    if (base->bytes.size() > ValueDraft::mostBytes)
        return tr("Decompressed, the value has over %1, which is too much to be changed here.").arg(byteText(ValueDraft::mostBytes));
    return whyNotWritable(*base);
}

QString HexPane::whyNot() const
{
    return {};
}

void HexPane::enter()
{
    const bool hasChoice = !draft()->hasOneStage();
    const QString why = hasChoice ? whyNotDecompressed() : QString();
    m_stage->setVisible(hasChoice);
    m_stage->setEnabled(why.isEmpty());
    m_stage->setToolTip(why);
    if (!why.isEmpty())
        m_stage->setCurrentIndex(1);
    m_encoding.cancel();
    m_brokenOf = stage() == Stage::Decoded ? draft()->brokenOf() : OneLineJson();
    if (stage() == Stage::Stored) {
        showStored();
    } else if (const std::optional<QByteArray> decoded = draft()->decoded()) {
        showBytes(*decoded);
    } else {
        const QString fault = draft()->whyNotDecoded();
        showHint(fault.isEmpty() ? tr("Reading…") : fault);
    }
}

/// A draft that was changed decompressed has to be compressed to be seen as it would be stored.
void HexPane::showStored()
{
    if (!draft()->isChanged())
        return showBytes(draft()->base().stored);
    if (draft()->stage() == Stage::Stored)
        return showBytes(draft()->bytes());
    showHint(tr("Compressing…"));
    m_encoding.encode(*draft());
}

void HexPane::showBytes(const QByteArray &bytes)
{
    m_pages->setCurrentWidget(m_content);
    setFocusProxy(m_editor);
    if (m_shown == bytes && m_shownStage == stage() && m_hasContent)
        return;
    const QScopedValueRollback loading(m_loading, true);
    if (m_hasContent && m_shownStage == stage())
        m_editor->exchangeContent(bytes);
    else
        m_editor->setContent(bytes);
    m_hasContent = true;
    m_shown = bytes;
    m_shownStage = stage();
    m_dirty = false;
    showPlace();
    seek();
}

void HexPane::showHint(const QString &text)
{
    m_hint->setText(text);
    m_pages->setCurrentWidget(m_hint);
    setFocusProxy(m_hint);
}

void HexPane::forget()
{
    m_encoding.cancel();
    m_pause.stop();
    const QScopedValueRollback loading(m_loading, true);
    m_editor->setLocked(false);
    m_editor->setContent({});
    m_editor->setTyping(HexEditor::Typing::Over);
    m_find->hide();
    m_find->setBytes({}, {});
    m_stage->setCurrentIndex(0);
    m_shown.reset();
    m_shownStage.reset();
    m_hasContent = false;
    m_dirty = false;
}

void HexPane::follow()
{
    if (m_loading)
        return;
    m_dirty = true;
    constexpr qsizetype quickBytes = 256 * 1024;
    m_pause.start(m_editor->content().size() > quickBytes ? 500ms : 150ms);
    emit typed();
}

QString HexPane::flush()
{
    m_pause.stop();
    if (!m_dirty || !m_shownStage)
        return {};
    const OneLineJson::Stored stored = m_brokenOf.stored(m_editor->content(), ValueDraft::mostBytes);
    if (stored.form == OneLineJson::Form::TooLarge)
        return tooLarge();
    m_dirty = false;
    m_shown = m_editor->content();
    draft()->setBytes(*m_shownStage, stored.bytes, stored.form == OneLineJson::Form::Broken ? m_brokenOf : OneLineJson());
    seek();
    return {};
}

void HexPane::take()
{
    if (isVisible() && m_pages->currentWidget() == m_hint && !m_encoding.isBusy())
        enter();
}

void HexPane::changeStage()
{
    if (const QString fault = flush(); !fault.isEmpty()) { // it would be lost
        m_stage->setCurrentIndex(m_shownStage == Stage::Stored ? 1 : 0);
        emit faultChanged(fault);
        return;
    }
    m_hasContent = false;
    enter();
}

void HexPane::goTo(qsizetype offset)
{
    if (m_pages->currentWidget() != m_content)
        return;
    m_editor->select(offset, 1);
    showPlace();
    m_editor->setFocus();
}

void HexPane::setLocked(bool locked)
{
    m_editor->setLocked(locked);
    m_stage->setEnabled(!locked && whyNotDecompressed().isEmpty());
}

void HexPane::showPlace()
{
    const bool isOver = m_editor->typing() == HexEditor::Typing::Over;
    m_typing->setText(isOver ? tr("OVR", "overwrite mode") : tr("INS", "insert mode"));
    m_typing->setAccessibleName(isOver ? tr("Overwrite mode") : tr("Insert mode"));
    m_typing->setToolTip(isOver ? tr("Overwrite mode: what is typed takes the place of what is there. Insert changes to insert mode, Tab "
                                     "goes from the digits to the characters.")
                                : tr("Insert mode: what is typed goes in front of the cursor. Insert changes to overwrite mode, Tab goes "
                                     "from the digits to the characters."));
    const qsizetype at = m_editor->selectionStart();
    const QString place = tr("Byte %L1 (0x%2) of %L3").arg(at).arg(QString::number(at, 16).toUpper()).arg(m_editor->content().size());
    const qsizetype selected = m_editor->selectionEnd() - at;
    const QString where = selected > 1 ? tr("%1 · selected: %L2").arg(place).arg(selected) : place;
    m_place->setText(m_editor->column() == HexEditor::Column::Digits ? where : tr("%1 · typing characters").arg(where));
}

/// What is sought is sought in the bytes as they are now.
void HexPane::seek()
{
    const auto bytes = std::make_shared<const QByteArray>(m_editor->content());
    m_find->setBytes(*bytes, bytes);
}

void HexPane::find()
{
    if (m_pages->currentWidget() == m_content)
        m_find->open();
}

void HexPane::findNext(Direction direction)
{
    if (m_pages->currentWidget() == m_content)
        m_find->goOn(direction == Direction::Forward ? ValueFindBar::Direction::Forward : ValueFindBar::Direction::Backward);
}
