#pragma once

#include "app/keychange/keychange.h"

#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QSpinBox;

/// When keys shall expire: after a time, at a time, or never.
class TtlField : public QWidget
{
    Q_OBJECT

public:
    explicit TtlField(QWidget *parent = nullptr);

    /// The server's clock minus ours: the time that is shown and chosen is ours.
    void setClockOffset(qint64 seconds) { m_clockOffset = seconds; }
    /// Meaningful while isChosen().
    [[nodiscard]] KeyTtl ttl() const;
    /// Nothing is chosen until the person does; at first "after a time" is.
    void demandChoice();
    [[nodiscard]] bool isChosen() const;
    /// As it stands in a sentence: "in 2 hours", "on 3 May 2026 12:00", "never".
    [[nodiscard]] QString text() const;

signals:
    void changed();

private:
    void followForm();

    QComboBox *m_form;
    QSpinBox *m_number;
    QComboBox *m_unit;
    QDateTimeEdit *m_time;
    qint64 m_clockOffset = 0;
};
