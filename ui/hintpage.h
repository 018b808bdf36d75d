#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;

/// What stands in the place of something that is not there yet: an icon, a sentence and the actions that help.
class HintPage : public QWidget
{
    Q_OBJECT

public:
    HintPage(const QString &iconName, const QString &title, const QString &text, QWidget *parent = nullptr);

    /// Adds a button for `action`, which follows its text and its enabled state.
    void offer(QAction *action);
    void setText(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void drawIcon();

    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
};
