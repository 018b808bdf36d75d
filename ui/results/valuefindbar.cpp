#include "ui/results/valuefindbar.h"

#include "ui/clearbutton.h"
#include "ui/elidedlabel.h"
#include "ui/fixedfont.h"
#include "ui/iconengine.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>
#include <cctype>

ValueFindBar::ValueFindBar(const QString &name, const std::function<std::pair<qsizetype, qsizetype>()> &selection, QWidget *parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_field(new QLineEdit(this))
    , m_state(new ElidedLabel(this))
{
    setObjectName(name + QStringLiteral("Bar"));
    m_field->setObjectName(name + QStringLiteral("Text"));
    m_field->setAccessibleName(tr("Find in the value"));
    m_field->setPlaceholderText(tr("Find in the value"));
    m_field->setFont(fixedFont());
    addClearButton(m_field);
    m_state->setObjectName(name + QStringLiteral("Count"));
    m_state->setAccessibleName(tr("Number of matches"));
    m_caseAction.setCheckable(true);
    m_hexAction.setCheckable(true);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_field, 1);
    row->addWidget(
        addButton(m_caseAction, name + QStringLiteral("Case"), tr("Match case"), "case-sensitive", tr("Tell capitals from small letters")));
    row->addWidget(addButton(m_hexAction, name + QStringLiteral("Hex"), tr("Bytes in hexadecimal"), "hash",
                             tr("Search for bytes, written in hexadecimal: 0D 0A")));
    row->addWidget(addButton(m_previousAction, name + QStringLiteral("Previous"), tr("Previous"), "chevron-up", tr("Previous (Shift+F3)")));
    row->addWidget(addButton(m_nextAction, name + QStringLiteral("Next"), tr("Next"), "chevron-down", tr("Next (F3)")));
    row->addWidget(addButton(m_closeAction, name + QStringLiteral("Close"), tr("Close"), "x", tr("Close (Escape)")));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(m_state);

    connect(m_field, &QLineEdit::textChanged, this, &ValueFindBar::changePattern);
    connect(&m_caseAction, &QAction::toggled, this, &ValueFindBar::changePattern);
    connect(&m_hexAction, &QAction::toggled, this, &ValueFindBar::changePattern);
    connect(&m_nextAction, &QAction::triggered, this, [this] { goOn(Direction::Forward); });
    connect(&m_previousAction, &QAction::triggered, this, [this] { goOn(Direction::Backward); });
    connect(&m_closeAction, &QAction::triggered, this, &ValueFindBar::close);
    connect(&m_finder, &ByteFinder::found, this, &ValueFindBar::take);
    hide();
    showState();
}

QToolButton *ValueFindBar::addButton(QAction &action, const QString &name, const QString &text, const char *icon, const QString &tip)
{
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
    return button;
}

void ValueFindBar::setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner)
{
    m_bytes = bytes;
    m_owner = owner;
    m_matches.reset();
    m_goes = false;
    m_around = false;
    m_from = 0;
    if (isVisibleTo(parentWidget()))
        search();
    else
        m_finder.cancel();
    showState();
}

void ValueFindBar::open()
{
    m_from = m_selection().first;
    const bool wasHidden = !isVisibleTo(parentWidget());
    show();
    if (wasHidden)
        search();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void ValueFindBar::close()
{
    hide();
    m_finder.cancel();
    m_matches.reset();
    emit matchesChanged({});
    emit closed();
}

void ValueFindBar::changePattern()
{
    m_goes = true;
    search();
}

BytePattern ValueFindBar::pattern(QString *fault) const
{
    const QString text = m_field->text();
    if (!m_hexAction.isChecked())
        return {.bytes = text.toUtf8(), .exact = m_caseAction.isChecked()};
    QByteArray digits = text.toUtf8();
    digits.replace(' ', QByteArray());
    if (!std::ranges::all_of(digits, [](char digit) { return std::isxdigit(uchar(digit)); }))
        *fault = tr("Not hexadecimal: only 0 to 9 and A to F");
    else if (digits.size() % 2 != 0)
        *fault = tr("Not whole bytes: two digits each");
    return {.bytes = fault->isEmpty() ? QByteArray::fromHex(digits) : QByteArray(), .exact = true};
}

void ValueFindBar::search()
{
    m_fault.clear();
    m_around = false;
    const BytePattern sought = pattern(&m_fault);
    if (sought.isEmpty()) {
        m_finder.cancel();
        m_matches.reset();
        emit matchesChanged({});
    } else {
        m_finder.find(m_bytes, m_owner, sought);
    }
    showState();
}

void ValueFindBar::take(const ByteFinder::Matches &matches)
{
    m_matches = matches;
    emit matchesChanged(matches);
    if (std::exchange(m_goes, false) && !matches->begins.empty()) {
        const size_t number = matches->firstFrom(m_from);
        choose(number < matches->begins.size() ? number : 0);
    }
    showState();
}

void ValueFindBar::goOn(Direction direction)
{
    if (m_field->text().isEmpty()) {
        open();
        return;
    }
    if (m_finder.isBusy()) { // what is known is of what was sought before
        m_goes = true;
        return;
    }
    if (!m_matches) { // it goes on though the bar was closed, or is not ready
        m_from = direction == Direction::Forward ? m_selection().second : m_selection().first;
        m_goes = true;
        show();
        search();
        return;
    }
    const size_t count = m_matches->begins.size();
    if (count == 0)
        return;
    const auto [from, to] = m_selection();
    const size_t next = m_matches->firstFrom(from < to ? from + 1 : from);
    const size_t before = m_matches->firstFrom(from);
    m_around = direction == Direction::Forward ? next == count : before == 0;
    choose(direction == Direction::Forward ? (m_around ? 0 : next) : (m_around ? count : before) - 1);
    m_from = m_selection().first;
    showState();
}

void ValueFindBar::choose(size_t number)
{
    const qsizetype from = m_matches->begins[number];
    emit chosen(from, from + m_matches->length);
}

void ValueFindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        goOn(event->modifiers() & Qt::ShiftModifier ? Direction::Backward : Direction::Forward);
    else
        QWidget::keyPressEvent(event);
}

void ValueFindBar::showState()
{
    const bool some = m_matches && !m_matches->begins.empty();
    const bool sought = !m_field->text().isEmpty() && m_fault.isEmpty();
    m_nextAction.setEnabled(sought);
    m_previousAction.setEnabled(sought);
    m_caseAction.setEnabled(!m_hexAction.isChecked());
    QString text = m_fault;
    if (m_finder.isBusy())
        text = tr("Searching…");
    else if (m_matches && !some)
        text = tr("No match");
    m_state->setTone(text.isEmpty() || m_finder.isBusy() ? Tone::Muted : Tone::Bad);
    if (some && !m_finder.isBusy()) {
        const auto [from, to] = m_selection();
        const size_t number = m_matches->firstFrom(from);
        const bool on = number < m_matches->begins.size() && m_matches->begins[number] == from && to == from + m_matches->length;
        const QString count =
            m_matches->isCut ? tr("more than %L1").arg(m_matches->begins.size()) : tr("%L1").arg(m_matches->begins.size());
        text = on ? tr("%L1 of %2").arg(number + 1).arg(count) : tr("Matches: %1").arg(count);
        if (m_around)
            text += QStringLiteral(" · ") + tr("went around");
    }
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}
