#pragma once

#include <QAction>
#include <QWidget>

class PinnedKeys;
class NoticeRow;
class QLineEdit;
class QMenu;

/// Goes straight to one key, without a listing: a field that takes it as the command language writes it, and a list of those pinned and
/// those gone to lately.
class GoToKey : public QWidget
{
    Q_OBJECT

public:
    /// `kept` must outlive it.
    explicit GoToKey(PinnedKeys *kept, QWidget *parent = nullptr);

    /// Takes the keyboard to the field (Ctrl+G). Whoever shows the widget says by addAction() where the shortcut counts.
    [[nodiscard]] QAction *goAction() { return &m_goAction; }
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    /// Another key is looked at than the one that was gone to: that does not stand in the field any more. What is being typed does.
    void leave(const QByteArray &shown);

signals:
    /// The person wants to see this key.
    void keyActivated(const QByteArray &key);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void go();
    void goTo(const QByteArray &key);
    void openList();
    void addKeys(QMenu *menu, const QString &title, const char *icon, const QList<QByteArray> &keys);

    PinnedKeys *m_kept;
    QLineEdit *m_field;
    NoticeRow *m_fault;
    QByteArray m_gone; ///< the key that was gone to last
    QAction m_goAction{this};
    QAction m_listAction{this};
};
