#pragma once

#include "app/keyspace/keychoice.h"
#include "ui/keys/keytreemodel.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class HintPage;
class KeyDelimiterField;
class KeyTreeRows;
class QComboBox;
class QLabel;
class QMenu;
class QStackedWidget;
class Settings;

/// Listed keys by folder: the tree, what keys are parted by and what its folders are sorted by.
class KeyTreeView : public QWidget
{
    Q_OBJECT

public:
    explicit KeyTreeView(Settings *settings, QWidget *parent = nullptr);
    ~KeyTreeView() override;

    /// `shown`: indexes of `listing` that are to be seen, in any order; null: all. The tree is built in another thread; the one before
    /// stays until then.
    void setKeys(const KeyListing &listing, const KeyTreeModel::Indexes &shown);
    /// What keys are parted by, each byte on its own, unless the person chose something else for `place` (an id of a profile or an
    /// address).
    void setUsualDelimiters(const QByteArray &delimiters, const QString &place);

    /// The selected keys of the listing of the tree that is seen, each once; those of a folder are all keys in it.
    [[nodiscard]] KeyChoice selectedKeys() const;
    /// How many these are, without a look at each.
    [[nodiscard]] qint64 selectedCount() const;
    /// That of the tree that is seen.
    [[nodiscard]] KeyListing listing() const;
    /// The key of the current row; empty: there is none, or it is a folder.
    [[nodiscard]] QByteArray currentKey() const;
    /// See KeyTable.
    void setItemMenu(QMenu *menu);
    void setKeyActions(const QList<QAction *> &actions);
    /// Opens the folders that a key is in and goes to it; false: it is not there, or too deep in a folder.
    bool goTo(QByteArrayView key);
    /// See KeyTable.
    void follow(const QByteArray &key);
    [[nodiscard]] bool isBuilding() const { return m_model.isBuilding(); }

signals:
    void keyActivated(const QByteArray &key);
    /// Empty: a folder is current now, or nothing.
    void currentKeyChanged(const QByteArray &key);
    /// Another selection, or another tree in which the indexes of the selected are others.
    void selectionChanged();
    void filterRequested(const QString &term);
    /// Something that was done, or not, for the status line.
    void told(const QString &text);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    void chooseDelimiters(const QByteArray &delimiters);
    void sortBy(KeyTreeOrder order);
    void showOrder();
    void showState();

    Settings *m_settings;
    KeyTreeModel m_model;
    KeyDelimiterField *m_delimiters;
    QComboBox *m_order;
    QLabel *m_state;
    QStackedWidget *m_pages;
    HintPage *m_building;
    HintPage *m_empty;
    KeyTreeRows *m_rows;
    QByteArray m_usual;
    QString m_place;
    QTimer m_patience;
};
