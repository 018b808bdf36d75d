#pragma once

#include <QObject>

/// The time that is seen of a history, and the point in it that the values are read off: one for all that shows the same history.
/// Milliseconds, since the epoch where it is a point.
class ChartTime : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 shortestWindow = 10'000;
    static constexpr qint64 longestWindow = 24LL * 60 * 60 * 1'000;
    static constexpr double zoomStep = 1.25;

    explicit ChartTime(QObject *parent = nullptr);

    /// Nothing comes after `end`, as in what was recorded; otherwise the time goes on.
    void stopAt(qint64 end);
    /// Nobody looks at what was before it; 0: not known.
    void setEarliest(qint64 time) { m_earliest = time; }

    /// How long the time that is seen is; it ends where it did, or now while it follows.
    void setWindow(qint64 milliseconds);
    [[nodiscard]] qint64 window() const { return m_window; }
    [[nodiscard]] qint64 begin() const { return m_end - m_window; }
    [[nodiscard]] qint64 end() const { return m_end; }
    /// Goes to where `begin` to `end` is what is seen, and follows no more.
    void show(qint64 begin, qint64 end);
    /// Whether the end of what is seen is now.
    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_follows; }
    /// Time has passed.
    void follow();
    /// By so much of what is seen; back where it is negative.
    void moveBy(double share);
    /// `around`: what stays where it is, from 0 at the left to 1 at the right.
    void zoom(double factor, double around);

    /// 0: nowhere, the latest values are told.
    void setCursor(qint64 time);
    [[nodiscard]] qint64 cursor() const { return m_cursor; }

signals:
    void windowChanged();
    void followingChanged();
    void cursorChanged();
    /// What is seen is another stretch of time.
    void moved();

private:
    [[nodiscard]] qint64 latest() const;
    void moveTo(qint64 end);

    qint64 m_window = 5 * 60'000;
    qint64 m_end = 0;
    qint64 m_cursor = 0;
    qint64 m_stop = 0; ///< 0: the time goes on
    qint64 m_earliest = 0;
    bool m_follows = true;
};
