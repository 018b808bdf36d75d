#pragma once

#include "app/run/scriptsource.h"
#include "ui/workbench/byteeditor.h"
#include "ui/workbench/scriptstyler.h"

#include <QList>

/// The text of a script, with line numbers, the colours of the command language, and what is wrong or doubtful underlined. Only what can be
/// seen is coloured, so that it is quick in a million lines. A byte order mark has no place in it.
class ScriptEditor : public ByteEditor
{
    Q_OBJECT

public:
    explicit ScriptEditor(QWidget *parent = nullptr);

    /// In the order of their lines, at most some thousand. They move with the text until the next call.
    void setProblems(const QList<ScriptProblem> &problems);
    [[nodiscard]] const QList<ScriptProblem> &problems() const { return m_problems; }
    /// The one under a byte of the text; null: none.
    [[nodiscard]] const ScriptProblem *problemAt(qint64 offset) const;
    /// Puts the cursor at a byte of a line, both from 1, shows it and takes the focus.
    void jumpTo(qint64 line, qsizetype column);
    /// Puts the cursor on a line, shows it, and leaves the focus where it is; currentLineChanged() does not tell.
    void showLine(qint64 line);
    /// Marks the line that a result belongs to in the margin; 0: none.
    void markResult(qint64 line);
    /// What stands there as long as there is no text.
    void setPlaceholderText(const QString &text);

    /// In points more than the usual size.
    [[nodiscard]] int zoom() const { return int(send(SCI_GETZOOM)); }
    void setZoom(int points) { send(SCI_SETZOOM, points); }

signals:
    void zoomChanged(int points);
    void currentLineChanged(qint64 line);
    /// The person wrote or erased something by a key at the cursor.
    void typed();
    /// The Escape key, where there was nothing else for it to do.
    void escaped();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void setUpMargins();
    void applyLook();
    void placeNumbers();
    void styleVisible();
    void styleLines(qint64 first, qint64 last);
    void followCursor();
    void showQuotePair();

    ScriptStyler m_styler;
    QByteArray m_styles;
    QList<ScriptProblem> m_problems;
    QString m_placeholder;
    qint64 m_line = 1;
    qint64 m_styledTop = 0;
    int m_digits = 0;
};
