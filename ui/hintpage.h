#pragma once

#include <QScrollArea>

class QAction;
class QBoxLayout;
class QLabel;

/// What stands in the place of something that is not there yet: an icon, a sentence and the actions that help. Where it is narrow the words
/// wrap, and the buttons stand one below the other; where it is low it scrolls.
class HintPage : public QScrollArea
{
    Q_OBJECT

public:
    HintPage(const QString &iconName, const QString &title, const QString &text, QWidget *parent = nullptr);

    enum class Offered { Always, WhenEnabled };
    /// Adds a button for `action`, which follows its text and its enabled state.
    void offer(QAction *action, Offered offered = Offered::Always);
    void setText(const QString &text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void drawIcon();
    void fitButtons();

    QString m_iconName;
    QWidget *m_content;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QBoxLayout *m_buttons;
};
