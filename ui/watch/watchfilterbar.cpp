#include "ui/watch/watchfilterbar.h"

#include "ui/iconengine.h"
#include "ui/keys/keyfilterfield.h"
#include "ui/watch/watchtablemodel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

using namespace std::chrono_literals;

namespace {

constexpr std::array<WatchKind, 7> choosable{WatchKind::Read,   WatchKind::Store,  WatchKind::Deletion, WatchKind::Eviction,
                                             WatchKind::Opened, WatchKind::Closed, WatchKind::Other};

} // namespace

WatchFilterBar::WatchFilterBar(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_field(new KeyFilterField(this))
    , m_kinds(new QToolButton(this))
    , m_menu(new QMenu(this))
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
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_kinds);
    layout->addWidget(m_field, 1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(150ms);
    connect(m_field, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_field, &QLineEdit::returnPressed, this, &WatchFilterBar::applyText);
    connect(m_field, &QLineEdit::returnPressed, m_field, &KeyFilterField::tellError);
    connect(m_field, &KeyFilterField::left, this, &WatchFilterBar::left);
    connect(&m_delay, &QTimer::timeout, this, &WatchFilterBar::applyText);
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

void WatchFilterBar::applyText()
{
    m_delay.stop();
    const KeyFilter::Parsed parsed = KeyFilter::parse(m_field->text());
    if (const auto *error = std::get_if<KeyFilterError>(&parsed)) {
        m_field->showError(*error);
        return;
    }
    m_field->showNoError();
    const KeyFilter &keys = std::get<KeyFilter>(parsed);
    if (keys.text() == m_filter.keys.text())
        return;
    m_filter.keys = keys;
    emit filterChanged(m_filter);
}

void WatchFilterBar::setText(const QString &text)
{
    m_field->setText(text);
    applyText();
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
