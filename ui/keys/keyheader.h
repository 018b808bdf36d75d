#pragma once

#include <QAction>
#include <QByteArray>
#include <QWidget>

class PinnedKeys;
class KeyLabel;
class QHBoxLayout;
class QLabel;
class QMenu;

/// A key in full, and what can be done with it.
class KeyHeader : public QWidget
{
    Q_OBJECT

public:
    /// `kept` must outlive it.
    explicit KeyHeader(PinnedKeys *kept, QWidget *parent = nullptr);

    void setKey(const QByteArray &key);
    [[nodiscard]] QAction *againAction() { return &m_againAction; }
    [[nodiscard]] QAction *copyFactsAction() { return &m_copyFactsAction; }
    [[nodiscard]] QAction *openAction() { return &m_openAction; }
    [[nodiscard]] QAction *deleteAction() { return &m_deleteAction; }

    /// How often it is read again by itself, beside the button for that; `menu` outlives it.
    void offerRefresh(QMenu *menu);
    /// A button for what else can be done to the item; `menu` outlives it.
    void offer(QMenu *menu);

    /// After a change of the font of keys and values.
    void adoptFixedFont();

signals:
    /// A sentence for the status line.
    void told(const QString &text);

private:
    void setUp(QAction &action, const char *name, const char *icon, const QString &text, const QString &tip);
    void addButton(QHBoxLayout *row, QAction *action);
    void copy(const QString &text);
    void togglePin();
    void showPin();

    PinnedKeys *m_kept;
    QByteArray m_key;
    KeyLabel *m_text;
    QLabel *m_hexTitle;
    KeyLabel *m_hex;
    QHBoxLayout *m_buttons;
    QAction m_pinAction{this};
    QAction m_copyAction{this};
    QAction m_copyWordAction{this};
    QAction m_copyHexAction{this};
    QAction m_copyFactsAction{this};
    QAction m_againAction{this};
    QAction m_openAction{this};
    QAction m_deleteAction{this};
};
