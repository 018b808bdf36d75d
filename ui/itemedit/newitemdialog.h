#pragma once

#include "ui/itemedit/itemdialog.h"
#include "ui/itemedit/takenkey.h"

class BytesField;
class FlagsField;
class KeyField;
class TtlField;

/// Makes an item that is not there yet.
class NewItemDialog : public ItemDialog
{
    Q_OBJECT

public:
    /// `key`: what it begins with; may be empty.
    NewItemDialog(const ItemTarget &target, const QByteArray &key, QWidget *parent = nullptr);

protected:
    [[nodiscard]] QString obstacle() const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QStringList commandLines() const override;
    [[nodiscard]] CommandEffects effects() const override;
    [[nodiscard]] QString consequence() const override;
    [[nodiscard]] std::unique_ptr<ItemExchange> makeExchange() override;
    [[nodiscard]] bool holdsTyped() const override;

private:
    KeyField *m_key;
    BytesField *m_value;
    FlagsField *m_flags;
    TtlField *m_ttl;
    TakenKey m_taken;
};
