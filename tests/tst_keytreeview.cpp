#include "app/keyspace/keyfilter.h"
#include "tests/keysample.h"
#include "tests/patience.h"
#include "tests/privatehome.h"
#include "ui/keys/keydelimiterfield.h"
#include "ui/keys/keytreerows.h"
#include "ui/keys/keytreeview.h"
#include "ui/settings.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

namespace {

KeyTreeModel::Indexes all(const KeyListing &listing)
{
    std::vector<int> indexes(size_t(listing.size()));
    std::iota(indexes.begin(), indexes.end(), 0);
    return std::make_shared<const std::vector<int>>(std::move(indexes));
}

KeyListing listingOf(const QList<QByteArray> &keys)
{
    KeyListing listing(KeySample::now);
    KeySegment segment;
    for (const QByteArray &key : keys) {
        KeySegment::Fields fields;
        fields.size = quint32(100 + key.size());
        KeySample::append(segment, key, fields);
    }
    segment.squeeze();
    if (!segment.isEmpty())
        listing.append(std::move(segment));
    return listing;
}

/// "a:1" to "a:N", in as many folders as there are letters.
QList<QByteArray> lettered(const QByteArray &letters, int each)
{
    QList<QByteArray> keys;
    for (const char letter : letters) {
        for (int i = 0; i < each; ++i)
            keys += QByteArray(1, letter) + ':' + QByteArray::number(1'000 + i);
    }
    return keys;
}

/// There before the view that asks it, and until after.
struct Kept
{
    Settings settings;
};

class Window : public Kept, public KeyTreeView
{
public:
    explicit Window(const QList<QByteArray> &keys = {})
        : KeyTreeView(&settings)
        , activations(this, &KeyTreeView::keyActivated)
        , currents(this, &KeyTreeView::currentKeyChanged)
        , filters(this, &KeyTreeView::filterRequested)
        , tales(this, &KeyTreeView::told)
    {
        sortByName();
        resize(900, 400);
        KeyTreeView::show();
        (void)QTest::qWaitForWindowActive(this);
        if (!keys.isEmpty())
            see(keys);
    }

    /// Most tests want to know where each row stands.
    void sortByName()
    {
        auto *order = findChild<QComboBox *>(QStringLiteral("keyTreeOrder"));
        order->setCurrentIndex(0);
        emit order->activated(0);
    }

    void see(const QList<QByteArray> &keys)
    {
        const KeyListing listing = listingOf(keys);
        setKeys(listing, all(listing));
        QVERIFY(comesTrue([this] { return !isBuilding(); }));
        rows()->setFocus();
    }
    KeyTreeRows *rows() const { return findChild<KeyTreeRows *>(); }
    KeyTreeModel *model() const { return static_cast<KeyTreeModel *>(rows()->model()); }
    QModelIndex at(QByteArrayView prefix) const { return model()->find(prefix); }
    QString name(const QModelIndex &index) const { return index.data().toString(); }
    QString current() const { return name(rows()->currentIndex().siblingAtColumn(0)); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const { QTest::keyClick(rows(), key, modifiers); }
    void click(const QModelIndex &index, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        rows()->scrollTo(index);
        QTest::mouseClick(rows()->viewport(), Qt::LeftButton, modifiers, rows()->visualRect(index).center());
    }
    QByteArrayList selected() const
    {
        QByteArrayList keys;
        const KeyChoice choice = selectedKeys();
        for (const int index : *choice.indexes)
            keys += choice.listing.key(index).toByteArray();
        return keys;
    }
    void trigger(const char *action) const
    {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), rows()->mapToGlobal(QPoint()));
        QApplication::sendEvent(rows()->viewport(), &event);
        auto *menu = rows()->findChild<QMenu *>(QStringLiteral("keyTreeMenu"));
        QVERIFY(menu);
        const QList<QAction *> actions = menu->actions();
        for (QAction *one : actions) {
            if (one->objectName() == QLatin1String(action)) {
                QVERIFY(one->isVisible() && one->isEnabled());
                menu->setActiveAction(one);
            }
        }
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY(!rows()->findChild<QMenu *>(QStringLiteral("keyTreeMenu")));
    }
    bool waitForTree() const
    {
        return comesTrue([this] { return !isBuilding(); });
    }

    QSignalSpy activations;
    QSignalSpy currents;
    QSignalSpy filters;
    QSignalSpy tales;
};

} // namespace

