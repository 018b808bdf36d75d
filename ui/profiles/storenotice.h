#pragma once

#include "ui/workbench/noticestrip.h"

class ProfileStore;

/// Says what a person should know of the file that keeps the profiles: that it was damaged, cannot be read or written, or is of a later
/// version.
class StoreNotice : public NoticeStrip
{
    Q_OBJECT

public:
    /// `store` must outlive it.
    explicit StoreNotice(ProfileStore *store, QWidget *parent = nullptr);

private:
    void add(const QString &sentence);

    ProfileStore *m_store;
    QPushButton *m_again;
};
