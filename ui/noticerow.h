#pragma once

#include "ui/theme.h"

#include <QWidget>

class QLabel;
class ToneLabel;

/// An icon and words that wrap, which say what a person should know, also to who hears the screen. Hidden while there is nothing to say.
class NoticeRow : public QWidget
{
    Q_OBJECT

public:
    /// The name of the words is `name` with "Text" behind it.
    explicit NoticeRow(const QString &name, QWidget *parent = nullptr);

    /// Empty: nothing any more.
    void tell(const QString &text, Tone tone = Tone::Notice);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void drawIcon();

    QLabel *m_icon;
    ToneLabel *m_text;
    Tone m_tone = Tone::Notice;
};
