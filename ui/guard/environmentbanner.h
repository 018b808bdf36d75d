#pragma once

#include "app/profiles/profile.h"

#include <QFrame>

class QLabel;

/// Says in one line how carefully the server of a page is treated: that it is production, and that nothing can be changed on it. Hidden
/// where there is nothing to say.
class EnvironmentBanner : public QFrame
{
    Q_OBJECT

public:
    explicit EnvironmentBanner(QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    QLabel *m_icon;
    QLabel *m_name;
    QLabel *m_rule;
    Environment m_environment = Environment::None;
    bool m_readOnly = false;
};
