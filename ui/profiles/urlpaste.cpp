#include "ui/profiles/urlpaste.h"

#include "connection/serveraddress.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QRegularExpression>

void UrlPaste::watch(QLineEdit *field, Taken taken)
{
    if (taken == Taken::Addresses)
        m_forAddresses.insert(field);
    field->installEventFilter(this);
}

bool UrlPaste::eventFilter(QObject *watched, QEvent *event)
{
    auto *field = qobject_cast<QLineEdit *>(watched);
    if (!field || !field->isEnabled() || field->isReadOnly())
        return QObject::eventFilter(watched, event);
    const QClipboard *clipboard = QApplication::clipboard();
    switch (event->type()) {
    case QEvent::KeyPress:
        if (static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste))
            return take(field, clipboard->text());
        break;
    case QEvent::MouseButtonRelease:
        if (static_cast<QMouseEvent *>(event)->button() == Qt::MiddleButton && clipboard->supportsSelection())
            return take(field, clipboard->text(QClipboard::Selection));
        break;
    case QEvent::Drop:
        return take(field, static_cast<QDropEvent *>(event)->mimeData()->text());
    case QEvent::ContextMenu:
        if (isAddress(field, clipboard->text()))
            return showMenu(field, static_cast<QContextMenuEvent *>(event)->globalPos());
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

bool UrlPaste::take(const QLineEdit *field, const QString &text)
{
    if (!isAddress(field, text))
        return false;
    emit pasted(text.trimmed());
    return true;
}

bool UrlPaste::isAddress(const QLineEdit *field, const QString &text) const
{
    static const QRegularExpression scheme(QStringLiteral("\\A\\s*memcache(d|ds|d\\+unix)://"), QRegularExpression::CaseInsensitiveOption);
    if (scheme.match(text).hasMatch())
        return true;
    if (!m_forAddresses.contains(field))
        return false;
    // A host alone is no more than what the field is for.
    const auto parsed = ServerUrl::parse(text);
    const auto *url = std::get_if<ServerUrl>(&parsed);
    return url && url->address.host != text.trimmed();
}

/// The usual one, whose "Paste" is ours.
bool UrlPaste::showMenu(QLineEdit *field, const QPoint &place)
{
    QMenu *menu = field->createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (!action->text().startsWith(QLineEdit::tr("&Paste")))
            continue;
        action->disconnect(field);
        connect(action, &QAction::triggered, this, [this, field] { take(field, QApplication::clipboard()->text()); });
    }
    menu->popup(place);
    return true;
}
