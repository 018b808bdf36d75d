#include "ui/keys/keyfilterfield.h"

#include "app/keyspace/keyfiltercompletion.h"
#include "ui/clearbutton.h"
#include "ui/iconengine.h"

#include <QAction>
#include <QKeyEvent>
#include <QToolTip>

KeyFilterField::KeyFilterField(QWidget *parent)
    : LineField(parent)
    , m_warning(new QAction(themedIcon(QStringLiteral("triangle-alert"), Tone::Bad), QString(), this))
    , m_usualTip(tr("Shows the keys that have this text in them, in upper or lower case, and of which all else that is written here holds: "
                    "size>10k, ttl<1h, idle>1d, unread, key:user:, /^a.+z$/.\nCtrl+Space shows what can be written."))
{
    setObjectName(QStringLiteral("keyFilter"));
    setAccessibleName(tr("Filter keys"));
    setPlaceholderText(tr("Filter keys, as in: session size>10k unread"));
    setToolTip(m_usualTip);
    completion().setSource(&keyFilterCompletionsAt);
    addClearButton(this);
    m_warning->setVisible(false);
    connect(m_warning, &QAction::triggered, this, &KeyFilterField::tellError);
}

void KeyFilterField::showError(const KeyFilterError &error)
{
    if (m_error.isEmpty())
        addAction(m_warning, QLineEdit::TrailingPosition);
    m_error = error.text;
    m_warning->setVisible(true);
    m_warning->setText(error.text);
    m_warning->setToolTip(error.text);
    setToolTip(error.text);
    setAccessibleDescription(error.text);
    mark(error.position, error.position + error.length);
}

void KeyFilterField::showNoError()
{
    if (m_error.isEmpty())
        return;
    m_error.clear();
    m_warning->setVisible(false);
    removeAction(m_warning);
    setToolTip(m_usualTip);
    setAccessibleDescription({});
    unmark();
    QToolTip::hideText();
}

void KeyFilterField::offerAll()
{
    offer(LineCompletion::Asked::ByKey);
}

void KeyFilterField::tellError()
{
    if (!m_error.isEmpty() && hasFocus() && !completion().isOpen())
        QToolTip::showText(mapToGlobal(QPoint(0, height() / 2)), m_error, this);
}

bool KeyFilterField::isOurs(const QKeyEvent *event) const
{
    return (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) || LineField::isOurs(event);
}

void KeyFilterField::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && event->key() == Qt::Key_Escape) {
        if (text().isEmpty())
            emit left();
        else
            clear();
    } else if (plain && event->key() == Qt::Key_Up) {
        setText(m_history.previous(text()));
    } else if (plain && event->key() == Qt::Key_Down) {
        setText(m_history.next(text()));
    } else {
        LineField::keyPressEvent(event);
    }
}
