#include "ui/valueedit/draftpane.h"

DraftPane::DraftPane(ValueDraft *draft, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
{
}
