#pragma once

#include "app/keyspace/keyspace.h"
#include "app/keyspace/keyview.h"

#include <QWidget>

#include <functional>

class Connection;
class HintPage;
class KeyCounts;
class KeyDumps;
class KeyTable;
class KeyTableModel;
class ListingStrip;
class NoticeRow;
class QHBoxLayout;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

/// The keys of a page's server: the listing on top, the keys in one of several forms in the middle, beside them what is known of one of
/// them. Nothing is listed before the person asks for it.
class KeyBrowser : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive it.
    KeyBrowser(const Connection *connection, KeyDumps *dumps, QWidget *parent = nullptr);
    ~KeyBrowser() override;

    [[nodiscard]] Keyspace *keyspace() { return &m_keyspace; }
    [[nodiscard]] KeyView *view() { return &m_view; }
    [[nodiscard]] KeyTable *table() { return m_table; }
    [[nodiscard]] ListingStrip *strip() { return m_strip; }
    /// Between what is in the middle and its details.
    [[nodiscard]] QSplitter *splitter() { return m_splitter; }

    /// Takes the place of the plain filter field; it calls setFilter().
    void setFilterBar(QWidget *bar);
    /// One more form of the keys, chosen by its name above them.
    void addForm(QWidget *form, const QString &name);
    [[nodiscard]] QWidget *currentForm() const;
    /// A line above the keys, which hides itself while there is nothing to say.
    void addNotice(QWidget *notice);
    /// Likewise below them, beside what is counted there: nothing else moves when it comes.
    void addFootNote(QWidget *note);
    /// What is known of a key, at the right.
    void setDetails(QWidget *details);
    /// What remains where the server refuses to list its keys; says why it does.
    void setAlternatives(QWidget *alternatives);
    /// Actions for a server that is not connected.
    void offer(QAction *connectAction, QAction *sandbox);

    /// Gives the keyboard to what a person most likely wants next.
    void goOn();

    /// Which form is in front, as a number.
    [[nodiscard]] int form() const;
    void setForm(int form);

public slots:
    void setFilter(const KeyFilter &filter);
    /// What is written as a filter cannot be read for that reason, a sentence, and the filter before it still holds. Empty: it is read.
    void setFilterFault(const QString &why);

signals:
    /// Another key is looked at; empty: none.
    void currentKeyChanged(const QByteArray &key);
    /// The person wants to see what is behind a key.
    void keyActivated(const QByteArray &key);
    /// A form wants only such keys to be seen: for the filter bar.
    void filterRequested(const QString &filter);
    void told(const QString &text);
    /// Another form is in front.
    void formChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void connectParts();
    void follow();
    void showForm(int form);
    void showPage();
    void applyPlainFilter(const QString &text);
    [[nodiscard]] QWidget *pageNow();

    const Connection *m_connection;
    Keyspace m_keyspace;
    KeyView m_view;
    KeyTableModel *m_model;
    ListingStrip *m_strip;
    QTabBar *m_forms;
    QWidget *m_filterBar = nullptr;
    QHBoxLayout *m_bar;
    QVBoxLayout *m_notices;
    QHBoxLayout *m_foot; ///< what is counted, and what is told for a while
    QStackedWidget *m_pages;
    HintPage *m_notConnected;
    HintPage *m_notListed;
    HintPage *m_listing;
    QWidget *m_failedPage;
    HintPage *m_failed;
    HintPage *m_noKeys;
    HintPage *m_noMatch;
    QStackedWidget *m_formPages;
    KeyTable *m_table;
    QSplitter *m_splitter;
    NoticeRow *m_fault; ///< what is wrong with the filter
    KeyCounts *m_counts;
};
