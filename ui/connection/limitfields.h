#pragma once

#include "connection/backoff.h"

#include <QWidget>

#include <chrono>

class QDoubleSpinBox;
class QFormLayout;

/// How long is waited for a server, and how often it is tried again.
struct ConnectionLimits
{
    std::chrono::milliseconds connectTimeout{10'000}; ///< 0: off
    std::chrono::milliseconds requestTimeout{5'000};  ///< 0: off
    BackoffTimes backoff{};

    bool operator==(const ConnectionLimits &) const = default;
};

/// The fields for the limits of a connection, with a sentence beneath each.
class LimitFields : public QWidget
{
    Q_OBJECT

public:
    /// `closing` ends the last sentence: from when on they hold.
    explicit LimitFields(const QString &closing, QWidget *parent = nullptr);

    void setLimits(const ConnectionLimits &limits);
    /// What was set, but for what a person has changed since: the fields cannot show every time exactly.
    [[nodiscard]] ConnectionLimits limits() const;

signals:
    void changed();

private:
    QDoubleSpinBox *addField(QFormLayout *form, const char *name, const QString &text, const QString &sentence);
    [[nodiscard]] ConnectionLimits shown() const;

    QDoubleSpinBox *m_connectTimeout;
    QDoubleSpinBox *m_requestTimeout;
    QDoubleSpinBox *m_firstWait;
    QDoubleSpinBox *m_longestWait;
    ConnectionLimits m_set;
    ConnectionLimits m_setShown; ///< as the fields showed it
};
