#pragma once

#include <QLabel>

/// What a part of a page is about.
class SectionTitle : public QLabel
{
    Q_OBJECT

public:
    explicit SectionTitle(const QString &text, QWidget *parent = nullptr)
        : QLabel(text, parent)
    {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        bold.setPointSizeF(bold.pointSizeF() * 1.1);
        setFont(bold);
    }
};
