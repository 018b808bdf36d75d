#include "ui/itemedit/mergepane.h"

#include "ui/fixedfont.h"
#include "ui/tonelabel.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

MergePane::MergePane(QWidget *parent)
    : QWidget(parent)
    , m_count(new ToneLabel(Tone::Muted, this))
    , m_next(new QPushButton(tr("Ne&xt conflict"), this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("mergePane"));
    m_count->setObjectName(QStringLiteral("mergeCount"));
    m_next->setObjectName(QStringLiteral("mergeNext"));
    m_next->setAutoDefault(false);
    m_text->setObjectName(QStringLiteral("mergeText"));
    m_text->setAccessibleName(tr("Merged value"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(fixedFont());
    m_text->setMinimumHeight(fontMetrics().lineSpacing() * 4);
    auto *head = new QHBoxLayout;
    head->addWidget(m_count, 1);
    head->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_text, 1);
    connect(m_text, &QPlainTextEdit::textChanged, this, &MergePane::count);
    connect(m_next, &QPushButton::clicked, this, &MergePane::goToNext);
}

void MergePane::setText(const MergedText &text, const MergeNames &names)
{
    m_names = names;
    m_text->setPlainText(QString::fromUtf8(text.text));
    count();
    if (m_conflicts > 0)
        goToNext();
}

QByteArray MergePane::text() const
{
    return m_text->toPlainText().toUtf8();
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
    const QString mark = QStringLiteral("<<<<<<< ") + QString::fromUtf8(m_names.mine);
    QTextCursor found = m_text->document()->find(mark, m_text->textCursor());
    if (found.isNull())
        found = m_text->document()->find(mark);
    if (found.isNull())
        return;
    m_text->setTextCursor(found);
    m_text->centerCursor();
    m_text->setFocus();
}
