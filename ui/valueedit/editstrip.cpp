#include "ui/valueedit/editstrip.h"

#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/tonelabel.h"
#include "ui/wraplayout.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

#include <algorithm>

namespace {

QLabel *plainLabel(const QString &name, QLabel *label)
{
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(false);
    return label;
}

} // namespace

EditStrip::EditStrip(const QString &name, QWidget *parent)
    : QFrame(parent)
    , m_name(name)
    , m_state(plainLabel(name + QStringLiteral("State"), new QLabel))
    , m_size(plainLabel(name + QStringLiteral("Size"), new ToneLabel(Tone::Muted)))
    , m_work(plainLabel(name + QStringLiteral("Work"), new ToneLabel(Tone::Muted)))
    , m_cancel(new QToolButton)
    , m_saveButton(addButton(m_save, "Save", tr("Save…"), "save", tr("Shows what changes, and then stores it (Ctrl+S)")))
    , m_discardButton(addButton(m_discard, "Discard", tr("Discard"), "x", tr("Ends the edit without storing anything (Escape)")))
    , m_resetButton(addButton(m_reset, "Reset", tr("Reset"), "undo-2", tr("Takes all changes back and goes on with the edit")))
    , m_faultRow(new QWidget)
    , m_fault(new NoticeRow(name + QStringLiteral("Fault")))
    , m_place(new QToolButton)
{
    setObjectName(name + QStringLiteral("Strip"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    QFont bold = m_state->font();
    bold.setBold(true);
    m_state->setFont(bold);
    for (const QString &text : {tr("Changed"), tr("Editing")}) {
        m_state->setText(text);
        m_state->setMinimumWidth(std::max(m_state->minimumWidth(), m_state->sizeHint().width()));
    }
    m_cancel->setObjectName(name + QStringLiteral("CancelWork"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel saving"));
    m_cancel->setFocusPolicy(Qt::StrongFocus);
    m_place->setObjectName(name + QStringLiteral("FaultPlace"));
    m_place->setText(tr("Show")); // short, so that the fault beside it has room in a narrow page too
    m_place->setToolTip(tr("Show the place in the value"));
    m_place->setAccessibleName(tr("Show the place"));
    m_place->setFocusPolicy(Qt::StrongFocus);
    auto *row = new WrapLayout;
    row->setContentsMargins(4, 4, 4, 4);
    row->setSpacing(4);
    for (QWidget *part :
         {static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_size), static_cast<QWidget *>(m_work), static_cast<QWidget *>(m_cancel),
          static_cast<QWidget *>(m_saveButton), static_cast<QWidget *>(m_discardButton), static_cast<QWidget *>(m_resetButton)})
        row->addWidget(part);
    auto *fault = new QHBoxLayout(m_faultRow);
    fault->setContentsMargins(8, 2, 8, 2);
    fault->addWidget(m_fault, 1);
    fault->addWidget(m_place, 0, Qt::AlignTop | Qt::AlignRight);
    m_faultRow->setObjectName(name + QStringLiteral("FaultRow"));
    setLayout(row);

    connect(m_place, &QToolButton::clicked, this, &EditStrip::placeRequested);
    connect(m_cancel, &QToolButton::clicked, this, &EditStrip::cancelRequested);
}

QToolButton *EditStrip::addButton(QAction &action, const char *name, const QString &text, const char *icon, const QString &tip)
{
    action.setObjectName(m_name + QLatin1String(name));
    action.setText(text);
    action.setIcon(themedIcon(QLatin1String(icon)));
    action.setToolTip(tip);
    action.setStatusTip(tip);
    auto *button = new QToolButton;
    button->setObjectName(m_name + QLatin1String(name) + QStringLiteral("Button"));
    button->setAccessibleName(QString(text).remove(QChar(u'…')));
    button->setDefaultAction(&action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

int EditStrip::usualFaultHeight() const
{
    return std::max(fontMetrics().lineSpacing() * 2, m_place->sizeHint().height()) + 4; // and its margins
}

void EditStrip::show(const State &state)
{
    const bool works = !state.work.isEmpty();
    m_state->setText(state.isChanged ? tr("Changed") : tr("Editing"));
    const QString sizes = tr("%L1 → %L2 B");
    m_size->setText(sizes.arg(state.before).arg(state.before)); // so that no button moves
    m_size->setMinimumWidth(m_size->sizeHint().width());
    if (!state.isChanged)
        m_size->setText(tr("%L1 B").arg(state.before));
    else if (state.after)
        m_size->setText(sizes.arg(state.before).arg(*state.after));
    else
        m_size->setText(tr("%L1 → ? B").arg(state.before));
    m_size->setAccessibleName(state.isChanged ? tr("Size before and after") : tr("Size"));
    m_size->setToolTip(state.isChanged && !state.after ? tr("The new size is known once this is valid JSON again.") : QString());
    m_work->setText(state.work);
    m_work->setVisible(works);
    m_cancel->setVisible(works && state.canCancel);
    m_saveButton->setVisible(!works);
    m_discardButton->setVisible(!works);
    m_resetButton->setVisible(!works);
    m_save.setEnabled(!works && state.isChanged && state.whyNot.isEmpty());
    m_save.setToolTip(state.whyNot.isEmpty() ? m_save.statusTip() : state.whyNot);
    m_reset.setEnabled(!works && state.isChanged);
    const bool isFault = !state.fault.isEmpty();
    const QString said = isFault ? state.fault : state.isChanged ? state.whyNot : QString();
    m_fault->tell(said, isFault && state.isGrave ? Tone::Bad : Tone::Notice);
    m_place->setVisible(isFault && state.hasPlace);
}
