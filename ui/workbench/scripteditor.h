#pragma once

#include "app/run/scriptsource.h"

#include <QList>
#include <QPlainTextEdit>

/// The text of a script, with line numbers, and with what does not parse underlined.
class ScriptEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ScriptEditor(QWidget *parent = nullptr);

    /// In the order of their lines.
    void setProblems(const QList<ScriptProblem> &problems);
    /// Puts the cursor at a byte of a line, both from 1, and shows it.
    void jumpTo(qint64 line, qsizetype column);

signals:
    /// A file was dropped here.
    void fileDropped(const QString &path);

protected:
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    friend class LineNumbers;
    void paintNumbers(QPaintEvent *event);
    [[nodiscard]] int numbersWidth() const;
    void placeNumbers();
    void markVisible();
    [[nodiscard]] QTextCursor placeOf(const ScriptProblem &problem) const;

    QWidget *m_numbers;
    QList<ScriptProblem> m_problems;
};
