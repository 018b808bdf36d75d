#include "ui/itemedit/mergepane.h"

#include "ui/tonelabel.h"
#include "ui/valueedit/textpane.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

MergePane::MergePane(QWidget *parent)
    : QWidget(parent)
    , m_count(new ToneLabel(Tone::Muted, this))
    , m_next(new QPushButton(tr("Ne&xt conflict"), this))
    , m_wrap(new QCheckBox(tr("W&rap lines"), this))
    , m_text(new ValueTextEdit(ValueTextEdit::Language::Plain, this))
{
    setObjectName(QStringLiteral("mergePane"));
    m_count->setObjectName(QStringLiteral("mergeCount"));
    m_next->setObjectName(QStringLiteral("mergeNext"));
    m_next->setAutoDefault(false);
    m_text->setObjectName(QStringLiteral("mergeText"));
    m_text->setAccessibleName(tr("Merged value"));
    m_wrap->setObjectName(QStringLiteral("mergeWrap"));
    m_text->setMinimumHeight(fontMetrics().lineSpacing() * 4);
    auto *head = new QHBoxLayout;
    m_count->setWordWrap(true);
    head->addWidget(m_count, 1);
    head->addWidget(m_wrap);
    head->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_text, 1);
    connect(m_text, &ByteEditor::edited, this, &MergePane::count);
    connect(m_next, &QPushButton::clicked, this, &MergePane::goToNext);
    connect(m_wrap, &QCheckBox::toggled, m_text,
            [this](bool on) { m_text->setWrap(on ? ValueTextEdit::Wrap::AtWindow : ValueTextEdit::Wrap::Never); });
}

/// One as long as a book is not laid out anew with every key.
bool MergePane::hasVeryLongLine(QByteArrayView text)
{
    qsizetype from = 0;
    while (text.size() - from > TextPane::longestWrapped) {
        const qsizetype end = text.indexOf('\n', from);
        if (end < 0 || end - from > TextPane::longestWrapped)
            return true;
        from = end + 1;
    }
    return false;
}

void MergePane::setText(const MergedText &text, const MergeNames &names)
{
    m_names = names;
    m_text->load(text.text, ValueTextEdit::Loading::Anew);
    m_wrap->setChecked(!hasVeryLongLine(text.text));
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
