#include "ui/watch/watchfilterbar.h"

#include "ui/iconengine.h"
#include "ui/keys/keyfilterfield.h"
#include "ui/noticerow.h"
#include "ui/watch/watchtablemodel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr std::array<WatchKind, 7> choosable{WatchKind::Read,   WatchKind::Store,  WatchKind::Deletion, WatchKind::Eviction,
                                             WatchKind::Opened, WatchKind::Closed, WatchKind::Other};

/// Bytes of a state: more was never typed.
constexpr qsizetype mostKept = 10'000;

} // namespace

WatchFilterBar::WatchFilterBar(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_field(new KeyFilterField(this))
    , m_kinds(new QToolButton(this))
    , m_menu(new QMenu(this))
    , m_notice(new NoticeRow(name + QStringLiteral("Error"), this))
{
    setObjectName(name);
    setFocusProxy(m_field);
    m_field->setObjectName(name + QStringLiteral("Field"));
    m_field->setAccessibleName(tr("Keys of the lines"));
    m_field->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    m_kinds->setObjectName(name + QStringLiteral("Kinds"));
    m_kinds->setIcon(themedIcon(QStringLiteral("funnel")));
    m_kinds->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_kinds->setPopupMode(QToolButton::InstantPopup);
    m_kinds->setFocusPolicy(Qt::StrongFocus);
    m_kinds->setMenu(m_menu);
    m_menu->setObjectName(name + QStringLiteral("Menu"));
    fillMenu();
    tellKinds();
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(m_kinds);
    line->addWidget(m_field, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_notice);
    m_delay.setSingleShot(true);
    m_delay.setInterval(150ms);
    m_errorDelay.setSingleShot(true);
    m_errorDelay.setInterval(900ms); // the rest is often still on its way
    connect(m_field, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_field, &QLineEdit::editingFinished, this, &WatchFilterBar::tellError);
    connect(&m_errorDelay, &QTimer::timeout, this, &WatchFilterBar::tellError);
    connect(m_field, &KeyFilterField::left, this, &WatchFilterBar::left);
    connect(&m_delay, &QTimer::timeout, this, &WatchFilterBar::apply);
}

void WatchFilterBar::fillMenu()
{
    for (const WatchKind kind : choosable) {
        QAction *action = m_menu->addAction(watchKindText(kind));
        action->setObjectName(objectName() + QStringLiteral("Kind%1").arg(int(kind)));
        action->setCheckable(true);
        action->setChecked(true);
        action->setData(int(kind));
        connect(action, &QAction::toggled, this, &WatchFilterBar::applyKinds);
    }
}

void WatchFilterBar::applyKinds()
{
    m_filter.kinds = WatchFilter::allKinds;
    const QList<QAction *> actions = m_menu->actions();
    for (const QAction *action : actions) {
        if (!action->isChecked())
            m_filter.kinds &= ~(1U << quint32(action->data().toInt()));
    }
    tellKinds();
    emit filterChanged(m_filter);
}

void WatchFilterBar::tellKinds()
{
    QStringList chosen;
    const QList<QAction *> actions = m_menu->actions();
    for (const QAction *action : actions) {
        if (action->isChecked())
            chosen += action->text();
    }
    if (chosen.size() == actions.size())
        m_kinds->setText(tr("All kinds"));
    else
        m_kinds->setText(chosen.size() == 1 ? chosen.first() : tr("%Ln kinds", nullptr, int(chosen.size())));
    m_kinds->setAccessibleName(tr("Kinds of lines: %1").arg(m_kinds->text()));
    m_kinds->setToolTip(chosen.join(QStringLiteral(", ")));
}

void WatchFilterBar::apply()
{
    m_delay.stop();
    const KeyFilter::Parsed parsed = KeyFilter::parse(m_field->text());
    if (const auto *error = std::get_if<KeyFilterError>(&parsed)) {
        m_field->showError(*error);
        setError(error->text);
        return;
    }
    m_field->showNoError();
    setError({});
    const KeyFilter &keys = std::get<KeyFilter>(parsed);
    if (keys.text() == m_filter.keys.text())
        return;
    m_filter.keys = keys;
    emit filterChanged(m_filter);
}

/// What is wrong is said in words as soon as nobody types any more, and what was wrong no longer is.
void WatchFilterBar::setError(const QString &text)
{
    if (text.isEmpty())
        m_errorDelay.stop();
    else
        m_errorDelay.start();
    if (text.isEmpty() || !m_notice->text().isEmpty())
        m_notice->tell(text, Tone::Bad);
    if (std::exchange(m_errorText, text) != text)
        emit errorChanged();
}

void WatchFilterBar::tellError()
{
    apply();
    m_errorDelay.stop();
    m_notice->tell(m_errorText, Tone::Bad);
}

QByteArray WatchFilterBar::state() const
{
    return QByteArray::number(m_filter.kinds) + ' ' + m_field->text().toUtf8();
}

void WatchFilterBar::restoreState(const QByteArray &state)
{
    const qsizetype end = state.indexOf(' ');
    bool isNumber = false;
    const quint32 kinds = state.left(end).toUInt(&isNumber);
    if (end < 0 || !isNumber || state.size() > mostKept)
        return;
    const QList<QAction *> actions = m_menu->actions();
    for (QAction *action : actions)
        action->setChecked((kinds & (1U << quint32(action->data().toInt()))) != 0);
    setText(QString::fromUtf8(state.sliced(end + 1)));
}

void WatchFilterBar::setText(const QString &text)
{
    m_field->setText(text);
    apply();
}

/// All kinds and all keys.
void WatchFilterBar::clear()
{
    restoreState(QByteArray::number(WatchFilter::allKinds) + ' ');
}

void WatchFilterBar::setPlaceholder(const QString &text)
{
    m_field->setPlaceholderText(text);
}

void WatchFilterBar::beginTyping()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}
