#pragma once

#include "app/itemedit/itemjoin.h"
#include "app/values/valuereader.h"
#include "ui/itemedit/readitemdialog.h"

class BytesField;
class QComboBox;

/// Puts bytes before or behind the value of an item.
class JoinDialog : public ReadItemDialog
{
    Q_OBJECT

public:
    /// `library`: what wrote the value.
    JoinDialog(const ItemTarget &target, const QByteArray &key, ClientLibrary library, QWidget *parent = nullptr);

protected:
    [[nodiscard]] QString obstacle() const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QStringList commandLines() const override;
    [[nodiscard]] CommandEffects effects() const override;
    [[nodiscard]] QString consequence() const override;
    [[nodiscard]] std::unique_ptr<ItemExchange> makeExchange() override;
    [[nodiscard]] bool holdsTyped() const override;
    void takeItem() override;

private:
    [[nodiscard]] ItemPart part() const;
    void followReading();

    ClientLibrary m_library;
    ValueReader m_reader;
    QComboBox *m_side;
    BytesField *m_bytes;
    NoticeRow *m_warning;
    NoticeRow *m_noUndo;
};