class TestKeyTreeView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_folder.use());
    }
    void init() { m_folder.clearSettings(); }

    void emptyAndFullLookDifferent()
    {
        Window window;
        QVERIFY(window.findChild<QWidget *>(QStringLiteral("keyTreeEmpty"))->isVisible());
        window.see({"a:1"});
        QVERIFY(window.rows()->isVisible());
        window.see({});
        QVERIFY(window.findChild<QWidget *>(QStringLiteral("keyTreeEmpty"))->isVisible());
    }

    void keysOpenAndCloseFolders()
    {
        Window window({"a:1", "a:2", "b:c:1", "b:d:2", "z"});
        window.press(Qt::Key_Home);
        QCOMPARE(window.current(), QStringLiteral("a:"));
        window.press(Qt::Key_Plus);
        window.press(Qt::Key_Down);
        QCOMPARE(window.current(), QStringLiteral("1"));
        QCOMPARE(window.currents.constLast().constFirst().toByteArray(), QByteArray("a:1"));
        window.press(Qt::Key_Left);
        QCOMPARE(window.current(), QStringLiteral("a:"));
        QCOMPARE(window.currents.constLast().constFirst().toByteArray(), QByteArray());
        window.press(Qt::Key_Minus);
        window.press(Qt::Key_Down);
        QCOMPARE(window.current(), QStringLiteral("b:"));
        window.press(Qt::Key_Asterisk);
        QVERIFY(window.rows()->isExpanded(window.at("b:")));
        QVERIFY(window.rows()->isExpanded(window.at("b:c:").parent().isValid() ? window.at("b:c:") : QModelIndex()));
        window.press(Qt::Key_Return);
        QVERIFY(!window.rows()->isExpanded(window.at("b:")));
        window.press(Qt::Key_Return);
        QVERIFY(window.rows()->isExpanded(window.at("b:")));
        QVERIFY(window.activations.isEmpty());
        window.press(Qt::Key_End);
        QCOMPARE(window.current(), QStringLiteral("z"));
        window.press(Qt::Key_Return);
        QCOMPARE(window.activations.size(), 1);
        QCOMPARE(window.activations.constFirst().constFirst().toByteArray(), QByteArray("z"));
    }

    void aDoubleClickOpensAFolderOnce()
    {
        Window window({"a:1", "a:2", "z"});
        const QModelIndex folder = window.at("a:");
        const QPoint place = window.rows()->visualRect(folder).center();
        QTest::mouseClick(window.rows()->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(window.rows()->viewport(), Qt::LeftButton, {}, place);
        QVERIFY(window.rows()->isExpanded(folder));
        const QPoint key = window.rows()->visualRect(window.at("z")).center();
        QTest::mouseClick(window.rows()->viewport(), Qt::LeftButton, {}, key);
        QTest::mouseDClick(window.rows()->viewport(), Qt::LeftButton, {}, key);
        QCOMPARE(window.activations.size(), 1);
    }

    void theRowForMoreIsClickedOrEntered()
    {
        Window window(lettered("ab", 4'500));
        window.rows()->expand(window.at("a:"));
        const auto more = [&window] { return window.model()->index(window.model()->rowCount(window.at("a:")) - 1, 0, window.at("a:")); };
        QCOMPARE(window.name(more()), QStringLiteral("Show more…"));
        window.click(more());
        QCOMPARE(window.model()->rowCount(window.at("a:")), 2'001);
        QCOMPARE(window.current(), QStringLiteral("2000")); // the first of the new ones
        window.rows()->setCurrentIndex(more());
        QCOMPARE(window.currentKey(), QByteArray());
        window.press(Qt::Key_Return);
        QCOMPARE(window.model()->rowCount(window.at("a:")), 4'001);
        QCOMPARE(window.current(), QStringLiteral("3000"));
    }

    void aFolderSelectsAllItsKeys()
    {
        Window window(lettered("ab", 1'500) + QByteArrayList{"z"});
        QVERIFY(window.selected().isEmpty());
        window.click(window.at("a:"));
        QCOMPARE(window.selected().size(), 1'500);
        QCOMPARE(window.selectedCount(), 1'500);
        QCOMPARE(window.selected().constLast(), QByteArray("a:2499"));
        // What is selected twice is there once.
        window.rows()->expand(window.at("a:"));
        window.click(window.at("a:1001"), Qt::ControlModifier);
        QCOMPARE(window.selected().size(), 1'500);
        window.click(window.at("z"), Qt::ControlModifier);
        QCOMPARE(window.selected().size(), 1'501);
        window.click(window.at("z"));
        QCOMPARE(window.selected(), QByteArrayList{"z"});
    }

    void aFilterForAFolderIsAskedFor()
    {
        Window window({"a b:1", "a b:2", "z"});
        window.click(window.at("a b:"));
        window.trigger("keyTreeOnlyFolder");
        QCOMPARE(window.filters.size(), 1);
        QCOMPARE(window.filters.constFirst().constFirst().toString(), KeyFilter::prefixTerm("a b:"));
        window.rows()->expand(window.at("a b:"));
        window.click(window.at("a b:2"));
        window.trigger("keyTreeOnlyFolder");
        QCOMPARE(window.filters.size(), 2);
        QCOMPARE(window.filters.constLast(), window.filters.constFirst());
    }

    void prefixesAndKeysAreCopied()
    {
        Window window({"a:1", "a:2", "z"});
        window.click(window.at("a:"));
        window.trigger("keyTreeCopyPrefix");
        QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("a:"));
        window.rows()->expand(window.at("a:"));
        window.click(window.at("a:2"));
        window.trigger("keyTreeCopyKey");
        QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("a:2"));
        window.click(window.at("z"));
        window.press(Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("z"));
    }

    void tooManyFoldersAreNotAllOpened()
    {
        QList<QByteArray> keys;
        for (int i = 0; i < 3'000; ++i)
            keys += "a:" + QByteArray::number(1'000 + i / 2) + ':' + QByteArray::number(i);
        Window window(keys + QByteArrayList{"b:1:2", "b:2:3"});
        window.click(window.at("b:"));
        window.trigger("keyTreeOpenAll");
        QVERIFY(window.rows()->isExpanded(window.at("b:")));
        QVERIFY(window.tales.isEmpty());
        window.click(window.at("a:"));
        window.press(Qt::Key_Asterisk);
        QVERIFY(window.rows()->isExpanded(window.at("a:")));
        QVERIFY(window.rows()->isExpanded(window.at("a:1000:")));
        QCOMPARE(window.tales.size(), 1);
        QVERIFY(window.tales.constFirst().constFirst().toString().contains(QStringLiteral("too many")));
    }

    void anotherTreeKeepsThePlace()
    {
        Window window(lettered("abcdefgh", 300));
        for (const char *folder : {"b:", "d:", "g:"})
            window.rows()->expand(window.at(folder));
        window.click(window.at("b:1010"));
        window.click(window.at("d:1200"), Qt::ControlModifier);
        window.click(window.at("h:"), Qt::ControlModifier);
        window.rows()->setCurrentIndex(window.at("d:1200"));
        window.click(window.at("b:1010"));
        window.click(window.at("h:"), Qt::ControlModifier);
        window.click(window.at("d:1200"), Qt::ControlModifier);
        window.rows()->scrollTo(window.at("d:1195"), QAbstractItemView::PositionAtTop);
        const QPersistentModelIndex top = window.rows()->indexAt({0, 0});
        QCOMPARE(window.name(top), QStringLiteral("1195"));
        const qsizetype currents = window.currents.size();
        // Keys came, and a folder went.
        QList<QByteArray> keys = lettered("abcdefhij", 300);
        for (int i = 0; i < 200; ++i)
            keys += "b:0" + QByteArray::number(i);
        window.see(keys);
        QVERIFY(window.rows()->isExpanded(window.at("b:")));
        QVERIFY(window.rows()->isExpanded(window.at("d:")));
        QVERIFY(!window.rows()->isExpanded(window.at("a:")));
        QCOMPARE(window.current(), QStringLiteral("1200"));
        QCOMPARE(window.name(window.rows()->indexAt({0, 0})), QStringLiteral("1195"));
        QCOMPARE(window.selected().size(), 302);
        QCOMPARE(window.currents.size(), currents); // the same key
    }

    void whatWasOpenBehindThePortionStaysSo()
    {
        QList<QByteArray> keys = lettered("ab", 3'000);
        Window window(keys);
        window.rows()->expand(window.at("a:"));
        QVERIFY(window.goTo("a:3500"));
        QCOMPARE(window.currentKey(), QByteArray("a:3500"));
        QVERIFY(!window.goTo("a:nowhere"));
        window.rows()->scrollTo(window.at("a:3500"), QAbstractItemView::PositionAtTop);
        for (int i = 0; i < 5'000; ++i)
            keys += "a:0" + QByteArray::number(i);
        window.see(keys);
        QCOMPARE(window.currentKey(), QByteArray("a:3500"));
        QCOMPARE(window.name(window.rows()->indexAt({0, 0})), QStringLiteral("3500"));
    }

    void aKeyThatIsGoneLeavesItsFolder()
    {
        Window window({"a:1", "a:2", "b:1"});
        QVERIFY(window.goTo("a:2"));
        window.see({"a:1", "a:3", "b:1"});
        QVERIFY(window.rows()->isExpanded(window.at("a:")));
        QCOMPARE(window.currentKey(), QByteArray());
        QCOMPARE(window.currents.constLast().constFirst().toByteArray(), QByteArray());
    }

    void otherDelimitersAreChosenAndKept()
    {
        {
            Window window({"a:b/c", "a:b/d"});
            window.setUsualDelimiters(":", QStringLiteral("server"));
            auto *field = window.findChild<KeyDelimiterField *>();
            field->setFocus();
            field->lineEdit()->selectAll();
            QTest::keyClicks(field, QStringLiteral("/"));
            QTRY_COMPARE(window.name(window.model()->index(0, 0)), QStringLiteral("a:b/"));
        }
        Window window({"a:b/c", "a:b/d"});
        window.setUsualDelimiters(":", QStringLiteral("other"));
        QVERIFY(window.waitForTree());
        QCOMPARE(window.findChild<KeyDelimiterField *>()->delimiters(), QByteArray(":"));
        window.setUsualDelimiters(":", QStringLiteral("server"));
        QCOMPARE(window.findChild<KeyDelimiterField *>()->delimiters(), QByteArray("/"));
        QVERIFY(window.waitForTree());
        QCOMPARE(window.model()->delimiters(), QByteArray("/"));
        // What the profile says is no choice of its own any more.
        auto *field = window.findChild<KeyDelimiterField *>();
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Home);
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, QStringLiteral(":"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!window.settings.keys()->keyDelimiters(QStringLiteral("server")));
    }

    void presetsOfDelimitersAreChosenByKey()
    {
        Window window({"a:b/c", "a:b/d"});
        auto *field = window.findChild<KeyDelimiterField *>();
        const QSignalSpy chosen(field, &KeyDelimiterField::chosen);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Down);
        QCOMPARE(field->currentText(), QStringLiteral("/"));
        QTest::keyClick(field, Qt::Key_End);
        field->setCurrentIndex(field->count() - 1);
        emit field->activated(field->count() - 1);
        QCOMPARE(field->currentText(), QString());
        QCOMPARE(chosen.constLast().constFirst().toByteArray(), QByteArray());
        QVERIFY(window.waitForTree());
        QCOMPARE(window.name(window.model()->index(0, 0)), QStringLiteral("a:b/c"));
        field->setDelimiters("::/\x01\xff :");
        QCOMPARE(field->delimiters(), QByteArray(":/"));
    }

    void headersSort()
    {
        Window window({"a:1", "b:1", "b:2", "c:a key that is rather long", "c:another key that is even longer than that"});
        QHeaderView *header = window.rows()->header();
        const auto click = [&window, header](int column) {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                              {header->sectionViewportPosition(column) + header->sectionSize(column) / 2, header->height() / 2});
            QVERIFY(window.waitForTree());
        };
        click(KeyTreeText::Bytes);
        QCOMPARE(window.name(window.model()->index(0, 0)), QStringLiteral("c:"));
        QCOMPARE(header->sortIndicatorSection(), int(KeyTreeText::Bytes));
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        click(KeyTreeText::Keys);
        QCOMPARE(window.name(window.model()->index(0, 0)), QStringLiteral("b:"));
        click(KeyTreeText::Ttl); // of single keys only: folders have none
        QCOMPARE(header->sortIndicatorSection(), int(KeyTreeText::Keys));
        auto *order = window.findChild<QComboBox *>(QStringLiteral("keyTreeOrder"));
        order->setFocus();
        QTest::keyClick(order, Qt::Key_Home);
        QVERIFY(window.waitForTree());
        QCOMPARE(window.name(window.model()->index(0, 0)), QStringLiteral("a:"));
        QCOMPARE(header->sortIndicatorSection(), int(KeyTreeText::Name));
    }

    void sharesAreDrawnAsBars()
    {
        Window window({"a:1", "a:2", "a:3", "a:4", "a:5", "a:6", "b:1"});
        const auto filled = [&window](const QModelIndex &row) {
            const QModelIndex share = row.siblingAtColumn(KeyTreeText::Share);
            window.rows()->scrollTo(share);
            const QImage image = window.rows()->viewport()->grab(window.rows()->visualRect(share)).toImage();
            const QRgb color = window.rows()->palette().color(QPalette::Highlight).rgb();
            int count = 0;
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, image.height() / 2) == color ? 1 : 0;
            return count;
        };
        window.rows()->setCurrentIndex({});
        window.rows()->clearSelection();
        const int large = filled(window.at("a:"));
        const int small = filled(window.at("b:"));
        QVERIFY2(large > 4 * small && small > 0, qPrintable(QStringLiteral("%1 %2").arg(large).arg(small)));
    }

    void whatEveryoneTouchesHasAName()
    {
        Window window({"a:1"});
        for (const QWidget *widget : std::initializer_list<const QWidget *>{window.rows(), window.findChild<KeyDelimiterField *>(),
                                                                            window.findChild<QComboBox *>(QStringLiteral("keyTreeOrder"))})
            QVERIFY(!widget->objectName().isEmpty() && !widget->accessibleName().isEmpty());
    }

private:
    PrivateHome m_folder;
};

QTEST_MAIN(TestKeyTreeView)
#include "tst_keytreeview.moc"
