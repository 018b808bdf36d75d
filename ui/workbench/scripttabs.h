#pragma once

#include "ui/workbench/scriptpage.h"

#include <QPointer>
#include <QWidget>

class NoticeStrip;
class PageTabs;
class QMenu;
class RunActions;
class ScriptActions;
class ScriptFileActions;
class SessionKeeper;
struct ScriptPlaces;
class Settings;

/// The scripts that are open, in tabs, with their files and the ways to run them. What is not saved outlives the program.
class ScriptTabs : public QWidget
{
    Q_OBJECT

public:
    /// `places`: where open scripts are kept.
    ScriptTabs(Settings *settings, const ScriptPlaces &places, QWidget *parent = nullptr);
    ~ScriptTabs() override;

    void addFileActions(QMenu *menu);
    void addEditActions(QMenu *menu);
    /// Find, replace, find the next and the previous.
    [[nodiscard]] QList<QAction *> searchActions() const;
    void addRunActions(QMenu *menu);
    void addViewActions(QMenu *menu);

    /// The one in front.
    [[nodiscard]] ScriptPage *page() const;
    void setPage(ScriptPage *page);
    [[nodiscard]] QList<ScriptPage *> pages() const;
    ScriptPage *addPage();
    /// Asks first, if it has changes that are not saved.
    void closePage(ScriptPage *page);
    /// In a tab of its own, or in the one that it has already.
    void openFile(const QString &path);
    enum class Into { NewScript, Cursor };
    /// Inserts commands, one a line. A script that is just being loaded or changed takes none: then they are a new one.
    void insertBatch(const QByteArray &lines, Into into);

    /// Why nothing can be run now; empty: it can.
    void setObstacle(const QString &obstacle);
    /// Warnings of the run that begins.
    void beginWarnings();
    void warn(qint64 line, const QString &text);
    /// Marks a line in the margin and shows it, if that script is still open.
    void showResultLine(const QString &scriptId, qint64 line);

    /// Whether a script is neither what it was nor what it will be; see ScriptPage.
    [[nodiscard]] bool isChanging() const;
    /// Calls `then` as soon as none is.
    void whenEdited(const std::function<void()> &then);
    /// Keeps everything for the next start; the error says why it cannot be.
    [[nodiscard]] Error keep();
    /// Nothing of it is to come back.
    void forget();
    /// Whether scripts are what the person sees now; else nothing is done to them by a key or a menu.
    enum class Sight { Seen, Unseen };
    void setSight(Sight sight);
    /// Whether changes would be lost if it went.
    [[nodiscard]] bool hasUnsaved() const;
    /// Calls `then` once every script is saved or its changes are dropped; not at all if the person cancels.
    void whenSaved(const std::function<void()> &then);

signals:
    /// One more is there, empty so far.
    void pageAdded(ScriptPage *page);
    void runRequested(const ScriptJob &job);
    /// The name of the script in front, or whether it is saved.
    void titleChanged(const QString &name, bool modified);
    /// The person went to another line of a script.
    void currentLineChanged(const QString &scriptId, qint64 line);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// But for those that were asked about.
    void whenSaved(const std::function<void()> &then, const QList<const ScriptPage *> &asked);
    void watch(ScriptPage *page);
    void restore();
    void remove(ScriptPage *page);
    void showPage();
    void showTitle(ScriptPage *page);
    void setZoom(int points);
    void updateActions();

    Settings *m_settings;
    NoticeStrip *m_notice;
    PageTabs *m_tabs;
    ScriptFileActions *m_files;
    RunActions *m_run;
    ScriptActions *m_actions;
    SessionKeeper *m_keeper;
    QString m_obstacle;
    Sight m_sight = Sight::Seen;
    bool m_keepingFailed = false;
    QPointer<ScriptPage> m_ran; ///< the one that ran last
};
