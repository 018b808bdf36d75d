#include "app/profiles/listedits.h"
#include "app/profiles/profilestore.h"
#include "tests/patience.h"
#include "tests/profilesample.h"
#include "ui/profiles/profilehistory.h"
#include "ui/profiles/profilespanel.h"
#include "ui/profiles/profiletree.h"
#include "ui/workbench/noticestrip.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QLayout>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMimeData>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

/// A person with the list of profiles before them.
class Keeper
{
public:
    explicit Keeper(const ProfileList &list = sampleList())
        : store(m_folder.filePath(QStringLiteral("profiles.json")))
    {
        store.load();
        if (!comesTrue([this] { return store.isLoaded(); }))
            return;
        store.setList(list);
        panel.resize(280, 500);
        panel.show();
    }

    [[nodiscard]] bool activate()
    {
        panel.activateWindow();
        return QTest::qWaitForWindowActive(&panel);
    }
    template <typename Widget> Widget *see(const char *name) const { return panel.findChild<Widget *>(QLatin1String(name)); }
    ProfileTree *tree() const { return panel.tree(); }
    ProfileModel *model() const { return static_cast<ProfileModel *>(tree()->model()); }
    void click(const QModelIndex &index, Qt::KeyboardModifiers modifiers = {}) const
    {
        tree()->scrollTo(index);
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, modifiers, tree()->visualRect(index).center());
    }
    void clickProfile(const char *id, Qt::KeyboardModifiers modifiers = {}) const { click(model()->profileIndex(text(id)), modifiers); }
    void clickFolder(const char *name, Qt::KeyboardModifiers modifiers = {}) const { click(model()->folderIndex(text(name)), modifiers); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(tree(), key, modifiers); }
    void search(const QString &words) const
    {
        auto *field = see<QLineEdit>("profileSearch");
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, words);
    }
    void write(const QString &name) const
    {
        auto *editor = see<QLineEdit>("profileNameEditor");
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, name);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!see<QLineEdit>("profileNameEditor"));
    }
    QString layout() const { return layoutOf(store.list()); }
    QString strip() const
    {
        const auto *notice = see<NoticeStrip>("deletedProfiles");
        return notice->isVisible() ? notice->text() : QString();
    }

private:
    QTemporaryDir m_folder;

public:
    ProfileStore store;
    ProfileHistory history{&store};
    ProfilesPanel panel{&history};
};

} // namespace

class TestProfilesPanel : public QObject
{
    Q_OBJECT

private slots:
    void profileIsOpenedByDoubleClickAndByKey()
    {
        Keeper keeper;
        QSignalSpy opened(&keeper.panel, &ProfilesPanel::openRequested);
        QSignalSpy inTab(&keeper.panel, &ProfilesPanel::newTabRequested);
        QSignalSpy edited(&keeper.panel, &ProfilesPanel::editRequested);
        QSignalSpy created(&keeper.panel, &ProfilesPanel::newRequested);
        keeper.clickProfile("b");
        QTest::mouseDClick(keeper.tree()->viewport(), Qt::LeftButton, {},
                           keeper.tree()->visualRect(keeper.tree()->currentIndex()).center());
        QCOMPARE(opened.size(), 1);
        keeper.clickProfile("e");
        keeper.press(Qt::Key_Return);
        keeper.press(Qt::Key_Enter);
        QCOMPARE(opened.size(), 3);
        QCOMPARE(opened.constFirst(), QVariantList{text("b")});
        QCOMPARE(opened.constLast(), QVariantList{text("e")});
        keeper.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(inTab.value(0), QVariantList{text("e")});
        keeper.press(Qt::Key_Return, Qt::AltModifier);
        QCOMPARE(edited.value(0), QVariantList{text("e")});
        keeper.clickFolder("Blog");
        keeper.press(Qt::Key_Return);
        QCOMPARE(opened.size(), 3);
        keeper.press(Qt::Key_Insert);
        QCOMPARE(created.value(0), QVariantList{text("Blog")});
    }

