#include "ui/values/valuepage.h"

#include "app/values/readtext.h"
#include "ui/iconengine.h"
#include "ui/results/hexview.h"
#include "ui/results/longtext.h"
#include "ui/results/valuefindbar.h"
#include "ui/valueedit/valueeditor.h"
#include "ui/values/chainstrip.h"
#include "ui/values/envelopenotice.h"
#include "ui/values/readingfault.h"
#include "ui/values/rememberdialog.h"
#include "ui/values/stepnames.h"
#include "ui/values/valuechanges.h"
#include "ui/values/valueforms.h"

#include <QScopedValueRollback>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace {

constexpr int ownTabs = 2; // text and bytes

QToolButton *menuButton(const QString &name, const QString &text, const char *icon, QMenu *menu)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setIcon(themedIcon(QLatin1String(icon)));
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

ValuePage::ValuePage(const QString &name, ReadingChoices *choices, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_choices(choices)
    , m_actions(name, this)
    , m_chain(new ChainStrip(name, this))
    , m_compressionFault(new ReadingFault(name + QStringLiteral("CompressionFault"), this))
    , m_envelope(new EnvelopeNotice(name, this))
    , m_formFault(new ReadingFault(name + QStringLiteral("FormFault"), this))
    , m_tabs(new QTabWidget(this))
    , m_text(new TextView(name + QStringLiteral("Text")))
    , m_bytes(new BytesView(name + QStringLiteral("Hex")))
    , m_find(new ValueFindBar(
          name + QStringLiteral("Find"), [this] { return selection(); }, this))
    , m_changes(new ValueChanges)
{
    m_tabs->setObjectName(name + QStringLiteral("Tabs"));
    m_tabs->setAccessibleName(tr("Ways to see the value"));
    m_tabs->setDocumentMode(true);
    m_tabs->setMinimumWidth(fontMetrics().averageCharWidth() * 20); // where its bar would want more, it scrolls
    m_tabs->addTab(m_text, tr("Text"));
    m_tabs->addTab(m_bytes, tr("Hex"));
    addValueForms(this);
    addChanges();
    m_patience.setSingleShot(true);
    m_patience.setInterval(200ms);
    layOut();
    connectParts();
    m_chain->hide();
    setUpEditing();
}

void ValuePage::layOut()
{
    auto *corner = new QWidget(m_tabs);
    auto *buttons = new QHBoxLayout(corner);
    buttons->setContentsMargins(0, 0, 4, 0);
    buttons->setSpacing(0);
    m_editButton = new QToolButton;
    buttons->addWidget(m_editButton);
    buttons->addWidget(menuButton(m_name + QStringLiteral("Copy"), tr("Copy the value"), "copy", m_actions.copyMenu()));
    buttons->addWidget(
        menuButton(m_name + QStringLiteral("Save"), tr("Save the value or open it outside"), "file-down", m_actions.saveMenu()));
    m_tabs->setCornerWidget(corner);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_chain);
    layout->addWidget(m_compressionFault);
    layout->addWidget(m_envelope);
    layout->addWidget(m_formFault);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_find);
}

void ValuePage::connectParts()
{
    LongText *text = m_text->text();
    HexView *hex = m_bytes->hex();
    connect(m_find, &ValueFindBar::matchesChanged, this, &ValuePage::showMatches);
    connect(m_find, &ValueFindBar::chosen, this, &ValuePage::select);
    connect(m_find, &ValueFindBar::closed, this, [this] { m_tabs->currentWidget()->setFocus(); });
    connect(text, &LongText::findRequested, this, &ValuePage::find);
    connect(hex, &HexView::findRequested, this, &ValuePage::find);
    connect(text, &LongText::told, this, &ValuePage::told);
    connect(m_bytes, &BytesView::told, this, &ValuePage::told);
    connect(&m_actions, &ValueActions::told, this, &ValuePage::told);
    connect(m_text, &TextView::shownChanged, this, &ValuePage::seek);
    connect(m_bytes, &BytesView::shownChanged, this, &ValuePage::seek);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ValuePage::takeTab);
    connect(&m_reader, &ValueReader::finished, this, &ValuePage::follow);
    connect(&m_patience, &QTimer::timeout, m_chain, [this] { m_chain->setWait(ChainStrip::Wait::Reading); });
    connect(m_chain, &ChainStrip::stepsChosen, this, [this](const ChosenSteps &steps) { m_choices->choose(m_value.key, steps); });
    connect(m_chain, &ChainStrip::rememberRequested, this, &ValuePage::askToRemember);
    connect(m_chain, &ChainStrip::forgetRequested, m_choices, &ReadingChoices::forget);
    connect(m_chain, &ChainStrip::stopRequested, this, &ValuePage::stopReading);
    connect(m_choices, &ReadingChoices::changed, this, &ValuePage::read);
    connect(m_compressionFault, &ReadingFault::placeRequested, this, [this](qsizetype offset) {
        const qsizetype prefix = reading() ? reading()->compression.prefixSize : 0;
        goTo(BytesView::Stage::Stored, prefix + offset, 1);
    });
    connect(m_envelope, &EnvelopeNotice::placeRequested, this, [this](qsizetype offset) { goTo(BytesView::Stage::Wrapped, offset, 1); });
    connect(m_chain, &ChainStrip::setUpRequested, m_choices, &ReadingChoices::setUpRequested);
    connect(m_formFault, &ReadingFault::placeRequested, this,
            [this](qsizetype offset) { goTo(BytesView::Stage::Decompressed, offset, 1); });
}

