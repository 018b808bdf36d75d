#pragma once

#include <QAction>
#include <QWidget>

#include <array>

class NoticeRow;
class PageDocks;
class QStackedWidget;
class QTabBar;

/// The sides of a page, one of which is seen: where commands are run, the keys of the server, and how it is doing. Each has the docks in
/// places of its own.
class PageViews : public QWidget
{
    Q_OBJECT

public:
    enum class View { Workbench, Keys, Monitor };
    static constexpr size_t viewCount = 3;
    Q_ENUM(View)

    PageViews(QWidget *workbench, QWidget *keys, QWidget *monitor, QWidget *parent = nullptr);

    /// From now on their places go with the view.
    void setDocks(PageDocks *docks);
    [[nodiscard]] View view() const;
    void setView(View view);
    /// Where the docks are in a view.
    [[nodiscard]] QByteArray docks(View view) const;
    void restoreDocks(View view, const QByteArray &state);
    /// All docks are where they were at the first start.
    void resetDocks();
    /// Marks the tab of a view with what is to be seen there; empty: nothing.
    void setMark(View view, const QString &text);
    /// Says something above the views, until it is empty.
    void tell(const QString &text);
    /// For the menu.
    [[nodiscard]] QAction *action(View view) const { return m_actions[size_t(view)]; }

signals:
    void viewChanged();
    /// The person went to a view where nothing had the keyboard yet.
    void entered(PageViews::View view);
    /// The person wants to see what the notice above the views is about.
    void noticeActivated();

private:
    void showView(View view);

    QWidget *m_noticeBar;
    NoticeRow *m_notice;
    QTabBar *m_bar;
    QStackedWidget *m_pages;
    PageDocks *m_docks = nullptr;
    std::array<QAction *, viewCount> m_actions;
    std::array<QByteArray, viewCount> m_dockStates; ///< of the views that are not seen
    View m_view = View::Workbench;
};
