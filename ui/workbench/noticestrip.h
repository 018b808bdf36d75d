#pragma once

#include <QFrame>

class ElidedLabel;
class QLabel;
class QPushButton;

/// A strip above something, which says what happened to it and offers what to do. Hidden until it is told something; any button hides it.
class NoticeStrip : public QFrame
{
    Q_OBJECT

public:
    /// The text's object name is `name` with "Text" behind it.
    explicit NoticeStrip(const char *name, QWidget *parent = nullptr);

    void tell(const QString &text);
    [[nodiscard]] QString text() const;
    QPushButton *addButton(const char *name, const QString &text = {});

protected:
    void changeEvent(QEvent *event) override;

private:
    void drawIcon();

    QLabel *m_icon;
    ElidedLabel *m_text;
};
