#pragma once

#include <QFrame>

class ElidedLabel;
class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;

/// A strip above something, which says what happened to it and offers what to do. Hidden until it is told something; any button hides it.
/// Where it is narrow the buttons stand below the words.
class NoticeStrip : public QFrame
{
    Q_OBJECT

public:
    /// The text's object name is `name` with "Text" behind it.
    explicit NoticeStrip(const char *name, QWidget *parent = nullptr);

    void tell(const QString &text);
    [[nodiscard]] QString text() const;
    QPushButton *addButton(const char *name, const QString &text = {});
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void drawIcon();

    QLabel *m_icon;
    ElidedLabel *m_text;
    QBoxLayout *m_parts;
    QHBoxLayout *m_buttons;
};
