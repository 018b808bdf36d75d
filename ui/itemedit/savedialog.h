#pragma once

#include "ui/itemedit/savingdialog.h"

class DiffView;
class ElidedLabel;
class FlagsField;
class NoticeRow;
class QCheckBox;
class QLabel;
class SavedTtlField;

/// What will change when a value is saved: its difference, its size, flags and TTL, the command, and what guards it. Where the item is
/// gone, or its TTL runs out while this is asked, that it is stored anew.
class SaveDialog : public SavingDialog
{
    Q_OBJECT

public:
    SaveDialog(const SavingPlace &place, const EditedValue &edited, const FoundItem &base, QWidget *parent);

    [[nodiscard]] ItemToStore item() const override;

protected:
    [[nodiscard]] bool isComplete() const override;

private:
    void layOut();
    void compare();
    void follow();
    void showGuard();
    [[nodiscard]] bool isGone() const;
    [[nodiscard]] QString guardNotice() const;
    [[nodiscard]] QString sizeText() const;

    EditedValue m_edited;
    FoundItem m_base; ///< without its value
    ItemExpiry m_expiry;
    DiffView *m_diff;
    QLabel *m_size;
    FlagsField *m_flags;
    QLabel *m_flagsText;
    SavedTtlField *m_ttl;
    ElidedLabel *m_guardText;
    ElidedLabel *m_command;
    NoticeRow *m_guard;
    QCheckBox *m_unguarded;
};