    void searchFindsAndOpens()
    {
        Keeper keeper;
        QVERIFY(keeper.activate());
        QSignalSpy opened(&keeper.panel, &ProfilesPanel::openRequested);
        keeper.clickProfile("a");
        keeper.panel.searchAction()->trigger();
        auto *field = keeper.see<QLineEdit>("profileSearch");
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, text("d"));
        QCOMPARE(keeper.model()->count(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(opened.value(0), QVariantList{text("d")});
        keeper.search(text("shop"));
        QTest::keyClick(field, Qt::Key_Down);
        QVERIFY(keeper.tree()->hasFocus());
        QCOMPARE(keeper.tree()->choice().ids, QStringList{text("a")});
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->text(), QString());
        QCOMPARE(keeper.model()->count(), 6);
        QCOMPARE(keeper.tree()->choice().ids, QStringList{text("a")});
        keeper.search(text("nowhere"));
        QCOMPARE(keeper.see<QStackedWidget>("profilePages")->currentWidget()->objectName(), text("noProfileFound"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void deletedProfileComesBackWhereItWas()
    {
        Keeper keeper;
        const ProfileList before = keeper.store.list();
        keeper.clickProfile("b");
        keeper.press(Qt::Key_Delete);
        QCOMPARE(keeper.layout(), text("Shop: A C | Blog: D | Empty: | : E F"));
        QVERIFY2(keeper.strip().startsWith(text("Deleted")) && keeper.strip().contains(text("B")), qPrintable(keeper.strip()));
        QTest::mouseClick(keeper.see<QWidget>("undoDelete"), Qt::LeftButton);
        QCOMPARE(keeper.store.list(), before);
        QCOMPARE(keeper.strip(), QString());

        keeper.clickProfile("a");
        keeper.clickProfile("e", Qt::ControlModifier);
        keeper.press(Qt::Key_Delete);
        keeper.clickProfile("f");
        keeper.press(Qt::Key_Delete);
        QCOMPARE(keeper.layout(), text("Shop: B C | Blog: D | Empty: | :"));
        keeper.press(Qt::Key_Z, Qt::ControlModifier);
        keeper.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(keeper.store.list(), before);
        keeper.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(keeper.layout(), text("Shop: B C | Blog: D | Empty: | : F"));
    }

    void whatIsSaidDoesNotMoveTheListsEdge()
    {
        Keeper keeper;
        QVERIFY(keeper.activate());
        QMainWindow window;
        auto *dock = new QDockWidget(&window);
        dock->setWidget(&keeper.panel);
        const auto detach = qScopeGuard([&keeper] { keeper.panel.setParent(nullptr); });
        window.addDockWidget(Qt::LeftDockWidgetArea, dock);
        window.setCentralWidget(new QWidget);
        window.resize(700, 500);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.resizeDocks({dock}, {10}, Qt::Horizontal); // as narrow as it can be
        QCoreApplication::sendPostedEvents();
        const int width = dock->width();
        keeper.clickFolder("Shop");
        keeper.press(Qt::Key_Delete);
        QTRY_VERIFY(!keeper.strip().isEmpty());
        const auto *undo = keeper.see<QWidget>("undoDelete");
        QTRY_VERIFY(undo->isVisible());
        window.layout()->activate();
        QCOMPARE(dock->width(), width);
        for (const char *button : {"undoDelete", "closeDeleted"}) {
            const auto *seen = keeper.see<QWidget>(button);
            QVERIFY2(seen->parentWidget()->rect().contains(seen->geometry()), button);
        }
    }

    void deletedFolderLeavesItsProfiles()
    {
        Keeper keeper;
        const ProfileList before = keeper.store.list();
        keeper.clickFolder("Shop");
        keeper.press(Qt::Key_Delete);
        QCOMPARE(keeper.layout(), text("Blog: D | Empty: | : A B C E F"));
        QVERIFY2(keeper.strip().contains(text("without a folder now: 3")), qPrintable(keeper.strip()));
        keeper.tree()->undo(); // as the Edit menu does
        QCOMPARE(keeper.store.list(), before);
    }

    void namesAreEditedInPlace()
    {
        Keeper keeper;
        QVERIFY(keeper.activate());
        keeper.clickProfile("a");
        keeper.press(Qt::Key_F2);
        keeper.write(text("Alpha"));
        QCOMPARE(keeper.store.find(text("a"))->name, text("Alpha"));
        keeper.clickFolder("Blog");
        keeper.press(Qt::Key_F2);
        keeper.write(text("Shop"));
        QVERIFY(keeper.see<QWidget>("profilesRefusal")->isVisible());
        QCOMPARE(keeper.store.list().folders, sampleList().folders);
        keeper.see<QAction>("newFolder")->trigger();
        keeper.write(text("Fresh"));
        QCOMPARE(keeper.store.list().folders, sampleList().folders + QStringList{text("Fresh")});
    }

    void editingOutlastsChangesOfAnotherProgram()
    {
        Keeper keeper;
        QVERIFY(keeper.activate());
        keeper.clickProfile("c");
        keeper.press(Qt::Key_F2);
        auto *editor = keeper.see<QLineEdit>("profileNameEditor");
        editor->selectAll();
        QTest::keyClicks(editor, text("Gam"));
        ProfileList theirs = removed(keeper.store.list(), {text("a")}, {text("Empty")});
        theirs.profiles.append(sampleProfile(text("New")));
        keeper.store.setList(theirs);
        QCOMPARE(keeper.see<QLineEdit>("profileNameEditor"), editor);
        QTest::keyClicks(editor, text("ma"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(keeper.layout(), text("Shop: B Gamma | Blog: D | : E F New"));
    }

    void selectionAndClosedFoldersOutlastEverythingNew()
    {
        Keeper keeper;
        keeper.tree()->setExpanded(keeper.model()->folderIndex(text("Shop")), false);
        keeper.clickProfile("d");
        keeper.clickProfile("f", Qt::ControlModifier);
        ProfileList theirs = keeper.store.list();
        for (int i = 0; i < 300; ++i)
            theirs.profiles.insert(0, sampleProfile(QStringLiteral("many %1").arg(i)));
        QSignalSpy resets(keeper.model(), &QAbstractItemModel::modelReset);
        keeper.store.setList(theirs);
        QCOMPARE(resets.size(), 1);
        QCOMPARE(keeper.tree()->choice().ids, (QStringList{text("d"), text("f")}));
        QVERIFY(!keeper.tree()->isExpanded(keeper.model()->folderIndex(text("Shop"))));
        QVERIFY(keeper.tree()->isExpanded(keeper.model()->folderIndex(text("Blog"))));
        keeper.search(text("shop a"));
        QVERIFY(keeper.tree()->isExpanded(keeper.model()->folderIndex(text("Shop"))));
        keeper.search(text("blog"));
        QTest::keyClick(keeper.see<QLineEdit>("profileSearch"), Qt::Key_Escape);
        QVERIFY(!keeper.tree()->isExpanded(keeper.model()->folderIndex(text("Shop"))));
    }

    void severalAreMovedDuplicatedAndMadeFavourites()
    {
        Keeper keeper;
        keeper.clickProfile("e");
        keeper.clickProfile("f", Qt::ShiftModifier);
        keeper.see<QAction>("favouriteProfile")->trigger();
        QVERIFY(keeper.store.find(text("e"))->favourite && keeper.store.find(text("f"))->favourite);
        auto *menu = keeper.see<QMenu>("moveToFolder");
        emit menu->aboutToShow();
        const QList<QAction *> places = menu->actions();
        for (QAction *place : places) {
            if (place->text() == text("Blog"))
                place->trigger();
        }
        QCOMPARE(keeper.layout(), text("Shop: A B C | Blog: D E F | Empty: | :"));
        QCOMPARE(keeper.tree()->choice().ids, (QStringList{text("e"), text("f")}));
        keeper.press(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(keeper.layout(), text("Shop: A B C | Blog: D E E (copy) F F (copy) | Empty: | :"));
        QCOMPARE(keeper.tree()->choice().ids.size(), 2);
    }

    void keysMoveUpAndDown()
    {
        Keeper keeper;
        keeper.clickProfile("b");
        keeper.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(keeper.layout(), text("Shop: B A C | Blog: D | Empty: | : E F"));
        keeper.press(Qt::Key_Up, Qt::AltModifier);
        keeper.press(Qt::Key_Down, Qt::AltModifier);
        keeper.press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(keeper.layout(), text("Shop: A C B | Blog: D | Empty: | : E F"));
        QCOMPARE(keeper.tree()->choice().ids, QStringList{text("b")});
        keeper.clickFolder("Blog");
        keeper.press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(keeper.layout(), text("Shop: A C B | Empty: | Blog: D | : E F"));
        keeper.clickProfile("e");
        keeper.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(keeper.layout(), text("Shop: A C B | Empty: | Blog: D | : E F"));
        keeper.press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(keeper.layout(), text("Shop: A C B | Empty: | Blog: D | : F E"));
    }

    void addressIsCopiedWithoutAPassword()
    {
        ProfileList list = sampleList();
        list.profiles[0].address = {.host = text("cache.example"), .port = 11300, .encryption = Encryption::Tls};
        list.profiles[0].user = text("alice");
        Keeper keeper(list);
        keeper.clickProfile("a");
        keeper.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), text("memcacheds://alice@cache.example:11300"));
    }

    void profileIsDraggedByTheMouse()
    {
        Keeper keeper;
        QVERIFY(keeper.activate());
        keeper.clickProfile("e");
        const QModelIndex blog = keeper.model()->folderIndex(text("Blog"));
        const QPoint onBlog = keeper.tree()->visualRect(blog).center();
        const std::unique_ptr<QMimeData> data(keeper.model()->mimeData({keeper.tree()->currentIndex()}));
        QDragEnterEvent enter(onBlog, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(keeper.tree()->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        keeper.store.remove(text("a")); // another program, while it is held
        const QPoint nowBlog = keeper.tree()->visualRect(keeper.model()->folderIndex(text("Blog"))).center();
        QDragMoveEvent move(nowBlog, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(keeper.tree()->viewport(), &move);
        QVERIFY(move.isAccepted());
        QDropEvent drop(nowBlog, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(keeper.tree()->viewport(), &drop);
        QCOMPARE(keeper.layout(), text("Shop: B C | Blog: D E | Empty: | : F"));
        QCOMPARE(keeper.tree()->choice().ids, QStringList{text("e")});
    }

    void folderIsDraggedByTheMouse()
    {
        Keeper keeper;
        QVERIFY(keeper.activate());
        keeper.clickFolder("Blog");
        const std::unique_ptr<QMimeData> data(keeper.model()->mimeData({keeper.tree()->currentIndex()}));
        const QRect shop = keeper.tree()->visualRect(keeper.model()->folderIndex(text("Shop")));
        const QPoint above(shop.center().x(), shop.top() + 1);
        QDragEnterEvent enter(above, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(keeper.tree()->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDragMoveEvent move(above, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(keeper.tree()->viewport(), &move);
        QVERIFY(move.isAccepted());
        QDropEvent drop(above, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(keeper.tree()->viewport(), &drop);
        QCOMPARE(keeper.layout(), text("Blog: D | Shop: A B C | Empty: | : E F"));
        QCOMPARE(keeper.store.finish(), Error());
        QCOMPARE(keeper.layout(), text("Blog: D | Shop: A B C | Empty: | : E F"));
    }

    void emptyListOffersANewProfile()
    {
        Keeper keeper(ProfileList{});
        QCOMPARE(keeper.see<QStackedWidget>("profilePages")->currentWidget()->objectName(), text("noProfiles"));
        QSignalSpy created(&keeper.panel, &ProfilesPanel::newRequested);
        QTest::mouseClick(keeper.see<QWidget>("noProfiles.newProfile"), Qt::LeftButton);
        QCOMPARE(created.size(), 1);
        keeper.store.put(sampleProfile(text("A")));
        QCOMPARE(keeper.see<QStackedWidget>("profilePages")->currentWidget()->objectName(), text("profileTree"));
    }

    void fiveThousandAreFound()
    {
        ProfileList list;
        for (int i = 0; i < 50; ++i)
            list.folders.append(QStringLiteral("Folder %1").arg(i));
        for (int i = 0; i < 5000; ++i)
            list.profiles.append(sampleProfile(QStringLiteral("Server %1").arg(i), i % 3 ? list.folders[i % 50] : QString()));
        Keeper keeper(list);
        keeper.search(text("4999"));
        QCOMPARE(keeper.model()->count(), 1);
        QTest::keyClick(keeper.see<QLineEdit>("profileSearch"), Qt::Key_Escape);
        QCOMPARE(keeper.model()->count(), 5000);
        keeper.clickProfile("server 4998");
        QCOMPARE(keeper.tree()->choice().ids, QStringList{text("server 4998")});
        QVERIFY(keeper.tree()->verticalScrollBar()->value() > 0);
        keeper.press(Qt::Key_Delete);
        QCOMPARE(keeper.model()->count(), 4999);
        keeper.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(keeper.store.list(), list);
    }
};

QTEST_MAIN(TestProfilesPanel)
#include "tst_profilespanel.moc"
