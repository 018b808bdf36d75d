#pragma once

#include "app/keychange/keychange.h"
#include "app/keyspace/itemexpiry.h"
#include "ui/itemedit/seenclock.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class TtlField;
class ToneLabel;

/// The TTL of an item that is stored: what is left of its own, counting down, or another one. Where its own is not known, or is over, also
/// when that comes while it is seen, nothing is chosen until the person does.
class SavedTtlField : public QWidget
{
    Q_OBJECT

public:
    explicit SavedTtlField(QWidget *parent = nullptr);

    /// Its own.
    void setOwn(const ItemExpiry &expiry);
    [[nodiscard]] bool isChosen() const;
    [[nodiscard]] bool isKept() const;
    /// Its own has run out, by the server's clock.
    [[nodiscard]] bool isOver() const { return m_expiry.isOver(); }
    /// None: what is left of its own, or nothing is chosen yet.
    [[nodiscard]] std::optional<KeyTtl> ttl() const;

signals:
    void changed();

private:
    void showOwn();
    void offerOwn(bool isOffered);

    QCheckBox *m_keep;
    ToneLabel *m_reason;
    TtlField *m_ttl;
    SeenClock m_clock{this, [this] { showOwn(); }};
    ItemExpiry m_expiry;
};
