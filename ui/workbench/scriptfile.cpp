#include "ui/workbench/scriptfile.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <QStringDecoder>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

using namespace std::chrono_literals;

namespace {

constexpr qsizetype charactersAtOnce = 16 * 1024;

/// Whether a text document would change some character of `text`, whose line ends are all LF.
bool changesInDocument(QStringView text)
{
    static constexpr char16_t changed[] = {u'\r', u'\0', u'\x2029', u'\xfdd0', u'\xfdd1'};
    for (const char16_t character : changed) {
        if (text.contains(QChar(character)))
            return true;
    }
    return false;
}

} // namespace

ScriptFile::ScriptFile(QTextDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_slice.setInterval(0ms);
    connect(&m_slice, &QTimer::timeout, this, &ScriptFile::loadSlice);
}

QString ScriptFile::folder() const
{
    return m_path.isEmpty() ? QDir::currentPath() : QFileInfo(m_path).absolutePath();
}

Error ScriptFile::load(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile()) // a FIFO would block
        return {Error::Code::Unreadable, tr("%1 is no file.").arg(path)};
    if (!file.open(QIODevice::ReadOnly))
        return {Error::Code::Unreadable, tr("%1 cannot be read: %2.").arg(path, file.errorString())};
    if (file.size() > longest) {
        return {Error::Code::Unreadable,
                tr("%1 is longer than the editor takes (%2); run it with slabscope --execute.")
                    .arg(path, QLocale().formattedDataSize(longest))};
    }
    const QByteArray bytes = file.read(longest + 1);
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(bytes);
    const bool crlf = text.contains(QLatin1String("\r\n"));
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    if (decoder.hasError() || changesInDocument(text))
        return {Error::Code::Unreadable, tr("%1 holds bytes that the editor would change; run it with slabscope --execute.").arg(path)};
    m_text = text;
    m_position = 0;
    m_crlf = crlf;
    m_path = path;
    m_document->setUndoRedoEnabled(false);
    m_document->clear();
    m_slice.start();
    emit pathChanged();
    return {};
}

Error ScriptFile::save(const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {Error::Code::Unreadable, tr("%1 cannot be written: %2.").arg(path, file.errorString())};
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next()) {
        file.write(block.text().toUtf8());
        if (block.next().isValid())
            file.write(m_crlf ? "\r\n" : "\n");
    }
    if (!file.commit())
        return {Error::Code::Unreadable, tr("%1 cannot be written: %2.").arg(path, file.errorString())};
    m_path = path;
    m_document->setModified(false);
    emit pathChanged();
    return {};
}

void ScriptFile::loadSlice()
{
    QElapsedTimer timer;
    timer.start();
    QTextCursor cursor(m_document);
    cursor.movePosition(QTextCursor::End);
    while (m_position < m_text.size() && !timer.hasExpired(8)) {
        cursor.insertText(m_text.mid(m_position, charactersAtOnce));
        m_position += charactersAtOnce;
    }
    if (m_position < m_text.size())
        return;
    m_slice.stop();
    m_text.clear();
    m_document->setUndoRedoEnabled(true);
    m_document->setModified(false);
    emit loaded();
}
