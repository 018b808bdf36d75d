#pragma once

#include "app/profiles/profile.h"

#include <QWidget>

/// One page of the fields of a profile.
class ProfilePage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Shows what `profile` says. A field that says so already is left alone.
    virtual void fill(const Profile &profile) = 0;
    /// Writes what the fields say into `profile`, and leaves the rest of it.
    virtual void take(Profile &profile) const = 0;
    /// Says beside each field what is wrong with it; the first such field, null: there is none.
    [[nodiscard]] virtual QWidget *check() { return nullptr; }

signals:
    void changed();
};
