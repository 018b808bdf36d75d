#include "ui/workbench/scriptactions.h"

#include "ui/iconengine.h"
#include "ui/workbench/findbar.h"
#include "ui/workbench/lineedits.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptpage.h"

#include <QMenu>
#include <QWidget>

namespace {

constexpr int usualSize = 0; // as a step of the zoom

}

ScriptActions::ScriptActions(QWidget *part)
    : QObject(part)
{
    using Direction = ScriptSearch::Direction;
    m_search = {
        add("findInScript", tr("&Find…"), "search", tr("Search in the script"), {},
            [](ScriptPage *page) { page->findBar()->open(FindBar::Mode::Find); }),
        add("replaceInScript", tr("Rep&lace…"), "replace", tr("Search in the script and replace"), {},
            [](ScriptPage *page) { page->findBar()->open(FindBar::Mode::Replace); }),
        add("findNextInScript", tr("Find &next"), "chevron-down", tr("Go to the next match"), {},
            [](ScriptPage *page) { page->findBar()->goOn(Direction::Forward); }),
        add("findPreviousInScript", tr("Find pre&vious"), "chevron-up", tr("Go to the match before"), {},
            [](ScriptPage *page) { page->findBar()->goOn(Direction::Backward); }),
    };
    m_lines = {
        add("toggleComment", tr("&Comment or uncomment"), "hash", tr("Make the selected lines comments, or commands again"),
            Qt::CTRL | Qt::Key_Slash, [](ScriptPage *page) { page->edits()->toggleComment(); }),
        add("moveLinesUp", tr("Move &up"), "arrow-up", tr("Move the selected lines up"), Qt::ALT | Qt::Key_Up,
            [](ScriptPage *page) { moveLinesUp(page->editor()); }),
        add("moveLinesDown", tr("Move &down"), "arrow-down", tr("Move the selected lines down"), Qt::ALT | Qt::Key_Down,
            [](ScriptPage *page) { moveLinesDown(page->editor()); }),
        add("duplicate", tr("Du&plicate"), "copy-plus", tr("Write the selection or the line once more"), Qt::CTRL | Qt::Key_D,
            [](ScriptPage *page) { duplicate(page->editor()); }),
        add("deleteLines", tr("D&elete"), "trash-2", tr("Delete the selected lines"), Qt::CTRL | Qt::SHIFT | Qt::Key_D,
            [](ScriptPage *page) { deleteLines(page->editor()); }),
    };
    m_commands = {
        add("complete", tr("C&omplete"), "lightbulb", tr("Offer what can be written at the cursor"), Qt::CTRL | Qt::Key_Space,
            [](ScriptPage *page) { page->assist()->complete(); }),
        add("turnQuiet", tr("Turn &quiet"), "volume-x", tr("Give the selected commands their quiet form: they answer only where they must"),
            Qt::CTRL | Qt::Key_M, [](ScriptPage *page) { page->edits()->turn(Loudness::Quiet); }),
        add("turnLoud", tr("Turn lou&d"), "volume-2", tr("Give the selected commands their loud form: they always answer"),
            Qt::CTRL | Qt::SHIFT | Qt::Key_M, [](ScriptPage *page) { page->edits()->turn(Loudness::Loud); }),
    };
    // Elsewhere, Ctrl+Space selects.
    m_commands.constFirst()->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    part->addAction(m_commands.constFirst());
    m_problems = {
        add("nextProblem", tr("Next proble&m"), "circle-alert", tr("Go to the next error or warning in the script"), Qt::Key_F8,
            [](ScriptPage *page) { page->goToProblem(true); }),
        add("previousProblem", tr("Previous pro&blem"), "circle-alert", tr("Go to the error or warning before"), Qt::SHIFT | Qt::Key_F8,
            [](ScriptPage *page) { page->goToProblem(false); }),
    };
    m_zoom = {
        addZoom("zoomIn", tr("Lar&ger text"), "zoom-in", tr("Show the script larger"), {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal},
                1),
        addZoom("zoomOut", tr("&Smaller text"), "zoom-out", tr("Show the script smaller"), {Qt::CTRL | Qt::Key_Minus}, -1),
        addZoom("zoomReset", tr("&Usual text size"), "search", tr("Show the script in its usual size"), {Qt::CTRL | Qt::Key_0}, usualSize),
    };
    setPage(nullptr);
}

void ScriptActions::setPage(ScriptPage *page)
{
    m_page = page;
    updateActions();
}

void ScriptActions::setSight(Sight sight)
{
    m_sight = sight;
    updateActions();
}

void ScriptActions::updateActions()
{
    for (const auto &actions : {m_search, m_lines, m_commands, m_problems, m_zoom}) {
        for (QAction *action : actions)
            action->setEnabled(m_page && m_sight == Sight::Seen);
    }
}

void ScriptActions::addEditActions(QMenu *menu)
{
    QMenu *lines = menu->addMenu(tr("L&ines"));
    lines->setObjectName(QStringLiteral("linesMenu"));
    lines->menuAction()->setObjectName(QStringLiteral("changeLines"));
    lines->menuAction()->setStatusTip(tr("Comment, move, duplicate or delete lines"));
    lines->addActions(m_lines);
    menu->addSeparator();
    menu->addActions(m_commands);
    menu->addSeparator();
    menu->addActions(m_problems);
}

void ScriptActions::addViewActions(QMenu *menu)
{
    menu->addActions(m_zoom);
}

QAction *ScriptActions::add(const char *name, const QString &text, const char *icon, const QString &tip, const QKeySequence &shortcut,
                            void (*act)(ScriptPage *))
{
    auto *action = new QAction(themedIcon(QLatin1String(icon)), text, this);
    action->setObjectName(QLatin1String(name));
    action->setStatusTip(tip);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, [this, act] {
        if (m_page)
            act(m_page);
    });
    return action;
}

QAction *ScriptActions::addZoom(const char *name, const QString &text, const char *icon, const QString &tip,
                                const QList<QKeySequence> &shortcuts, int step)
{
    auto *action = new QAction(themedIcon(QLatin1String(icon)), text, this);
    action->setObjectName(QLatin1String(name));
    action->setStatusTip(tip);
    action->setShortcuts(shortcuts);
    connect(action, &QAction::triggered, this, [this, step] {
        if (m_page)
            emit zoomWanted(step == usualSize ? 0 : m_page->editor()->zoom() + step);
    });
    return action;
}
