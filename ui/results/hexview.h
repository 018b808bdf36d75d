#pragma once

#include <QAbstractScrollArea>
#include <QByteArrayView>

#include <memory>

/// Bytes in hexadecimal and as characters; paints what can be seen only, so that any length costs the same.
class HexView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit HexView(QWidget *parent = nullptr);

    /// `owner` keeps `bytes` alive.
    void setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner);

    /// Selects a stretch of the bytes and shows its beginning.
    void select(qsizetype from, qsizetype length);

    /// Bytes in a line: half of it where there is no room.
    static constexpr qsizetype mostInLine = 16;
    /// What one copy takes at most.
    static constexpr qsizetype mostCopiedBytes = 8 * 1024 * 1024;

public slots:
    /// The selection as pairs of hexadecimal digits, or as text.
    void copy();
    void copyText();
    void selectAll();

signals:
    /// The person went to a byte.
    void moved(qsizetype byte);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    enum class Selecting { Anew, Extend };
    /// Where the columns are, in pixels from the left of the content.
    struct Columns
    {
        int character = 0;
        int hex = 0;
        int text = 0;
        int end = 0;

        [[nodiscard]] int hexOf(qsizetype column) const;
    };

    [[nodiscard]] Columns columns(qsizetype inLine) const;
    [[nodiscard]] int lineHeight() const { return fontMetrics().height() + 2; }
    [[nodiscard]] int offsetDigits() const { return m_bytes.size() > 0xffffff ? 8 : 6; }
    [[nodiscard]] qsizetype lineCount() const { return (m_bytes.size() + m_inLine - 1) / m_inLine; }
    [[nodiscard]] qsizetype byteAt(const QPoint &position) const;
    [[nodiscard]] QByteArrayView selection() const;
    void paintLine(QPainter &painter, qsizetype line, int top, const Columns &places) const;
    void moveTo(qsizetype byte, Selecting selecting);
    void reveal(qsizetype byte);
    void updateLines();

    QByteArrayView m_bytes;
    std::shared_ptr<const void> m_owner;
    qsizetype m_inLine = mostInLine;
    qsizetype m_cursor = 0;
    qsizetype m_anchor = 0;
};
