#pragma once

#include <QMenu>

class Settings;

/// The menu of scripts that were opened or saved lately.
class RecentScripts : public QMenu
{
    Q_OBJECT

public:
    explicit RecentScripts(Settings *settings, QWidget *parent = nullptr);

    void remember(const QString &path);

signals:
    void chosen(const QString &path);

private:
    void fill();

    Settings *m_settings;
};
