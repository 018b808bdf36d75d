#pragma once

#include "app/monitor/advicelimits.h"

#include <QWidget>

#include <array>

class QDoubleSpinBox;

/// From where on something about a server is worth a piece of advice.
class AdvicePage : public QWidget
{
    Q_OBJECT

public:
    explicit AdvicePage(QWidget *parent = nullptr);

    void setLimits(const AdviceLimits &limits);
    [[nodiscard]] AdviceLimits limits() const;

signals:
    void changed();

private:
    std::array<QDoubleSpinBox *, adviceLimitCount> m_fields{};
    AdviceLimits m_set;
};
