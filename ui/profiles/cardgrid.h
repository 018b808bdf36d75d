#pragma once

#include "app/profiles/profile.h"

#include <QList>
#include <QWidget>

class ProfileCard;
class QGridLayout;
class QLabel;

/// Cards of profiles under a title, in as many columns as there is room for. Without profiles it is not seen.
class CardGrid : public QWidget
{
    Q_OBJECT

public:
    CardGrid(const QString &title, QWidget *parent = nullptr);

    void show(const QList<Profile> &profiles);
    [[nodiscard]] const QList<ProfileCard *> &cards() const { return m_cards; }

signals:
    void openRequested(const QString &id);
    void editRequested(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    [[nodiscard]] int columns() const;

    QGridLayout *m_grid;
    QList<Profile> m_profiles;
    QList<ProfileCard *> m_cards;
    QList<QWidget *> m_fillers; ///< of columns without a card
    int m_columns = 0;
};
