#pragma once

#include "app/values/decodefault.h"

#include <QWidget>

class NoticeRow;
class QToolButton;

/// Why a step of a value's reading did not come to its end, with a way to the byte. Hidden while there is nothing to say.
class ReadingFault : public QWidget
{
    Q_OBJECT

public:
    explicit ReadingFault(const QString &name, QWidget *parent = nullptr);

    /// `step`: what did not come to its end; empty: nothing was tried in earnest.
    void showFault(const QString &step, const DecodeFault &fault);

signals:
    void placeRequested(qsizetype offset);

private:
    NoticeRow *m_notice;
    QToolButton *m_go;
    qsizetype m_offset = 0;
};
