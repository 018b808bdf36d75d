#pragma once

#include <QMenu>
#include <QTimer>

#include <chrono>

/// The menu in which a person chooses how often the item that is shown is read again by itself, and the clock for it. For as long as the
/// program runs.
class ItemRefresh : public QMenu
{
    Q_OBJECT

public:
    explicit ItemRefresh(QWidget *parent = nullptr);

    /// 0: off.
    [[nodiscard]] std::chrono::seconds interval() const { return m_interval; }
    void setInterval(std::chrono::seconds interval);
    /// Why it waits; the reasons count one by one.
    enum class Pause { Hidden = 1, Editing = 2, NothingToRead = 4 };
    Q_DECLARE_FLAGS(Pauses, Pause)
    void pause(Pause reason) { setPauses(m_pauses | reason); }
    void goOn(Pause reason) { setPauses(m_pauses & ~Pauses(reason)); }
    [[nodiscard]] Pauses pauses() const { return m_pauses; }
    /// It has just been read: from now on the time counts.
    void restart();
    /// What it does, in a few words; empty: it is off.
    [[nodiscard]] QString text() const;

signals:
    void due();
    /// interval() or pauses().
    void changed();

private:
    void setPauses(Pauses pauses);

    std::chrono::seconds m_interval{0};
    Pauses m_pauses;
    QTimer m_timer;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(ItemRefresh::Pauses)
