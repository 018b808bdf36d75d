#pragma once

#include "ui/workbench/byteeditor.h"

/// The text of a value to be changed, as exactly as it is: no line end, zero or other character becomes another one. JSON has colours.
class ValueTextEdit : public ByteEditor
{
    Q_OBJECT

public:
    enum class Language { Plain, Json };

    explicit ValueTextEdit(Language language, QWidget *parent = nullptr);

    /// Another text, as the first one, or as a step that can be undone.
    enum class Loading { Anew, AsStep };
    void load(QByteArrayView text, Loading loading);
    /// Underlines the character at a byte; -1: none.
    void markFault(qint64 offset);
    /// Puts the cursor there, shows it and takes the focus.
    void jumpTo(qint64 offset);
    enum class Wrap { AtWindow, Never };
    void setWrap(Wrap wrap);

    /// Bytes of JSON that have colours: those of more would not be there at once.
    static constexpr qint64 mostColored = qint64(2) * 1024 * 1024;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void applyLook();
    void placeNumbers();
    void chooseColors();

    Language m_language;
    int m_digits = 0;
};
