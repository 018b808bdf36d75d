#include "ui/valueedit/draftpane.h"

#include "ui/amounttext.h"

DraftPane::DraftPane(ValueDraft *draft, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
{
}

QString DraftPane::tooLarge()
{
    return tr("The value would have more than %1, which is too much to be changed here.").arg(byteText(ValueDraft::mostBytes));
}
