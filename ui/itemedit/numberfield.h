#pragma once

#include <QWidget>

#include <optional>

class NoticeRow;
class QLineEdit;

/// A whole number as counters take it, from 0 to 2^64 - 1.
class NumberField : public QWidget
{
    Q_OBJECT

public:
    /// `name` is that of the field to type in; `what`: its accessible name.
    NumberField(const QString &name, const QString &what, quint64 number, QWidget *parent = nullptr);

    /// None: what is written is no such number.
    [[nodiscard]] std::optional<quint64> number() const;

signals:
    void changed();

private:
    void check();

    QLineEdit *m_text;
    NoticeRow *m_fault;
};
