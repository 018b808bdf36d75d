#pragma once

#include <QByteArray>
#include <QDockWidget>
#include <QList>
#include <QObject>
#include <QPointer>

class QMainWindow;

/// The docks of a page and where they are. Those that float go out of sight with the page, and come back with it.
class PageDocks : public QObject
{
    Q_OBJECT

public:
    struct Docks
    {
        QDockWidget *value = nullptr;
        QDockWidget *help = nullptr;
        QDockWidget *wire = nullptr;
        QDockWidget *log = nullptr;
    };

    /// Puts them where they are at the first start.
    PageDocks(const Docks &docks, QMainWindow *page);

    [[nodiscard]] QByteArray state() const;
    void restore(const QByteArray &state);
    /// With none of them shown.
    [[nodiscard]] const QByteArray &bare() const { return m_bare; }
    /// As they are at the first start.
    [[nodiscard]] const QByteArray &first() const { return m_first; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void passBarsBy();
    void putAway();
    void bringBack();
    void settle();

    QMainWindow *m_page;
    QList<QDockWidget *> m_docks;
    QByteArray m_first;
    QByteArray m_bare;
    QByteArray m_coming;                 ///< to be restored once the page is seen, and has its size
    QByteArray m_state;                  ///< while some are away: with them
    QList<QPointer<QDockWidget>> m_away; ///< floating, and out of sight
    bool m_isSettled = false;            ///< it has been seen
};
