#include "ui/results/matchbar.h"

#include "ui/clearbutton.h"
#include "ui/elidedlabel.h"
#include "ui/iconengine.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

#include <utility>

MatchBar::MatchBar(const QString &name, const QString &purpose, QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_state(new ElidedLabel(this))
    , m_row(new QHBoxLayout)
{
    setObjectName(name + QStringLiteral("Bar"));
    m_field->setObjectName(name + QStringLiteral("Text"));
    m_field->setAccessibleName(purpose);
    m_field->setPlaceholderText(purpose);
    addClearButton(m_field);
    m_state->setObjectName(name + QStringLiteral("Count"));
    m_state->setAccessibleName(tr("Number of matches"));

    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(2);
    m_row->addWidget(m_field, 1);
    addButton(m_previousAction, name + QStringLiteral("Previous"), tr("Previous"), "chevron-up", tr("Previous (Shift+F3)"));
    addButton(m_nextAction, name + QStringLiteral("Next"), tr("Next"), "chevron-down", tr("Next (F3)"));
    addButton(m_closeAction, name + QStringLiteral("Close"), tr("Close"), "x", tr("Close (Escape)"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(2);
    layout->addLayout(m_row);
    layout->addWidget(m_state);

    connect(m_field, &QLineEdit::textChanged, this, &MatchBar::seek);
    connect(&m_nextAction, &QAction::triggered, this, [this] { goOn(Direction::Forward); });
    connect(&m_previousAction, &QAction::triggered, this, [this] { goOn(Direction::Backward); });
    connect(&m_closeAction, &QAction::triggered, this, &MatchBar::close);
    m_nextAction.setEnabled(false);
    m_previousAction.setEnabled(false);
    m_state->hide();
    hide();
}

QToolButton *MatchBar::addButton(QAction &action, const QString &name, const QString &text, const char *icon, const QString &tip)
{
    constexpr int own = 3; // buttons of every search, at the end
    action.setObjectName(name + QStringLiteral("Action"));
    action.setText(text);
    action.setIcon(themedIcon(QLatin1String(icon)));
    action.setToolTip(tip);
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setDefaultAction(&action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    const int last = m_row->count();
    m_row->insertWidget(last > own ? last - own : last, button);
    return button;
}

void MatchBar::begin()
{
    drop();
    m_goes = false;
    m_around = false;
    if (isVisibleTo(parentWidget()))
        search();
    showState();
}

void MatchBar::open()
{
    keepPlace(Direction::Backward);
    const bool wasHidden = !isVisibleTo(parentWidget());
    show();
    if (wasHidden)
        search();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void MatchBar::close()
{
    hide();
    drop();
    emit closed();
}

void MatchBar::seek()
{
    m_goes = true;
    m_around = false;
    search();
}

void MatchBar::takeFound()
{
    const std::optional<Count> found = count();
    if (std::exchange(m_goes, false) && found && found->matches > 0) {
        const size_t number = firstFromPlace();
        choose(number < found->matches ? number : 0);
    }
    showState();
}

void MatchBar::goOn(Direction direction)
{
    if (m_field->text().isEmpty()) {
        open();
        return;
    }
    if (isBusy()) { // what is known is of what was sought before
        m_goes = true;
        return;
    }
    const std::optional<Count> found = count();
    if (!found) { // it goes on though the bar was closed, or is not ready
        keepPlace(direction);
        m_goes = true;
        m_around = false;
        show();
        search();
        return;
    }
    if (found->matches == 0)
        return;
    const Standing at = standing();
    m_around = direction == Direction::Forward ? at.next >= found->matches : at.before == 0;
    choose(direction == Direction::Forward ? (m_around ? 0 : at.next) : (m_around ? found->matches : at.before) - 1);
    keepPlace(Direction::Backward);
    showState();
}

void MatchBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        goOn(event->modifiers().testFlag(Qt::ShiftModifier) ? Direction::Backward : Direction::Forward);
    else
        QWidget::keyPressEvent(event);
}

void MatchBar::showState()
{
    const Count found = count().value_or(Count());
    const bool isKnown = !isBusy() && count();
    const bool isSought = !m_field->text().isEmpty() && fault().isEmpty();
    m_nextAction.setEnabled(isSought);
    m_previousAction.setEnabled(isSought);
    QString text = fault();
    if (isBusy())
        text = tr("Searching…");
    else if (isKnown && found.matches == 0)
        text = tr("No match");
    m_state->setTone(text.isEmpty() || isBusy() ? Tone::Muted : Tone::Bad);
    if (isKnown && found.matches > 0) {
        const Standing at = standing();
        const QString all = found.isCut ? tr("more than %L1").arg(found.matches) : tr("%L1").arg(found.matches);
        text = at.isOn ? tr("%L1 of %2").arg(at.before + 1).arg(all) : tr("Matches: %1").arg(all);
        if (m_around)
            text += QStringLiteral(" · ") + tr("went around");
    }
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}
