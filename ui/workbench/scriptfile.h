#pragma once

#include "connection/error.h"

#include <QObject>
#include <QString>
#include <QTimer>

class QTextDocument;

/// The file behind a document: reads it in portions, so that a long one does not stop the window, and writes it.
class ScriptFile : public QObject
{
    Q_OBJECT

public:
    explicit ScriptFile(QTextDocument *document, QObject *parent = nullptr);

    /// Bytes: what is longer is for a run without a window.
    static constexpr qint64 longest = 32 * 1024 * 1024;

    /// Empty: none yet.
    [[nodiscard]] const QString &path() const { return m_path; }
    /// Where relative paths in the script begin.
    [[nodiscard]] QString folder() const;
    [[nodiscard]] bool isLoading() const { return m_slice.isActive(); }
    /// Replaces the document; loaded() follows unless there is an error, with which all stays as it was.
    [[nodiscard]] Error load(const QString &path);
    [[nodiscard]] Error save(const QString &path);

signals:
    void loaded();
    void pathChanged();

private:
    void loadSlice();

    QTextDocument *m_document;
    QTimer m_slice;
    QString m_path;
    QString m_text;
    qsizetype m_position = 0;
    bool m_crlf = false;
};
