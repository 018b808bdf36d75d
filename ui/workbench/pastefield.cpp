#include "ui/workbench/pastefield.h"

#include "ui/fixedfont.h"

#include <QMimeData>
#include <QUrl>

namespace {

/// The only local file of what is dropped; empty if it is anything else.
QString droppedFile(const QMimeData *source)
{
    const QList<QUrl> urls = source->urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

PasteField::PasteField(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFont(fixedFont());
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
}

bool PasteField::canInsertFromMimeData(const QMimeData *source) const
{
    return !droppedFile(source).isEmpty() || QPlainTextEdit::canInsertFromMimeData(source);
}

void PasteField::insertFromMimeData(const QMimeData *source)
{
    if (const QString path = droppedFile(source); !path.isEmpty())
        emit fileDropped(path);
    else if (const QString text = source->text(); text.size() > longest)
        emit longTextPasted(text);
    else
        QPlainTextEdit::insertFromMimeData(source);
}
