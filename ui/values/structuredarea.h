#pragma once

#include "ui/values/linefolding.h"
#include "ui/values/structuredcopy.h"
#include "ui/values/structuredlines.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

#include <memory>

class StructuredRow;

/// Formatted text to read, fold, select and copy. Only what can be seen is written, so that any length costs the same.
class StructuredArea : public QAbstractScrollArea
{
    Q_OBJECT

public:
    using Lines = std::shared_ptr<const StructuredLines>;
    enum class Place { AtTop, AsItWas };

    explicit StructuredArea(QWidget *parent = nullptr);

    /// AsItWas: they begin like those before, of which there were not all.
    void setLines(const Lines &lines, Place place);
    [[nodiscard]] const Lines &lines() const { return m_lines; }
    /// The line with the cursor; -1: there are none.
    [[nodiscard]] int currentLine() const { return m_lines && m_lines->lineCount() > 0 ? m_cursor.line : -1; }
    void goToLine(int line);
    /// What is in sight, row by row.
    [[nodiscard]] QString visibleText() const;
    [[nodiscard]] bool hasSelection() const { return m_cursor != m_anchor; }

public slots:
    /// The selection; if there is none, copyRequested() asks what else.
    void copy();
    void selectAll();
    void foldAll();
    void unfoldAll();

signals:
    void currentMoved();
    void copyRequested();
    void menuRequested(const QPoint &globalPosition);
    void told(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Selecting { Anew, Extend };

    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int pageRows() const { return std::max(1, viewport()->height() / rowHeight()); }
    [[nodiscard]] int marginWidth() const;
    [[nodiscard]] WrittenLine written(int line) const;
    [[nodiscard]] TextSpot spotAt(const QPoint &position) const;
    [[nodiscard]] int lineNear(int y) const;
    [[nodiscard]] StructuredRow laidOut(int line) const;
    void moveTo(TextSpot spot, Selecting selecting);
    void moveRows(int rows, Selecting selecting);
    void moveColumns(int columns, Selecting selecting);
    bool foldByKey(const QKeyEvent &event);
    void setFolded(int line, StructuredLines::Folding folding);
    void toggle(int line);
    void updateBars();
    void bringIntoSight();

    Lines m_lines;
    LineFolding m_folding;
    TextSpot m_cursor;
    TextSpot m_anchor;
    QBasicTimer m_dragging; ///< while the mouse is held down outside
    StructuredCopy m_copying;
};
