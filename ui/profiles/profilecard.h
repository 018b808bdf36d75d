#pragma once

#include "app/profiles/profile.h"
#include "ui/cardbutton.h"

/// A profile as a button that opens it.
class ProfileCard : public CardButton
{
    Q_OBJECT

public:
    explicit ProfileCard(const Profile &profile, QWidget *parent = nullptr);

    [[nodiscard]] const QString &profileId() const { return m_profile.id; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void openRequested(const QString &id);
    void editRequested(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    Profile m_profile;
};
