#pragma once

#include "ui/workbench/noticestrip.h"
#include "ui/workbench/scriptfile.h"

/// Says that somebody else changed the file of a script, and offers what to do about it.
class DiskNotice : public NoticeStrip
{
    Q_OBJECT

public:
    explicit DiskNotice(QWidget *parent = nullptr);

    /// `modified`: the editor has changes of its own, which reading the file would drop.
    void tellChange(const QString &name, ScriptFile::DiskChange change, bool modified);

signals:
    void readWanted();
    void writeWanted();
    /// What the editor has stays, and so does the file.
    void kept();

private:
    QPushButton *m_read;
    QPushButton *m_write;
};
