#pragma once

#include "ui/profiles/profilepage.h"

class LimitFields;

/// How long is waited for the server of a profile, and how often it is tried again.
class LimitsPage : public ProfilePage
{
    Q_OBJECT

public:
    explicit LimitsPage(QWidget *parent = nullptr);

    void fill(const Profile &profile) override;
    void take(Profile &profile) const override;

private:
    LimitFields *m_fields;
};
