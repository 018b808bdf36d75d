#include "ui/workbench/disknotice.h"

#include <QPushButton>

DiskNotice::DiskNotice(QWidget *parent)
    : NoticeStrip("diskNotice", parent)
    , m_read(addButton("diskRead", tr("Read it again")))
    , m_write(addButton("diskWrite", tr("Overwrite it")))
{
    const QPushButton *keep = addButton("diskKeep", tr("Leave it"));
    connect(m_read, &QAbstractButton::clicked, this, &DiskNotice::readWanted);
    connect(m_write, &QAbstractButton::clicked, this, &DiskNotice::writeWanted);
    connect(keep, &QAbstractButton::clicked, this, &DiskNotice::kept);
}

void DiskNotice::tellChange(const QString &name, ScriptFile::DiskChange change, bool modified)
{
    const bool there = change == ScriptFile::DiskChange::Changed;
    m_read->setText(modified ? tr("Read it, drop changes here") : tr("Read it again"));
    m_write->setText(there ? tr("Overwrite it") : tr("Write it again"));
    m_read->setVisible(there);
    m_write->setVisible(!there || modified);
    for (QPushButton *button : {m_read, m_write})
        button->setAccessibleName(button->text());
    tell(!there         ? tr("%1 is no longer there.").arg(name)
             : modified ? tr("%1 was changed by another program, and here too.").arg(name)
                        : tr("%1 was changed by another program.").arg(name));
}
