#pragma once

#include "app/wire/wireexchange.h"
#include "ui/wire/bytesaving.h"

#include <QAction>
#include <QWidget>

class ElidedLabel;
class HexView;
class HintPage;
class PacketTree;
class QLabel;
class QSplitter;
class QStackedWidget;

/// What one command looks like on the wire, before or after it ran: its packets as a tree of fields, and their bytes. A field that is
/// chosen is marked among the bytes, and the other way round.
class WireView : public QWidget
{
    Q_OBJECT

public:
    explicit WireView(QWidget *parent = nullptr);

    /// What can be done about it follows from the two actions, which belong to whoever shows.
    void present(const WireExchange &exchange);
    /// The dry run of a command that ran already, while it is checked.
    [[nodiscard]] QAction *beforeAction() { return &m_before; }
    /// Runs the command alone.
    [[nodiscard]] QAction *runAction() { return &m_run; }
    [[nodiscard]] PacketTree *tree() const { return m_tree; }
    /// The fields above the bytes.
    [[nodiscard]] QSplitter *splitter() const { return m_bytes; }

    /// After a change of the font of keys and values.
    void adoptFixedFont();

signals:
    /// Something worth telling, such as a file that was written.
    void told(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpActions();
    [[nodiscard]] QWidget *buttons();
    void showState();
    void showCurrent(const QModelIndex &current);

    QStackedWidget *m_pages;
    HintPage *m_nothing;
    QWidget *m_content;
    ElidedLabel *m_title;
    QLabel *m_icon;
    ElidedLabel *m_heading;
    QLabel *m_notes;
    PacketTree *m_tree;
    HexView *m_hex;
    QSplitter *m_bytes; ///< tree and hex
    QAction m_before{this};
    QAction m_run{this};
    ByteSaving m_saving{this};
    WireExchange m_exchange;
    int m_packet = -1; ///< whose bytes are in the hex view
};
