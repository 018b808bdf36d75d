#pragma once

#include "ui/workbench/pagetabs.h"

class ServerPage;

/// Connections in tabs. Each tab tells its name, how the connection is doing, and whether a run is under way.
class ServerTabs : public PageTabs
{
    Q_OBJECT

public:
    explicit ServerTabs(QWidget *parent = nullptr);

    [[nodiscard]] ServerPage *page() const;
    [[nodiscard]] QList<ServerPage *> pages() const;
    /// Adds a page behind the one in front; it stays in its place.
    void addPage(ServerPage *page);
    /// Takes a page out, which belongs to nobody then.
    void takePage(ServerPage *page);
    /// To the next tab, or the one before: round in a circle.
    void go(int step);

signals:
    /// The person asks what can be done with a page.
    void menuWanted(ServerPage *page, const QPoint &place);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showState(ServerPage *page);
    void askForMenu(const QPoint &place);
};
