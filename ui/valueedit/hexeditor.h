#pragma once

#include "app/itemedit/editedbytes.h"
#include "ui/results/hexview.h"

/// Bytes that can be changed, typed as hexadecimal digits or as characters: over what is there, or between it.
class HexEditor : public HexView
{
    Q_OBJECT
    Q_PROPERTY(bool readOnly READ isReadOnly NOTIFY readOnlyChanged)

public:
    explicit HexEditor(QWidget *parent = nullptr);

    /// Other bytes, without steps back.
    void setContent(const QByteArray &bytes);
    /// Other bytes by a step that can be undone.
    void exchangeContent(const QByteArray &bytes);
    [[nodiscard]] const QByteArray &content() const { return m_edited.bytes(); }

    enum class Typing { Over, Between };
    [[nodiscard]] Typing typing() const { return m_typing; }
    void setTyping(Typing typing);
    /// Where it is typed. The Tab key goes from the digits to the characters and on.
    enum class Column { Digits, Characters };
    [[nodiscard]] Column column() const { return m_column; }
    void setLocked(bool locked);
    [[nodiscard]] bool isReadOnly() const { return m_locked; }
    [[nodiscard]] Q_INVOKABLE bool canUndo() const { return m_edited.canUndo(); }
    [[nodiscard]] Q_INVOKABLE bool canRedo() const { return m_edited.canRedo(); }

public slots:
    void undo();
    void redo();
    void cut();
    void copy();
    void paste();

signals:
    void edited();
    void typingChanged();
    void readOnlyChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    [[nodiscard]] qsizetype lastPlace() const override { return content().size(); }
    void paintCursor(QPainter &painter, const Columns &places) const override;

private:
    [[nodiscard]] bool isLongSelection() const { return cursor() != anchor(); }
    void typeDigit(int digit);
    void typeBytes(QByteArrayView bytes);
    void erase(qsizetype from, qsizetype to);
    void replace(qsizetype at, qsizetype count, QByteArrayView with, qsizetype cursorAfter,
                 EditedBytes::Joining joining = EditedBytes::Joining::Apart);
    void show(qsizetype cursor);
    void go(qsizetype place);

    EditedBytes m_edited;
    ByteCopy m_copying;
    Typing m_typing = Typing::Over;
    Column m_column = Column::Digits;
    qsizetype m_half = -1; ///< the byte whose first digit has been typed
    bool m_locked = false;
};
