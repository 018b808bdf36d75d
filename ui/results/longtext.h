#pragma once

#include "app/results/bytefinder.h"
#include "ui/results/bytecopy.h"
#include "ui/results/textrows.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

#include <memory>
#include <optional>

/// Bytes as text to read, select and copy: a window over them that knows nothing of what is not in sight, so that any length costs the
/// same. Lines that are too long for the window are broken, which a copy does not show.
class LongText : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit LongText(QWidget *parent = nullptr);
    ~LongText() override;

    /// `owner` keeps `bytes` alive.
    void setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner);
    enum class Wrap {
        AtWindow,
        Far, ///< only lines that are very long are broken; the window scrolls to the side
    };
    void setWrap(Wrap wrap);
    /// Marks what was found.
    void setMatches(const ByteFinder::Matches &matches);

    /// In bytes.
    [[nodiscard]] qsizetype selectionStart() const { return std::min(m_cursor, m_anchor); }
    [[nodiscard]] qsizetype selectionEnd() const { return std::max(m_cursor, m_anchor); }
    /// And scrolls there.
    void select(qsizetype from, qsizetype to);
    /// What is in sight, row by row.
    [[nodiscard]] QString visibleText() const;

public slots:
    void copy();
    void selectAll();

signals:
    void told(const QString &text);
    void findRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    enum class Selecting { Anew, Extend };

    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int pageRows() const { return std::max(1, viewport()->height() / rowHeight()); }
    [[nodiscard]] qsizetype down(qsizetype row, qsizetype count) const;
    [[nodiscard]] qsizetype offsetAt(const QPoint &position) const;
    [[nodiscard]] qsizetype offsetIn(qsizetype row, qreal x) const;
    [[nodiscard]] qreal xOf(qsizetype offset) const;
    [[nodiscard]] bool isWordByte(qsizetype offset) const;
    int paintRow(QPainter &painter, qsizetype row, int top) const;
    void breakRows();
    void showTop(qsizetype row);
    void takeScrolling(int action);
    void moveTo(qsizetype offset, Selecting selecting);
    void moveRows(qsizetype count, Selecting selecting);
    void bringIntoSight(qsizetype offset);
    void bringToTheSide(qsizetype offset);

    Wrap m_wrap = Wrap::AtWindow;
    QByteArrayView m_bytes;
    std::shared_ptr<const void> m_owner;
    ByteFinder::Matches m_matches;
    TextRows m_rows;
    ByteCopy m_copy;
    qsizetype m_top = 0;     ///< the first row in sight
    qsizetype m_lastTop = 0; ///< the row at which the end is in sight
    qsizetype m_cursor = 0;
    qsizetype m_anchor = 0;
    std::optional<qreal> m_wantedX; ///< where moving by rows stays
    int m_width = 0;                ///< of the widget when its horizontal range was begun
    int m_turned = 0;               ///< of the wheel, less than a row
    QBasicTimer m_dragging;         ///< while the mouse is held down outside
};
