#include "ui/itemedit/mergepane.h"

#include "ui/tonelabel.h"
#include "ui/valueedit/valuetextedit.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

MergePane::MergePane(QWidget *parent)
    : QWidget(parent)
    , m_count(new ToneLabel(Tone::Muted, this))
    , m_next(new QPushButton(tr("Ne&xt conflict"), this))
    , m_text(new ValueTextEdit(ValueTextEdit::Language::Plain, this))
{
    setObjectName(QStringLiteral("mergePane"));
    m_count->setObjectName(QStringLiteral("mergeCount"));
    m_next->setObjectName(QStringLiteral("mergeNext"));
    m_next->setAutoDefault(false);
    m_text->setObjectName(QStringLiteral("mergeText"));
    m_text->setAccessibleName(tr("Merged value"));
    m_text->setWrap(ValueTextEdit::Wrap::Never);
    m_text->setMinimumHeight(fontMetrics().lineSpacing() * 4);
    auto *head = new QHBoxLayout;
    head->addWidget(m_count, 1);
    head->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_text, 1);
    connect(m_text, &ByteEditor::edited, this, &MergePane::count);
    connect(m_next, &QPushButton::clicked, this, &MergePane::goToNext);
}

void MergePane::setText(const MergedText &text, const MergeNames &names)
{
    m_names = names;
    m_text->load(text.text, ValueTextEdit::Loading::Anew);
    count();
    if (m_conflicts > 0)
        goToNext();
}

QByteArray MergePane::text() const
{
    return m_text->text();
}

bool MergePane::isEdited() const
{
    return m_text->isModified();
}

void MergePane::count()
{
    m_conflicts = markedConflicts(text(), m_names);
    m_next->setVisible(m_conflicts > 0);
    m_count->setTone(m_conflicts > 0 ? Tone::Notice : Tone::Muted);
    if (m_conflicts == 0)
        m_count->setText(tr("Both changes are in it, and no conflict is left. It can still be edited."));
    else if (m_conflicts == 1)
        m_count->setText(tr("1 conflict: both changed the same lines. Keep what is right, and delete the marks."));
    else
        m_count->setText(tr("%Ln conflicts: both changed the same lines. Keep what is right, and delete the marks.", nullptr, m_conflicts));
    emit changed();
}

/// Behind the cursor, or from the beginning again.
void MergePane::goToNext()
{
    const QByteArray mark = "<<<<<<< " + m_names.mine;
    const QByteArray all = text();
    qsizetype found = all.indexOf(mark, m_text->cursor());
    if (found < 0)
        found = all.indexOf(mark);
    if (found < 0)
        return;
    m_text->jumpTo(found);
    m_text->select(found, found + mark.size());
}
