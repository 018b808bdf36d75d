#pragma once

#include "app/monitor/adviser.h"

#include <QSet>
#include <QWidget>

class AdviceCard;
class QLabel;
class QScrollArea;
class QVBoxLayout;
class ToneLabel;

/// What should be done about a server, the gravest first, and what was looked at and found well.
class AdviceView : public QWidget
{
    Q_OBJECT

public:
    /// `adviser` outlives it.
    explicit AdviceView(Adviser *adviser, QWidget *parent = nullptr);

    /// To which places its cards can lead.
    void setPlaces(const QSet<AdvicePlace> &places);
    /// For the keyboard: the first card.
    void goOn();
    /// All of it, for a clipboard.
    [[nodiscard]] QString text() const;

signals:
    void placeRequested(AdvicePlace place);
    /// The person wants to change from where on something is worth advice.
    void limitsRequested();
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void showReport();
    void fitCards();
    void drawIcon();
    void copy(const QString &text);
    void step(AdviceCard *card, int by);
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString lookedAtText() const;
    [[nodiscard]] QString placeName(AdvicePlace place) const;

    Adviser *m_adviser;
    QSet<AdvicePlace> m_places;
    QList<AdviceCard *> m_cards;
    QLabel *m_icon;
    QLabel *m_headline;
    ToneLabel *m_lookedAt;
    QScrollArea *m_scroll;
    QVBoxLayout *m_list;
};
