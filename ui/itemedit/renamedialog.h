#pragma once

#include "app/itemedit/itemcopy.h"
#include "app/itemedit/itemrename.h"
#include "ui/itemedit/readitemdialog.h"
#include "ui/itemedit/takenkey.h"

class KeptTtlField;
class KeyField;
class QCheckBox;

/// Gives an item another key, or stores it under another one too.
class RenameDialog : public ReadItemDialog
{
    Q_OBJECT

public:
    enum class Purpose { Rename, Duplicate };

    RenameDialog(const ItemTarget &target, const QByteArray &key, Purpose purpose, QWidget *parent = nullptr);

protected:
    [[nodiscard]] QString obstacle() const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QStringList commandLines() const override;
    [[nodiscard]] CommandEffects effects() const override;
    [[nodiscard]] QString consequence() const override;
    [[nodiscard]] std::unique_ptr<ItemExchange> makeExchange() override;
    void takeItem() override;

private:
    Purpose m_purpose;
    TakenKey m_taken;
    KeyField *m_newKey;
    KeptTtlField *m_ttl;
    QCheckBox *m_unguarded; ///< consent where no CAS guards the deletion
};
