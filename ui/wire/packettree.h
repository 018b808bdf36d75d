#pragma once

#include "ui/results/bytecopy.h"
#include "ui/wire/packetmodel.h"

#include <QAction>
#include <QTreeView>

/// The packets of an exchange with their fields, to be walked through; what is current can be copied.
class PacketTree : public QTreeView
{
    Q_OBJECT

public:
    explicit PacketTree(QWidget *parent = nullptr);

    /// The field that was looked at stays so, if there is one like it.
    void setParts(const std::vector<WirePart> &parts);
    [[nodiscard]] const PacketModel &packets() const { return m_model; }
    /// Goes to the innermost field with the byte at `offset` of the current packet.
    void goTo(qsizetype offset);
    /// What can be done with the bytes of a field; for the context menu too.
    [[nodiscard]] QAction *copyAction() { return &m_copy; }
    [[nodiscard]] QAction *copyTextAction() { return &m_copyText; }
    [[nodiscard]] QAction *saveAction() { return &m_save; }

public slots:
    /// The bytes of the current field or packet as pairs of hexadecimal digits, or as text.
    void copy();
    void copyText();

signals:
    void currentMoved(const QModelIndex &current);
    /// Something about a copy for the status line.
    void told(const QString &text);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void setUpActions();
    [[nodiscard]] QModelIndex like(const QString &name, int packet) const;

    PacketModel m_model;
    ByteCopy m_copying;
    QAction m_copy{this};
    QAction m_copyText{this};
    QAction m_save{this};
};
