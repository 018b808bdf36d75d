#pragma once

#include "app/itemedit/itemreading.h"
#include "app/keychange/keychange.h"
#include "app/keyspace/itemexpiry.h"
#include "ui/itemedit/seenclock.h"

#include <QWidget>

class QCheckBox;
class TtlField;

/// The TTL that an item gets as it moves: what is left of its own, where that is known, or another one.
class KeptTtlField : public QWidget
{
    Q_OBJECT

public:
    explicit KeptTtlField(QWidget *parent = nullptr);

    /// `now` and `clockOffset` are those of the server that it is on and of the one that it goes to, see TtlField.
    void showItem(const std::optional<ReadItem> &item, qint64 now, qint64 clockOffset);
    [[nodiscard]] bool isChosen() const;
    /// None: what is left of the item's own. Meaningful while isChosen().
    [[nodiscard]] std::optional<KeyTtl> ttl() const;

signals:
    void changed();

private:
    void showLeft();

    QCheckBox *m_keep;
    TtlField *m_ttl;
    ItemExpiry m_expiry; ///< by the clock of the server that it is on
    SeenClock m_clock{this, [this] { showLeft(); }};
};
