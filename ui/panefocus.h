#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>

/// Takes the keyboard from one part of the window to the next, back to where it was in it the last time.
class PaneFocus : public QObject
{
    Q_OBJECT

public:
    enum class Direction { Forwards, Backwards };

    /// `panes`: in the order in which they follow each other.
    explicit PaneFocus(const QList<QWidget *> &panes, QObject *parent = nullptr);

    /// To the next part that is seen and has something in it that can be used.
    void move(Direction direction);
    /// `focus` has the keyboard now, or shall have it when its part comes next.
    void remember(QWidget *focus);

private:
    struct Pane
    {
        QPointer<QWidget> widget; ///< the focus wanders also while the window, and its parts, go down
        QPointer<QWidget> last;   ///< what had the focus in it
    };

    [[nodiscard]] qsizetype paneOf(const QWidget *widget) const;

    QList<Pane> m_panes;
};
