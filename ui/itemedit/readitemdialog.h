#pragma once

#include "app/itemedit/itemreading.h"
#include "ui/itemedit/itemdialog.h"
#include "ui/itemedit/seenclock.h"

class NoticeRow;
class QPushButton;

/// Does something to an item that is there: reads it first, without a trace where that can be, and shows what was found.
class ReadItemDialog : public ItemDialog
{
    Q_OBJECT

public:
    ~ReadItemDialog() override;

    /// Bytes: a longer value is not read to show or to judge it.
    static constexpr qint64 automaticValue = 1024 * 1024;

protected:
    enum class Wanted { Metadata, Value };

    ReadItemDialog(const ItemTarget &target, const QByteArray &key, Wanted wanted, const QString &name, const QString &title,
                   const QString &consent, QWidget *parent);

    /// Asks for the item; whoever is built calls it. takeItem() follows.
    void look(ItemReading::Way way = ItemReading::Way::Peek);
    [[nodiscard]] const QByteArray &key() const { return m_key; }
    [[nodiscard]] ItemReading::State state() const { return m_state; }
    [[nodiscard]] ItemReading::Way way() const { return m_way; }
    /// None: it is not there, or not known.
    [[nodiscard]] const std::optional<ReadItem> &item() const { return m_item; }
    /// Whether the value is in it.
    [[nodiscard]] bool hasValue() const { return m_item && qint64(m_item->value.size()) == m_item->size; }
    /// Whether the server tells none of its CAS numbers: nothing guards what is done then, and it cannot be taken back.
    [[nodiscard]] bool lacksCas() const;
    /// Seconds since the epoch by the server's clock.
    [[nodiscard]] qint64 serverTime() const;

    [[nodiscard]] QString obstacle() const override;
    /// Something was found, or not.
    virtual void takeItem() {}
    void takeFailure(ItemExchange::Result result) override;

private:
    void ask(PeekParts parts);
    void take();
    void showState();
    void showFacts();

    QByteArray m_key;
    Wanted m_wanted;
    QLabel *m_facts;
    SeenClock m_clock{this, [this] { showFacts(); }};
    NoticeRow *m_notice;
    QPushButton *m_look;
    std::unique_ptr<ItemReading> m_reading;
    ItemReading::State m_state = ItemReading::State::Asking;
    ItemReading::Way m_way = ItemReading::Way::Peek;
    std::optional<ReadItem> m_item;
    Error m_error;
};

/// An item in a line: size, flags and what is left of its TTL. `now`: seconds since the epoch by its server's clock.
[[nodiscard]] QString itemLine(const ReadItem &item, qint64 now);
