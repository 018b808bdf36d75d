#pragma once

#include "ui/noticerow.h"

/// Says beneath a field what is wrong with it, to screen readers too.
class FaultRow : public NoticeRow
{
    Q_OBJECT

public:
    /// Its name is that of `field` with "Fault" behind it.
    explicit FaultRow(QWidget *field, QWidget *parent = nullptr);

    /// Empty: nothing. Answers whether something is.
    bool setFault(const QString &text);

private:
    QWidget *m_field;
};
