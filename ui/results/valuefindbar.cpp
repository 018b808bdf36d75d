#include "ui/results/valuefindbar.h"

#include "ui/fixedfont.h"

#include <QLineEdit>
#include <QToolButton>

#include <algorithm>
#include <cctype>

ValueFindBar::ValueFindBar(const QString &name, const std::function<std::pair<qsizetype, qsizetype>()> &selection, QWidget *parent)
    : MatchBar(name, tr("Find in the value"), parent)
    , m_selection(selection)
{
    field()->setFont(fixedFont());
    m_caseAction.setCheckable(true);
    m_hexAction.setCheckable(true);
    addButton(m_caseAction, name + QStringLiteral("Case"), tr("Match case"), "case-sensitive", tr("Tell capitals from small letters"));
    addButton(m_hexAction, name + QStringLiteral("Hex"), tr("Bytes in hexadecimal"), "hash",
              tr("Search for bytes, written in hexadecimal: 0D 0A"));
    connect(&m_caseAction, &QAction::toggled, this, &ValueFindBar::seek);
    connect(&m_hexAction, &QAction::toggled, this, &ValueFindBar::seek);
    connect(&m_hexAction, &QAction::toggled, &m_caseAction, &QAction::setDisabled);
    connect(&m_finder, &ByteFinder::found, this, &ValueFindBar::take);
}

void ValueFindBar::setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner)
{
    m_bytes = bytes;
    m_owner = owner;
    m_from = 0;
    begin();
}

BytePattern ValueFindBar::pattern(QString *fault) const
{
    const QString text = field()->text();
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
    const BytePattern sought = pattern(&m_fault);
    if (sought.isEmpty())
        drop();
    else
        m_finder.find(m_bytes, m_owner, sought);
    showState();
}

void ValueFindBar::drop()
{
    m_finder.cancel();
    m_matches.reset();
    emit matchesChanged({});
}

void ValueFindBar::take(const ByteFinder::Matches &matches)
{
    m_matches = matches;
    emit matchesChanged(matches);
    takeFound();
}

std::optional<MatchBar::Count> ValueFindBar::count() const
{
    return m_matches ? std::optional(Count{m_matches->begins.size(), m_matches->isCut}) : std::nullopt;
}

MatchBar::Standing ValueFindBar::standing() const
{
    const auto [from, to] = m_selection();
    const size_t before = m_matches->firstFrom(from);
    const bool isOn = before < m_matches->begins.size() && m_matches->begins[before] == from && to == from + m_matches->length;
    return {before, m_matches->firstFrom(from < to ? from + 1 : from), isOn};
}

void ValueFindBar::keepPlace(Direction direction)
{
    const auto [from, to] = m_selection();
    m_from = direction == Direction::Forward ? to : from;
}

void ValueFindBar::choose(size_t number)
{
    const qsizetype from = m_matches->begins[number];
    emit chosen(from, from + m_matches->length);
}
