#include "ui/keys/keyfilterbar.h"

#include "ui/iconengine.h"
#include "ui/keys/keyfilterfield.h"
#include "ui/keys/savedfilters.h"
#include "ui/settings.h"

#include <QHBoxLayout>
#include <QToolButton>

#include <utility>

using namespace std::chrono_literals;

namespace {

QToolButton *smallButton(const QString &name, const QString &icon, const QString &accessibleName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setAccessibleName(accessibleName);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

KeyFilterBar::KeyFilterBar(Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_field(new KeyFilterField(this))
    , m_saved(new SavedFilters(settings, this))
{
    setObjectName(QStringLiteral("keyFilterBar"));
    setFocusProxy(m_field);
    m_field->history() = CommandHistory(settings->keys()->keyFilters());
    m_field->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    auto *help = smallButton(QStringLiteral("keyFilterHelp"), QStringLiteral("circle-question-mark"), tr("What can be written"), this);
    help->setToolTip(tr("What can be written (Ctrl+Space)"));
    auto *saved = smallButton(QStringLiteral("savedFiltersButton"), QStringLiteral("star"), tr("Saved filters"), this);
    saved->setToolTip(tr("Saved filters"));
    saved->setMenu(m_saved);
    saved->setPopupMode(QToolButton::InstantPopup);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_field, 1);
    layout->addWidget(help);
    layout->addWidget(saved);
    m_delay.setSingleShot(true);
    m_delay.setInterval(100ms); // as a quick hand types
    m_errorDelay.setSingleShot(true);
    m_errorDelay.setInterval(900ms); // the rest is often still on its way

    connect(m_field, &QLineEdit::textChanged, this, &KeyFilterBar::waitForMore);
    connect(m_field, &QLineEdit::editingFinished, this, &KeyFilterBar::keep);
    connect(m_field, &QLineEdit::returnPressed, m_field, &KeyFilterField::tellError);
    connect(m_field, &KeyFilterField::left, this, &KeyFilterBar::left);
    connect(&m_delay, &QTimer::timeout, this, &KeyFilterBar::apply);
    connect(&m_errorDelay, &QTimer::timeout, m_field, &KeyFilterField::tellError);
    connect(&m_errorDelay, &QTimer::timeout, this, &KeyFilterBar::tellError);
    connect(m_saved, &SavedFilters::chosen, this, &KeyFilterBar::setText);
    connect(help, &QToolButton::clicked, this, [this] {
        m_field->setFocus(Qt::OtherFocusReason);
        m_field->deselect();
        m_field->offerAll();
    });
}

KeyFilterBar::~KeyFilterBar()
{
    m_field->disconnect(this); // it may lose the focus as it goes
}

void KeyFilterBar::setText(const QString &text)
{
    m_field->setText(text);
    keep();
}

QString KeyFilterBar::text() const
{
    return m_field->text();
}

void KeyFilterBar::beginTyping()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void KeyFilterBar::waitForMore()
{
    m_errorDelay.stop();
    m_delay.start();
}

void KeyFilterBar::apply()
{
    m_delay.stop();
    const QString before = std::exchange(m_errorText, {});
    KeyFilter::Parsed parsed = KeyFilter::parse(m_field->text());
    if (const auto *error = std::get_if<KeyFilterError>(&parsed)) {
        m_errorText = error->text;
        m_field->showError(*error);
        m_errorDelay.start();
        m_saved->setCurrent({});
    } else {
        const bool isOther = std::get<KeyFilter>(parsed).text() != m_filter.text();
        m_filter = std::get<KeyFilter>(std::move(parsed));
        m_field->showNoError();
        m_saved->setCurrent(m_filter.text());
        if (isOther)
            emit filterChanged(m_filter);
    }
    if (m_errorText != before)
        emit errorChanged(m_errorText);
    if (m_errorText.isEmpty() || !m_toldError.isEmpty()) // what is on the screen is of what stands there
        tellError();
}

void KeyFilterBar::tellError()
{
    if (std::exchange(m_toldError, m_errorText) != m_errorText)
        emit errorTold(m_errorText);
}

/// What was used is offered again.
void KeyFilterBar::keep()
{
    if (m_delay.isActive())
        apply();
    tellError();
    if (!m_errorText.isEmpty() || m_filter.isEmpty())
        return;
    // Other windows have used others meanwhile.
    m_field->history() = CommandHistory(m_settings->keys()->keyFilters());
    m_field->history().add(m_filter.text());
    m_settings->keys()->setKeyFilters(m_field->history().lines());
}
