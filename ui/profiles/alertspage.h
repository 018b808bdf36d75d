#pragma once

#include "ui/profiles/profilepage.h"

#include <array>

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

/// What the person wants to be told of while they are connected with a profile.
class AlertsPage : public ProfilePage
{
    Q_OBJECT

public:
    explicit AlertsPage(QWidget *parent = nullptr);

    void fill(const Profile &profile) override;
    void take(Profile &profile) const override;

private:
    void addRow(QFormLayout *form, AlertKind kind, const QString &text, const QString &suffix);
    /// With a number in them.
    [[nodiscard]] QList<QWidget *> fields() const;
    void updateFields();

    std::array<QCheckBox *, alertKindCount> m_wanted{};
    std::array<QDoubleSpinBox *, alertKindCount> m_limits{}; ///< null: it has none
    QSpinBox *m_hold;
    AlertLimits m_set;
};
