#pragma once

#include "ui/theme.h"

#include <QLabel>

/// Words in the colour of a tone, which follows the theme. They wrap, and can be selected.
class ToneLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ToneLabel(Tone tone, QWidget *parent = nullptr);

    void setTone(Tone tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintTone();

    Tone m_tone;
};