void ValuePage::addForm(const Form &form)
{
    m_forms.push_back(form);
    m_filled.push_back(false);
    m_offered.push_back(false);
    m_tabs->addTab(form.view, form.title);
    // Several pages stand in one window.
    const QList<QAction *> actions = form.view->findChildren<QAction *>();
    for (QAction *action : actions) {
        if (!action->objectName().isEmpty() && !action->objectName().startsWith(QLatin1String("_q_")))
            action->setObjectName(m_name + action->objectName());
    }
    m_tabs->setTabVisible(m_tabs->count() - 1, false);
}

void ValuePage::addChanges()
{
    addForm({.form = ValueForm::Changes,
             .title = tr("Changes"),
             .view = m_changes,
             .suits = [changes = m_changes](const ValueReading &) { return changes->hasChanged(); },
             .show = [changes = m_changes](const SharedReading &reading) { changes->showReading(reading); },
             .adoptFont = [changes = m_changes] { changes->adoptFixedFont(); }});
}

void ValuePage::showValue(const Value &value)
{
    const bool isSame = value.key == m_value.key && value.flags == m_value.flags && value.bytes == m_value.bytes;
    if ((isSame && !m_value.bytes.isEmpty()) || isEditing())
        return;
    if (value.key != m_looksOf)
        forgetLooks();
    m_looksOf = value.key;
    m_value = value;
    m_changes->note(value.key, value.bytes, value.flags.value_or(0), m_choices->library());
    m_bytes->setBytes(value.bytes, value.owner);
    read();
}

void ValuePage::clear()
{
    if ((m_value.bytes.isEmpty() && m_value.key.isEmpty() && !m_reader.reading()) || isEditing())
        return;
    m_value = {};
    m_bytes->setBytes({}, {});
    read();
}

/// How one value was looked at says nothing of another one.
void ValuePage::forgetLooks()
{
    for (const Form &form : m_forms) {
        if (form.forget)
            form.forget();
    }
}

void ValuePage::read()
{
    if (m_readAgain = isEditing(); m_readAgain)
        return;
    m_patience.stop();
    m_chain->setWait(ChainStrip::Wait::None);
    if (m_value.bytes.isEmpty()) {
        m_reader.stop();
    } else {
        const StoredValue stored{m_value.bytes, m_value.owner, m_value.flags.value_or(0), m_choices->library()};
        m_reader.read(stored, m_choices->choiceFor(m_value.key).steps);
    }
    if (m_reader.isBusy())
        m_patience.start();
    follow();
}

/// Shows what is known now: all of it, or while it is being read, the bytes.
void ValuePage::follow()
{
    if (!m_reader.isBusy()) {
        m_patience.stop();
        m_chain->setWait(ChainStrip::Wait::None);
    }
    {
        const QScopedValueRollback settling(m_settling, true);
        const SharedReading &read = reading();
        m_bytes->showReading(read);
        if (read)
            m_text->setBytes(readText(*read), read);
        else
            m_text->setBytes(m_value.bytes, m_value.owner);
        m_actions.setValue({m_value.bytes, m_value.owner, read, m_value.key});
        showChain();
        showForms();
    }
    seek();
    showWhetherEditable();
    emit readingChanged();
}

void ValuePage::stopReading()
{
    m_patience.stop();
    m_reader.stop();
    m_chain->setWait(ChainStrip::Wait::Stopped);
    showWhetherEditable();
}

void ValuePage::showChain()
{
    m_chain->setVisible(!m_value.bytes.isEmpty());
    m_chain->showChain({m_value.flags, m_choices->library(), m_choices->choiceFor(m_value.key), reading(), m_choices->ownDecoders()});
    m_envelope->showReading(reading());
    const bool isDamaged = reading() && reading()->damage;
    m_compressionFault->showFault(reading() && !isDamaged ? stepName(reading()->compression) : QString(),
                                  isDamaged       ? reading()->damage
                                      : reading() ? reading()->compressionFault
                                                  : DecodeFault());
    m_formFault->showFault(reading() ? stepName(reading()->serialization) : QString(), reading() ? reading()->value.fault : DecodeFault());
}

