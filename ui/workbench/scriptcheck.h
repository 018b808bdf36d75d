#pragma once

#include "app/commands/commandparser.h"
#include "app/run/scriptsource.h"

#include <QList>
#include <QTextBlock>
#include <QTimer>

class QTextDocument;

/// Checks the commands of a document as it is written: some time after the last change, from the top, in slices that leave the window
/// alive however long the text is.
class ScriptCheck : public QObject
{
    Q_OBJECT

public:
    explicit ScriptCheck(QTextDocument *document, QObject *parent = nullptr);

    /// Whether what follows speaks of the document as it is now.
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// The first lines that do not parse.
    [[nodiscard]] const QList<ScriptProblem> &problems() const { return m_problems; }
    [[nodiscard]] qint64 problemCount() const { return m_problemCount; }
    [[nodiscard]] qint64 commandCount() const { return m_commandCount; }
    /// The document as UTF-8, with LF at the end of every line.
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    /// Checks now what would be checked later.
    void hurry();

    static constexpr qsizetype mostProblems = 1000;

signals:
    /// The document changed: problems() is from before.
    void outdated();
    void finished();

private:
    void restart();
    void checkSlice();
    void checkLine(qint64 number, const QByteArray &line);

    QTextDocument *m_document;
    CommandParser m_parser;
    QTimer m_delay;
    QTimer m_slice;
    QTextBlock m_next;
    QByteArray m_text;
    QList<ScriptProblem> m_problems;
    QList<ScriptProblem> m_found;
    qint64 m_problemCount = 0;
    qint64 m_commandCount = 0;
    bool m_finished = true;
};
