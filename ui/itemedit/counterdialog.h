#pragma once

#include "app/itemedit/itemcounter.h"
#include "ui/itemedit/readitemdialog.h"

class NumberField;
class QCheckBox;
class QComboBox;
class QFormLayout;
class TtlField;

/// Counts an item up or down, or makes a counter.
class CounterDialog : public ReadItemDialog
{
    Q_OBJECT

public:
    CounterDialog(const ItemTarget &target, const QByteArray &key, QWidget *parent = nullptr);

protected:
    [[nodiscard]] QString obstacle() const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QStringList commandLines() const override;
    [[nodiscard]] CommandEffects effects() const override;
    [[nodiscard]] QString consequence() const override;
    [[nodiscard]] std::unique_ptr<ItemExchange> makeExchange() override;
    void takeItem() override;

private:
    [[nodiscard]] CounterStep step() const;
    void followStart();
    void follow();
    void showResult();
    /// What it is now, as memcached counts; none: not known, or no number.
    [[nodiscard]] std::optional<quint64> number() const;

    QLabel *m_number;
    NoticeRow *m_note;
    NoticeRow *m_noUndo;
    NoticeRow *m_result; ///< what it will be
    QComboBox *m_way;
    NumberField *m_delta;
    QCheckBox *m_starts;
    NumberField *m_initial;
    TtlField *m_ttl;
};
