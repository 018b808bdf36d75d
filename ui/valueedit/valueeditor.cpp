#include "ui/valueedit/valueeditor.h"

#include "app/itemedit/editabletext.h"
#include "ui/escapedtext.h"
#include "ui/fittingscroll.h"
#include "ui/noplainletters.h"
#include "ui/valueedit/editstrip.h"
#include "ui/valueedit/hexpane.h"
#include "ui/valueedit/textpane.h"
#include "ui/valueedit/treepane.h"
#include "ui/values/valuetreeview.h"

#include <QKeyEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

namespace {

constexpr qsizetype longestKeyAsked = 60; // bytes

}

ValueEditor::ValueEditor(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_strip(new EditStrip(name))
    , m_tabs(new QTabWidget)
    , m_text(new TextPane(name + QStringLiteral("Text"), TextPane::Language::Plain, &m_draft))
    , m_hex(new HexPane(name + QStringLiteral("Hex"), &m_draft))
    , m_json(new TextPane(name + QStringLiteral("Json"), TextPane::Language::Json, &m_draft))
    , m_tree(new TreePane(name + QStringLiteral("Tree"), &m_draft))
    , m_panes{m_text, m_hex, m_json, m_tree}
{
    setObjectName(name + QStringLiteral("Editor"));
    m_tabs->setObjectName(name + QStringLiteral("Tabs"));
    m_tabs->setAccessibleName(tr("Ways to change the value"));
    m_tabs->setDocumentMode(true);
    m_tabs->setMinimumWidth(fontMetrics().averageCharWidth() * 20);
    m_tabs->addTab(m_text, tr("Text"));
    m_tabs->addTab(m_hex, tr("Hex"));
    m_tabs->addTab(m_json, tr("JSON"));
    m_tabs->addTab(m_tree, tr("Tree"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new FittingScroll(m_strip, fontMetrics().lineSpacing() + 8));
    m_strip->setAutoFillBackground(true);
    layout->addWidget(m_tabs, 1);
    auto *fault = new FittingScroll(m_strip->faultRow(), fontMetrics().lineSpacing());
    fault->keepHeight(m_strip->usualFaultHeight());
    layout->addWidget(fault);
    connectPanes();

    connect(m_tabs, &QTabWidget::currentChanged, this, &ValueEditor::takeTab);
    connect(m_strip->saveAction(), &QAction::triggered, this, &ValueEditor::save);
    connect(m_strip->discardAction(), &QAction::triggered, this, &ValueEditor::discard);
    connect(m_strip->resetAction(), &QAction::triggered, this, &ValueEditor::reset);
    connect(m_strip, &EditStrip::placeRequested, this, &ValueEditor::showFaultPlace);
    connect(m_strip, &EditStrip::cancelRequested, this, [this] { keepEditing({}); });
    connect(&m_draft, &ValueDraft::changed, this, &ValueEditor::followDraft);
    connect(&m_draft, &ValueDraft::readingChanged, this, &ValueEditor::goOnSaving);
    connect(&m_encoding, &ValueEncoding::failed, this, &ValueEditor::keepEditing);
    connect(&m_encoding, &ValueEncoding::finished, this, [this](const EditedValue &value) {
        setPhase(Phase::Saving);
        emit saveRequested(value);
    });
}

void ValueEditor::connectPanes()
{
    for (DraftPane *each : std::as_const(m_panes)) {
        connect(each, &DraftPane::typed, this, &ValueEditor::showState);
        connect(each, &DraftPane::faultChanged, this, &ValueEditor::takeFault);
        connect(each, &DraftPane::told, this, &ValueEditor::told);
        connect(each, &DraftPane::textWanted, this, [this](qsizetype offset) { goTo(m_text, offset); });
        connect(each, &DraftPane::bytesWanted, this, [this](qsizetype offset) { goTo(m_hex, offset); });
    }
}

DraftPane *ValueEditor::pane() const
{
    return m_panes.at(m_front);
}

void ValueEditor::begin(const ValueDraft::Base &base, ValueForm form)
{
    end();
    m_isEditing = true;
    m_draft.begin(base);
    const bool isJson = base.reading && base.reading->serialization.serialization == Serialization::Json;
    const bool isTree = base.reading && ValueTreeView::suits(*base.reading);
    m_tabs->setTabVisible(m_tabs->indexOf(m_json), isJson);
    m_tabs->setTabVisible(m_tabs->indexOf(m_tree), isTree);
    DraftPane *wanted = m_text;
    if (form == ValueForm::Hex || form == ValueForm::Image)
        wanted = m_hex;
    else if (form == ValueForm::Formatted && isJson)
        wanted = m_json;
    else if (isTree
             && (form == ValueForm::Tree || form == ValueForm::Table || (form == ValueForm::Formatted && !m_text->whyNot().isEmpty())))
        wanted = m_tree;
    if (!wanted->whyNot().isEmpty())
        wanted = m_hex;
    {
        const QSignalBlocker blocker(m_tabs);
        m_front = int(m_panes.indexOf(wanted));
        m_tabs->setCurrentIndex(m_front);
    }
    pane()->enter();
    setFocusProxy(pane());
    setPhase(Phase::Writing);
    pane()->setFocus();
}

void ValueEditor::end()
{
    if (!m_isEditing)
        return;
    m_isEditing = false;
    m_encoding.cancel();
    delete std::exchange(m_question, nullptr);
    for (DraftPane *each : std::as_const(m_panes))
        each->forget();
    m_draft.end();
    m_phase = Phase::Writing;
    m_typedFault.clear();
    m_failure.clear();
    m_wasEdited = false;
    emit ended();
}

bool ValueEditor::isEdited()
{
    if (!m_isEditing)
        return false;
    m_typedFault = pane()->flush();
    return !m_typedFault.isEmpty() || m_draft.isChanged();
}

/// What is typed and cannot become bytes would be lost elsewhere: it stays in front.
void ValueEditor::takeTab(int index)
{
    if (!m_isEditing || index < 0 || index == m_front)
        return;
    if (const QString fault = pane()->flush(); !fault.isEmpty()) {
        const QSignalBlocker blocker(m_tabs);
        m_tabs->setCurrentIndex(m_front);
        takeFault(fault);
        pane()->setFocus();
        return;
    }
    m_front = index;
    pane()->enter();
    setFocusProxy(pane());
    takeFault({});
}

void ValueEditor::goTo(DraftPane *pane, qsizetype offset)
{
    m_tabs->setCurrentIndex(int(m_panes.indexOf(pane)));
    if (this->pane() == pane)
        pane->goTo(offset);
}

void ValueEditor::showFaultPlace()
{
    const SharedReading &reading = m_draft.reading();
    const bool isText = pane() == m_text || pane() == m_json;
    if (!m_typedFault.isEmpty() || !reading)
        pane()->goTo(0);
    else if (reading->compressionFault)
        goTo(m_hex, reading->compressionFault.offset);
    else
        goTo(isText || pane() == m_hex        ? pane()
                 : m_text->whyNot().isEmpty() ? static_cast<DraftPane *>(m_text)
                                              : m_hex,
             reading->value.fault.offset);
}

void ValueEditor::setSaving(const QString &whyNot)
{
    m_whyNotSaved = whyNot;
    showState();
}

void ValueEditor::save()
{
    if (!m_isEditing || m_phase != Phase::Writing)
        return;
    m_failure.clear();
    takeFault(pane()->flush());
    if (!m_typedFault.isEmpty() || !m_draft.isChanged() || !m_whyNotSaved.isEmpty()) {
        emit kept();
        return;
    }
    setPhase(Phase::Waiting);
    goOnSaving();
}

/// From JSON only what is JSON is saved, which takes a moment to be known.
void ValueEditor::goOnSaving()
{
    if (m_phase == Phase::Waiting && !m_draft.isReading()) {
        const SharedReading &reading = m_draft.reading();
        if (pane()->wantsFaultless() && reading && reading->value.fault) {
            keepEditing({});
            showFaultPlace();
            return;
        }
        setPhase(Phase::Encoding);
        m_encoding.encode(m_draft);
    }
    showState();
}

void ValueEditor::keepEditing(const QString &why)
{
    if (!m_isEditing)
        return;
    m_encoding.cancel();
    m_failure = why;
    setPhase(Phase::Writing);
    pane()->setFocus();
    emit kept();
}

void ValueEditor::discard()
{
    whenDiscarded([this] { end(); });
}

void ValueEditor::whenDiscarded(const std::function<void()> &then)
{
    if (!isEdited()) {
        then();
        return;
    }
    delete m_question;
    m_question =
        new QMessageBox(QMessageBox::Warning, tr("Discard the changes"),
                        tr("The value of “%1” has changes that are not saved.").arg(escapedPreview(m_draft.base().key, longestKeyAsked)),
                        QMessageBox::Discard | QMessageBox::Cancel, this);
    m_question->setObjectName(QStringLiteral("discardEdit"));
    m_question->setTextFormat(Qt::PlainText);
    m_question->setDefaultButton(QMessageBox::Cancel);
    m_question->button(QMessageBox::Cancel)->setText(tr("&Go on editing"));
    m_question->button(QMessageBox::Discard)->setText(tr("&Discard"));
    new NoPlainLetters(m_question);
    connect(m_question, &QMessageBox::finished, this, [this, then](int button) {
        std::exchange(m_question, nullptr)->deleteLater();
        if (button == QMessageBox::Discard)
            then();
    });
    m_question->open();
}

void ValueEditor::reset()
{
    m_failure.clear();
    m_typedFault.clear();
    (void)pane()->flush();
    m_draft.reset();
    pane()->enter();
    showState();
    pane()->setFocus();
}

void ValueEditor::takeFault(const QString &fault)
{
    m_typedFault = fault;
    showState();
}

void ValueEditor::followDraft()
{
    if (!m_isEditing)
        return;
    m_failure.clear();
    showState();
}

void ValueEditor::setPhase(Phase phase)
{
    m_phase = phase;
    for (DraftPane *each : std::as_const(m_panes))
        each->setLocked(phase != Phase::Writing);
    showState();
}

void ValueEditor::showState()
{
    if (!m_isEditing)
        return;
    EditStrip::State state{.isChanged = m_draft.isChanged() || !m_typedFault.isEmpty(), .whyNot = m_whyNotSaved};
    const std::optional<QByteArray> decoded = m_draft.decoded();
    state.before = decoded ? m_draft.decodedBase().size() : m_draft.base().stored.size();
    if (!pane()->wantsFaultless() || m_draft.brokenOf().isNone()) // else it has blanks that would not be stored
        state.after = decoded ? decoded->size() : m_draft.bytes().size();
    if (m_phase != Phase::Writing)
        state.work = m_phase == Phase::Saving ? tr("Waiting for the save dialog") : tr("Encoding…");
    state.canCancel = m_phase != Phase::Saving; // that is up to whoever saves
    const SharedReading &reading = m_draft.reading();
    if (!m_typedFault.isEmpty()) {
        state.fault = m_typedFault;
        state.hasPlace = pane()->hasFaultPlace();
        state.whyNot = m_typedFault;
    } else if (!m_failure.isEmpty()) {
        state.fault = m_failure;
    } else if (m_draft.isChanged() && reading && (reading->compressionFault || reading->value.fault)) {
        const bool isPacked = bool(reading->compressionFault);
        const DecodeFault &fault = isPacked ? reading->compressionFault : reading->value.fault;
        const bool isText = !isPacked && (pane() == m_text || pane() == m_json) && decoded;
        state.fault = isText ? faultInText(*decoded, fault) : fault.text;
        state.isGrave = pane()->wantsFaultless();
        state.hasPlace = true;
        if (state.isGrave)
            state.whyNot = tr("%1 It can be saved as it is from Text.").arg(state.fault);
        else
            state.fault = tr("As it is now, whoever reads it may fail: %1").arg(state.fault);
    }
    m_strip->show(state);
    if (const bool isEdited = state.isChanged; std::exchange(m_wasEdited, isEdited) != isEdited)
        emit editedChanged();
}

/// With the line and the column that the cursor has there, instead of the byte.
QString ValueEditor::faultInText(QByteArrayView decoded, const DecodeFault &fault)
{
    const qsizetype mark = decoded.startsWith("\xef\xbb\xbf") ? 3 : 0; // of UTF-8, which is not in the editor
    const TextPosition position = textPosition(decoded.sliced(mark), fault.offset - mark);
    return tr("Line %L1, column %L2: %3").arg(position.line).arg(position.column).arg(fault.what.isEmpty() ? fault.text : fault.what);
}

void ValueEditor::adoptFixedFont()
{
    for (DraftPane *each : std::as_const(m_panes))
        each->adoptFixedFont();
}

/// The keys of scripts and of runs, which are for the value while it is being changed.
bool ValueEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find) || key->matches(QKeySequence::Replace) || key->matches(QKeySequence::Save)
            || key->key() == Qt::Key_F3 || key->key() == Qt::Key_Escape)
            event->accept();
    }
    return QWidget::event(event);
}

void ValueEditor::keyPressEvent(QKeyEvent *event)
{
    using Direction = DraftPane::Direction;
    if (event->matches(QKeySequence::Save))
        save();
    else if (event->matches(QKeySequence::Find) || event->matches(QKeySequence::Replace))
        pane()->find();
    else if (event->key() == Qt::Key_F3)
        pane()->findNext(event->modifiers().testFlag(Qt::ShiftModifier) ? Direction::Backward : Direction::Forward);
    else if (event->key() == Qt::Key_Escape && m_phase == Phase::Writing)
        discard();
    else if (event->key() == Qt::Key_Escape && m_phase != Phase::Saving) // which is up to whoever saves
        keepEditing({});
    else
        QWidget::keyPressEvent(event);
}
