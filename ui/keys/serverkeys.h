#pragma once

#include "app/profiles/profile.h"
#include "ui/itemedit/openserver.h"
#include "ui/keys/keychangeactions.h"
#include "ui/keys/keyfiles.h"
#include "ui/keys/pinnedkeys.h"

#include <QStackedWidget>

class AnalysisView;
class GoToKey;
class ItemSaving;
class KeyBrowser;
class KeyComparisonView;
class KeyDetails;
class KeyDumps;
class KeyFilterBar;
class KeyItems;
class KeySettings;
class KeyTreeView;
class NoticeRow;
class OtherSources;
class QMenu;
class ReadingChoices;
class RunHistory;
class Settings;

/// The keys of a page's server with all that can be done about them. Puts the parts together and lets them know of each other.
class ServerKeys : public QStackedWidget
{
    Q_OBJECT

public:
    /// What it needs of the page, which all outlives it.
    struct Surroundings
    {
        Connection *connection = nullptr;
        KeyDumps *dumps = nullptr;
        Settings *settings = nullptr;
        RunHistory *runs = nullptr; ///< in whose results keys are found
        ReadingChoices *choices = nullptr;
        OpenServers others{}; ///< to which an item can be copied
    };

    explicit ServerKeys(const Surroundings &surroundings, QWidget *parent = nullptr);

    [[nodiscard]] KeyBrowser *browser() const { return m_browser; }
    /// What can be done with keys, for the window's menu.
    void addTo(QMenu *menu);
    /// By which profile the server is guarded and shown, where it is of one, and what it is called.
    void setProfile(const Profile &profile, const QString &name);
    /// After a change of the font of keys and values.
    void adoptFixedFont();
    /// What is being done with keys and would be cut short if the page went: changes, dumps and other files, a sentence each.
    [[nodiscard]] QStringList work() const;
    void stopWork();
    /// Shows a key, whether it is in the list or not.
    void goToKey(const QByteArray &key);
    /// Shows the listed keys that a filter lets through.
    void showOnly(const QString &filter);
    /// What was done to items of this server from another page.
    [[nodiscard]] bool takeForeign(const QString &place, const std::vector<ItemDeed> &deeds, const ServerSettings &server);
    /// Bytes that may be kept for undo.
    [[nodiscard]] qint64 undoLimit() const;
    /// Where a value is changed.
    [[nodiscard]] KeyDetails *details() const { return m_details; }

    // For the Edit menu, where nothing that has the focus has an undo of its own.
    /// Whether what was changed last can be taken back.
    [[nodiscard]] Q_INVOKABLE bool canUndo() const;
    /// "Undo saving of “user:7”"; empty: nothing.
    [[nodiscard]] Q_INVOKABLE QString undoText() const;

public slots:
    /// Takes back what was changed last, or says why it does not.
    void undo();

signals:
    /// `command`: a line that reads a key.
    void openInWorkbench(const QString &command);
    /// A sentence for the status bar.
    void told(const QString &text);
    void workChanged();
    /// Some of it has ended otherwise than was wanted, which is shown where it was done; before workChanged().
    void workFailed();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void nameActions();
    void connectForms();
    void connectDetails();
    void connectFiles();
    void connectChanges();
    void connectSaving();
    void followConnection();
    void followSource();
    void followKeyspace();
    void showForms();
    void followCounts();
    void refuseShown(const QString &fault);
    void showKey(const QByteArray &key);
    void followListedKey();
    void followShownKey();
    void followForm();
    void selectAwaited();
    void leaveField();
    void followClock();
    void compare(const std::shared_ptr<KeySnapshot> &snapshot);
    void showBrowser();
    /// Why the last change is not taken back by the key, a sentence; empty: it is.
    [[nodiscard]] QString undoObstacle() const;
    /// Whether what is seen are keys of the server that the page is connected to.
    [[nodiscard]] bool isOfServer() const;
    [[nodiscard]] bool isCurrent(const KeyListing &listing) const;
    [[nodiscard]] KeyChoice shown() const;
    [[nodiscard]] KeyChoice selected() const;
    [[nodiscard]] QString serverName() const;

    Connection *m_connection;
    KeySettings *m_settings;
    ReadingChoices *m_choices;
    PinnedKeys m_pinned;
    KeyBrowser *m_browser;
    KeyFilterBar *m_filter;
    KeyTreeView *m_tree;
    AnalysisView *m_analysis;
    KeyDetails *m_details;
    GoToKey *m_goTo;
    OtherSources *m_sources;
    NoticeRow *m_partial; ///< what keys these are, where they are not all of a server
    KeyFiles *m_files;
    KeyComparisonView *m_comparison;
    KeyChangeActions *m_changes;
    KeyItems *m_items;
    ItemSaving *m_saving;
    QAction m_filterAction{this};
    QByteArray m_delimiters;
    QByteArray m_awaited;   ///< was gone to and is not in the list, which may have it once it is made anew; empty: none
    QString m_shownRefusal; ///< why nothing is done to all that is shown; empty: it can be
    QString m_place;        ///< for what is kept of its keys
    QString m_name;
    QString m_partialText;
    QString m_partialPlace; ///< the server that they are of
};
