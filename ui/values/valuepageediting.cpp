// What a value's page does about changing it; the rest of it is in valuepage.cpp.

#include "ui/amounttext.h"
#include "ui/iconengine.h"
#include "ui/results/valuefindbar.h"
#include "ui/valueedit/valueeditor.h"
#include "ui/values/chainstrip.h"
#include "ui/values/envelopenotice.h"
#include "ui/values/readingfault.h"
#include "ui/values/valuepage.h"

#include <QBoxLayout>
#include <QTabWidget>
#include <QToolButton>

void ValuePage::setUpEditing()
{
    m_edit.setObjectName(m_name + QStringLiteral("Edit"));
    m_edit.setText(tr("Edit"));
    m_edit.setIcon(themedIcon(QStringLiteral("pencil")));
    m_edit.setShortcut(Qt::CTRL | Qt::Key_E);
    m_edit.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(&m_edit);
    m_editButton->setObjectName(m_name + QStringLiteral("EditButton"));
    m_editButton->setAccessibleName(tr("Edit the value"));
    m_editButton->setDefaultAction(&m_edit);
    m_editButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_editButton->setAutoRaise(true);
    m_editButton->setFocusPolicy(Qt::StrongFocus);
    connect(&m_edit, &QAction::triggered, this, &ValuePage::beginEdit);
    showWhetherEditable();
}

void ValuePage::setEditable(const QString &whyNot)
{
    m_whyNotEditable = whyNot;
    if (m_editor)
        m_editor->setSaving(whyNot);
    showWhetherEditable();
}

QString ValuePage::whyNotEditable() const
{
    if (!m_whyNotEditable->isEmpty())
        return *m_whyNotEditable;
    if (m_value.key.isEmpty())
        return tr("There is no value to be changed.");
    if (m_reader.isBusy())
        return tr("The value is still being read.");
    if (m_value.bytes.size() > ValueDraft::mostBytes)
        return tr("Values over %1 cannot be changed here.").arg(byteText(ValueDraft::mostBytes));
    return {};
}

void ValuePage::showWhetherEditable()
{
    m_editButton->setVisible(m_whyNotEditable.has_value());
    m_edit.setVisible(m_whyNotEditable.has_value());
    if (!m_whyNotEditable)
        return;
    const QString why = whyNotEditable();
    m_edit.setEnabled(why.isEmpty() && !isEditing());
    const QString keys = m_edit.shortcut().toString(QKeySequence::NativeText);
    m_edit.setToolTip(why.isEmpty() ? tr("Edit the value (%1)").arg(keys) : why);
    m_edit.setStatusTip(why.isEmpty() ? tr("Change the value, as text, JSON, tree or bytes") : why);
    m_editButton->setAccessibleDescription(why);
}

void ValuePage::beginEdit()
{
    if (isEditing() || !m_whyNotEditable || !whyNotEditable().isEmpty())
        return;
    if (!m_editor) {
        m_editor = new ValueEditor(m_name + QStringLiteral("Edit"), this);
        static_cast<QBoxLayout *>(layout())->insertWidget(layout()->indexOf(m_tabs), m_editor, 1);
        m_editor->setSaving(*m_whyNotEditable);
        connect(m_editor, &ValueEditor::ended, this, &ValuePage::showEditor);
        connect(m_editor, &ValueEditor::editedChanged, this, &ValuePage::editingChanged);
        connect(m_editor, &ValueEditor::saveRequested, this, &ValuePage::saveRequested);
        connect(m_editor, &ValueEditor::kept, this, &ValuePage::editKept);
        connect(m_editor, &ValueEditor::told, this, &ValuePage::told);
    }
    ValueDraft::Base base{.key = m_value.key, .stored = m_value.bytes.toByteArray(), .reading = reading()};
    base.flags = m_value.flags.value_or(0);
    base.library = m_choices->library();
    if (base.stored.isEmpty()) // which is not read
        base.reading = shareReading(readValue({}, base.flags, base.library, DecodeLimits()));
    m_find->hide();
    m_editor->begin(base, currentForm().value_or(ValueForm::Text));
    showEditor();
}

/// It stands in the place of what the value is looked at in, and of how that was read, which cannot change now.
void ValuePage::showEditor()
{
    const bool edits = isEditing();
    const bool hadFocus = isAncestorOf(focusWidget()) || (m_editor && m_editor->isAncestorOf(focusWidget()));
    m_editor->setVisible(edits);
    m_tabs->setVisible(!edits);
    if (!edits)
        showChain();
    else
        for (QWidget *part : std::initializer_list<QWidget *>{m_chain, m_compressionFault, m_envelope, m_formFault})
            part->hide();
    if (edits)
        m_editor->setFocus();
    else if (hadFocus)
        m_tabs->currentWidget()->setFocus();
    showWhetherEditable();
    emit editingChanged();
    if (!edits && m_readAgain)
        read();
}

bool ValuePage::isEditing() const
{
    return m_editor && m_editor->isEditing();
}

bool ValuePage::isEdited() const
{
    return m_editor && m_editor->isEdited();
}

void ValuePage::saveEdit()
{
    if (m_editor)
        m_editor->save();
}

void ValuePage::endEdit()
{
    if (m_editor)
        m_editor->end();
}

void ValuePage::keepEditing(const QString &why)
{
    if (m_editor)
        m_editor->keepEditing(why);
}
