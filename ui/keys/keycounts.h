#pragma once

#include <QTimer>

#include "ui/elidedlabel.h"

class Connection;
class Keyspace;
class KeyTable;
class KeyView;

/// The line below listed keys: how many are seen and selected, how much memory they take, how old the listing is and what changed.
class KeyCounts : public ElidedLabel
{
    Q_OBJECT

public:
    /// All must outlive it.
    KeyCounts(const Keyspace *keyspace, const KeyView *view, const KeyTable *table, const Connection *connection,
              QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void tell();
    [[nodiscard]] QStringList keyParts() const;
    [[nodiscard]] QStringList listingParts() const;
    [[nodiscard]] QString ageText() const;
    [[nodiscard]] QString changesText() const;

    const Keyspace *m_keyspace;
    const KeyView *m_view;
    const KeyTable *m_table;
    const Connection *m_connection;
    QTimer m_soon;  ///< much that changes at once is told of once
    QTimer m_aging; ///< the age grows by itself
};
