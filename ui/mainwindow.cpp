#include "ui/mainwindow.h"

#include "ui/connection/serverfacts.h"
#include "ui/editactions.h"
#include "ui/mainmenu.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/serverpage.h"
#include "ui/workspace.h"

#include <QCloseEvent>
#include <QStatusBar>
#include <QTabWidget>

MainWindow::MainWindow(Workspace *workspace)
    : m_workspace(workspace)
    , m_place(workspace->settings(), this)
    , m_tabs(new QTabWidget(this))
    , m_edit(new EditActions(this))
    , m_menu(new MainMenu(m_edit, workspace->appearance(), this))
    , m_facts(new ServerFacts(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    m_tabs->setObjectName(QStringLiteral("pages"));
    m_tabs->setAccessibleName(tr("Connections"));
    m_tabs->setDocumentMode(true);
    setCentralWidget(m_tabs);
    statusBar()->addPermanentWidget(m_facts);

    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::showPage);
    connect(m_menu, &MainMenu::preferencesRequested, this, &MainWindow::openPreferences);
    connect(m_menu, &MainMenu::quitRequested, this, &QWidget::close);
    showPage();
    m_place.restore();
}

MainWindow::~MainWindow()
{
    // What the pages say while they go down is no longer for us.
    m_tabs->disconnect(this);
    qDeleteAll(pages());
}

ServerPage *MainWindow::page() const
{
    return static_cast<ServerPage *>(m_tabs->currentWidget());
}

QList<ServerPage *> MainWindow::pages() const
{
    QList<ServerPage *> pages;
    for (int i = 0; i < m_tabs->count(); ++i)
        pages.append(static_cast<ServerPage *>(m_tabs->widget(i)));
    return pages;
}

void MainWindow::addPage(std::unique_ptr<ServerPage> page)
{
    ServerPage *added = page.release();
    connect(added, &ServerPage::scriptChanged, this, &MainWindow::showTitle);
    connect(added, &ServerPage::told, this, [this, added](const QString &text, int milliseconds) {
        if (added == this->page())
            statusBar()->showMessage(text, milliseconds);
    });
    m_tabs->setCurrentIndex(m_tabs->addTab(added, tr("Server")));
    if (const Error &error = m_workspace->logError()) {
        added->addToLog(error.text);
        statusBar()->showMessage(error.text);
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const bool closesOn = std::exchange(m_closesOn, false);
    const QList<ServerPage *> all = pages();
    for (ServerPage *each : all) {
        if (!closesOn)
            each->askAgain();
    }
    for (ServerPage *each : all) {
        const bool ready = each->mayEnd([this] {
            m_closesOn = true;
            close();
        });
        if (!ready) {
            event->ignore();
            return;
        }
    }
    for (ServerPage *each : all)
        each->end();
    m_place.save();
    m_closed = true;
    emit closed();
}

void MainWindow::showPage()
{
    const ServerPage *front = page();
    statusBar()->clearMessage();
    m_menu->show(front ? front->menus() : nullptr);
    m_facts->follow(front ? front->connection() : nullptr);
    if (front && front->focusWidget())
        front->focusWidget()->setFocus();
    showTitle();
}

void MainWindow::showTitle()
{
    const ServerPage *front = page();
    const QString script = front ? front->scriptName() : QString();
    setWindowTitle(script.isEmpty() ? tr("Slabscope[*]") : tr("%1[*] – Slabscope").arg(script));
    setWindowModified(front && front->isScriptModified());
}

void MainWindow::openPreferences()
{
    const auto use = [workspace = m_workspace](const Preferences &preferences) { return workspace->usePreferences(preferences); };
    (new PreferencesDialog(m_workspace->settings()->preferences(), use, m_workspace->logNote(), this))->open();
}
