#include "ui/results/bytecopy.h"

#include "connection/borrowed.h"
#include "ui/escapedtext.h"

#include <QApplication>
#include <QClipboard>
#include <QLocale>
#include <QtConcurrentRun>

namespace {

constexpr qsizetype mostAtOnce = 64 * 1024; // bytes that take no time worth a thread

}

ByteCopy::ByteCopy(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (!m_watcher.isCanceled())
            finish(m_watcher.future().takeResult());
    });
}

ByteCopy::~ByteCopy() = default;

void ByteCopy::copy(QByteArrayView bytes, const std::shared_ptr<const void> &owner, Form form)
{
    m_watcher.setFuture({}); // what is being made is no longer wanted
    if (bytes.isEmpty())
        return;
    m_cut = bytes.size() > most;
    const QByteArrayView part = bytes.first(wholeCharacters(bytes, most));
    if (part.size() <= mostAtOnce) {
        finish(made(part, form));
        return;
    }
    emit told(tr("Copying…"));
    m_watcher.setFuture(QtConcurrent::run([part, owner, form] { return made(part, form); }));
}

QString ByteCopy::made(QByteArrayView bytes, Form form)
{
    switch (form) {
    case Form::Hex:
        return QString::fromLatin1(borrowed(bytes).toHex(' ').toUpper());
    case Form::Base64:
        return QString::fromLatin1(borrowed(bytes).toBase64());
    case Form::Text:
        break;
    }
    return escapedText(bytes, Escaping::Lines);
}

void ByteCopy::finish(const QString &text)
{
    QApplication::clipboard()->setText(text);
    emit told(m_cut ? tr("Too long: only the first %1 were copied").arg(QLocale().formattedDataSize(most)) : tr("Copied"));
}
