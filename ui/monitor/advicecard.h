#pragma once

#include "app/monitor/advice.h"
#include "ui/theme.h"

#include <QFrame>

class QLabel;
class QToolButton;
class ToneLabel;

/// One piece of advice: how grave it is, what is the case, from which figures, and what to do.
class AdviceCard : public QFrame
{
    Q_OBJECT

public:
    explicit AdviceCard(QWidget *parent = nullptr);

    /// `placeName`: what the button says that leads to where there is more to be seen; empty: there is no such place.
    void show(const Advice &advice, const QString &placeName);
    [[nodiscard]] const Advice &advice() const { return m_advice; }

signals:
    void placeRequested(AdvicePlace place);
    /// To the next card, or the one before: 1, -1.
    void stepRequested(int step);
    void copyRequested(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void drawIcon();

    Advice m_advice;
    QLabel *m_icon;
    ToneLabel *m_severity;
    QLabel *m_finding;
    ToneLabel *m_evidence;
    QLabel *m_remedy;
    QToolButton *m_place;
    QToolButton *m_copy;
};

/// As "Problem", and how it is shown.
[[nodiscard]] QString severityName(AdviceSeverity severity);
[[nodiscard]] QString severityIcon(AdviceSeverity severity);
[[nodiscard]] Tone severityTone(AdviceSeverity severity);
