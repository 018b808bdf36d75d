#pragma once

#include "app/results/bytefinder.h"
#include "ui/results/bytecopy.h"

#include <QAbstractScrollArea>
#include <QByteArrayView>

#include <algorithm>
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

    /// Marks what was found.
    void setMatches(const ByteFinder::Matches &matches);
    /// In bytes; the byte with the cursor is always selected.
    [[nodiscard]] qsizetype selectionStart() const { return std::min(m_cursor, m_anchor); }
    [[nodiscard]] qsizetype selectionEnd() const { return std::min(m_bytes.size(), std::max(m_cursor, m_anchor) + 1); }

public slots:
    /// The selection as pairs of hexadecimal digits, or as text.
    void copy();
    void copyText();
    void selectAll();

signals:
    void told(const QString &text);
    void findRequested();
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
    [[nodiscard]] QByteArrayView bytes() const { return m_bytes; }
    [[nodiscard]] qsizetype inLine() const { return m_inLine; }
    [[nodiscard]] qsizetype cursor() const { return m_cursor; }
    [[nodiscard]] qsizetype anchor() const { return m_anchor; }
    /// Other bytes with the same view of them; the cursor goes to `cursor`.
    void exchangeBytes(QByteArrayView bytes, qsizetype cursor);
    void moveTo(qsizetype byte, Selecting selecting);
    [[nodiscard]] virtual qsizetype lastPlace() const { return std::max<qsizetype>(0, m_bytes.size() - 1); }
    /// Paints what shows where the person is, over the lines.
    virtual void paintCursor(QPainter & /*painter*/, const Columns & /*places*/) const {}
    /// Whether a place is among the characters, and not the pairs of digits.
    [[nodiscard]] bool isInText(const QPoint &position) const;

private:
    [[nodiscard]] int offsetDigits() const { return m_bytes.size() > 0xffffff ? 8 : 6; }
    [[nodiscard]] qsizetype lineCount() const { return m_bytes.isEmpty() ? 0 : lastPlace() / m_inLine + 1; }
    [[nodiscard]] qsizetype byteAt(const QPoint &position) const;
    [[nodiscard]] QByteArrayView selection() const;
    [[nodiscard]] bool isFound(qsizetype position) const;
    void paintLine(QPainter &painter, qsizetype line, int top, const Columns &places) const;
    void reveal(qsizetype byte);
    void updateLines();

    QByteArrayView m_bytes;
    std::shared_ptr<const void> m_owner;
    ByteFinder::Matches m_matches;
    ByteCopy m_copy;
    qsizetype m_inLine = mostInLine;
    qsizetype m_cursor = 0;
    qsizetype m_anchor = 0;
};