/// The tabs that suit, and the one in front that suits best; only that one is filled, as the others may never be looked at.
void ValuePage::showForms()
{
    for (size_t i = 0; i < m_forms.size(); ++i)
        m_offered[i] = reading() && m_forms[i].suits(*reading());
    const ValueForm form = bestForm();
    for (size_t i = 0; i < m_forms.size(); ++i) {
        if (m_filled[i])
            m_forms[i].show({});
        m_filled[i] = false;
        m_tabs->setTabVisible(ownTabs + int(i), m_offered[i]);
    }
    bringForward(form);
    fillCurrent();
}

bool ValuePage::isOffered(ValueForm form) const
{
    for (size_t i = 0; i < m_forms.size(); ++i) {
        if (m_forms[i].form == form)
            return m_offered[i];
    }
    return form == ValueForm::Text || form == ValueForm::Hex;
}

ValueForm ValuePage::bestForm() const
{
    const ValueForm current = currentForm().value_or(ValueForm::Text);
    if (!reading())
        return current == ValueForm::Hex ? current : ValueForm::Text;
    const Serialization serialization = reading()->serialization.serialization;
    const std::optional<ValueForm> chosen = m_choices->formFor(serialization);
    if (chosen && isOffered(*chosen))
        return *chosen;
    // What is text in the server too is read as text, all else as a tree.
    const bool isText = serialization == Serialization::Json || serialization == Serialization::Text;
    for (const ValueForm form : {ValueForm::Image, isText ? ValueForm::Formatted : ValueForm::Tree}) {
        if (isOffered(form))
            return form;
    }
    return serialization == Serialization::Bytes ? ValueForm::Hex : ValueForm::Text;
}

void ValuePage::bringForward(ValueForm form)
{
    if (form == ValueForm::Text || form == ValueForm::Hex) {
        m_tabs->setCurrentIndex(form == ValueForm::Text ? 0 : 1);
        return;
    }
    for (size_t i = 0; i < m_forms.size(); ++i) {
        if (m_forms[i].form == form)
            m_tabs->setCurrentIndex(ownTabs + int(i));
    }
}

const ValuePage::Form *ValuePage::formAt(int tab) const
{
    return tab >= ownTabs && size_t(tab - ownTabs) < m_forms.size() ? &m_forms[size_t(tab - ownTabs)] : nullptr;
}

std::optional<ValueForm> ValuePage::currentForm() const
{
    const int tab = m_tabs->currentIndex();
    if (const Form *form = formAt(tab))
        return form->form;
    return tab < 0 ? std::nullopt : std::optional(tab == 0 ? ValueForm::Text : ValueForm::Hex);
}

/// What a person chose counts for the next value of the same kind.
void ValuePage::takeTab()
{
    if (m_settling)
        return;
    if (const std::optional<ValueForm> form = currentForm(); form && reading())
        m_choices->setFormFor(reading()->serialization.serialization, *form);
    fillCurrent();
    seek();
}

void ValuePage::fillCurrent()
{
    const int tab = m_tabs->currentIndex();
    const Form *form = formAt(tab);
    if (!form || m_filled[size_t(tab - ownTabs)])
        return;
    m_filled[size_t(tab - ownTabs)] = true;
    form->show(reading());
}

void ValuePage::showForm(ValueForm form)
{
    if (!isOffered(form))
        return;
    {
        const QScopedValueRollback settling(m_settling, true);
        bringForward(form);
    }
    fillCurrent();
    seek();
}

void ValuePage::goTo(BytesView::Stage stage, qsizetype from, qsizetype length)
{
    showForm(ValueForm::Hex);
    m_bytes->select(stage, from, length);
    m_bytes->setFocus();
}

void ValuePage::askToRemember()
{
    const QByteArray key = m_value.key;
    auto *dialog = new RememberDialog({key, m_choices->patternFor(key), stepNames(m_choices->choiceFor(key).steps)}, this);
    connect(dialog, &RememberDialog::patternChosen, m_choices,
            [choices = m_choices, key](const QString &pattern) { choices->remember(pattern, key); });
    dialog->open();
}

void ValuePage::adoptFixedFont()
{
    m_bytes->adoptFixedFont();
    if (m_editor)
        m_editor->adoptFixedFont();
    for (const Form &form : m_forms) {
        if (form.adoptFont)
            form.adoptFont();
    }
}
