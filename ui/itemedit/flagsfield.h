#pragma once

#include <QWidget>

#include <optional>

class NoticeRow;
class QLineEdit;

/// The flags of an item, decimal or with 0x hexadecimal.
class FlagsField : public QWidget
{
    Q_OBJECT

public:
    explicit FlagsField(QWidget *parent = nullptr);

    void setFlags(quint32 flags);
    /// None: what is written is no such number.
    [[nodiscard]] std::optional<quint32> flags() const;

signals:
    void changed();

private:
    void check();

    QLineEdit *m_text;
    NoticeRow *m_fault;
};
