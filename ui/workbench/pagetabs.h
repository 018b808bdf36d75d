#pragma once

#include <QKeySequence>
#include <QTabWidget>

/// Pages in tabs, as they look: names of which enough is left to be read, a mark on those that are not saved, and a quiet button to close
/// each; the middle button of the mouse closes one too.
class PageTabs : public QTabWidget
{
    Q_OBJECT

public:
    /// `closeKey`: closes the page in front; for the tip of the button.
    explicit PageTabs(const QKeySequence &closeKey, QWidget *parent = nullptr);

    /// Adds a page at the place `index`; negative: behind the others.
    void add(QWidget *page, int index = -1);
    void setTitle(QWidget *page, const QString &name, bool modified, const QString &tip);

signals:
    void closeWanted(QWidget *page);
    /// The person moved a tab.
    void moved();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString m_closeTip;
};
