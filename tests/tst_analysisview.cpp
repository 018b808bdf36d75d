#include "app/keyspace/keymatcher.h"
#include "app/keyspace/keystore.h"
#include "tests/keysample.h"
#include "ui/contrast.h"
#include "ui/keys/analysis/analysisview.h"
#include "ui/keys/analysis/barchart.h"
#include "ui/keys/analysis/findingrow.h"
#include "ui/keys/analysis/keyshades.h"
#include "ui/keys/analysis/prefixmap.h"
#include "ui/keys/analysis/prefixtable.h"
#include "ui/keys/analysis/prefixtrail.h"
#include "ui/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QToolButton>

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

QByteArray delimiters()
{
    return QByteArrayLiteral(":/");
}

KeyListing madeListing(int count)
{
    KeyStore store(KeySample::now);
    for (int begin = 0; begin < count; begin += 10'000)
        store.append(KeySample().segment(begin, std::min(count, begin + 10'000)));
    return store.listing();
}

SlabChunks madeChunks()
{
    SlabChunks chunks;
    for (quint8 slabClass = 1; slabClass < 40; ++slabClass)
        chunks.setChunkSize(slabClass, KeySample::chunkSize(slabClass));
    return chunks;
}

std::shared_ptr<const std::vector<int>> shownBy(const KeyListing &listing, const QString &filter)
{
    return std::make_shared<const std::vector<int>>(matchingKeys(listing, std::get<KeyFilter>(KeyFilter::parse(filter))).indexes);
}

/// A view as a person sees it, with what it is asked for.
struct Seen
{
    explicit Seen(QSize size = {1'200, 900})
        : asked(&view, &AnalysisView::filterRequested)
    {
        view.resize(size);
        view.show();
        view.activateWindow();
    }
    void list(const KeyListing &keys, const QString &filter = {})
    {
        listing = keys;
        view.setKeys(keys, filter.isEmpty() ? nullptr : shownBy(keys, filter), madeChunks(), delimiters(), filter);
    }
    template <typename Widget> Widget *see(const char *name) const { return view.findChild<Widget *>(QLatin1String(name)); }
    [[nodiscard]] bool isShown(const char *page) const { return view.currentWidget()->objectName() == QLatin1String(page); }
    [[nodiscard]] PrefixTable *table() const { return see<PrefixTable>("prefixTable"); }
    [[nodiscard]] PrefixMap *map() const { return see<PrefixMap>("prefixMap"); }
    [[nodiscard]] QList<QByteArray> trail() const { return see<PrefixTrail>("prefixTrail")->trail(); }
    [[nodiscard]] QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    [[nodiscard]] QStringList prefixes() const
    {
        QStringList names;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            names.append(cell(row, 0));
        return names;
    }
    [[nodiscard]] QPoint cellAt(const QString &prefix) const
    {
        return table()->visualRect(table()->model()->index(int(prefixes().indexOf(prefix)), 0)).center();
    }
    [[nodiscard]] QPoint tileOf(const QString &prefix) const
    {
        for (const TreemapTile &tile : map()->tiles()) {
            if (tile.item >= 0 && model()->nameOf(tile.item) == prefix)
                return tile.area.center().toPoint();
        }
        return {-1, -1};
    }
    [[nodiscard]] const PrefixModel *model() const
    {
        return static_cast<const PrefixModel *>(static_cast<QSortFilterProxyModel *>(table()->model())->sourceModel());
    }
    [[nodiscard]] QString lastAsked() const { return asked.isEmpty() ? QString() : asked.constLast().constFirst().toString(); }
    [[nodiscard]] qint64 keysOf(const QString &filter) const { return qint64(shownBy(listing, filter)->size()); }

    AnalysisView view;
    QSignalSpy asked;
    KeyListing listing;
};

} // namespace

class TestAnalysisView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(Theme::Light);
    }

    void ofNothingItSaysThatNothingIsListed()
    {
        const Seen seen;
        QVERIFY(seen.isShown("analysisNothing"));
    }

    void aFilterThatShowsNothingIsSaid()
    {
        Seen seen;
        seen.list(madeListing(1'000), text("nosuchkey"));
        QVERIFY(seen.isShown("analysisNone"));
        QVERIFY(seen.see<QWidget>("analysisNone")->findChild<QLabel *>(text("hintText"))->text().contains(text("1,000 keys")));
        seen.list(seen.listing);
        QTRY_VERIFY(seen.isShown("analysisFull"));
        seen.list({});
        QVERIFY(seen.isShown("analysisNothing"));
    }

    void everyFindingLeadsToItsKeys()
    {
        Seen seen;
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        const QList<FindingRow *> rows = seen.view.findChildren<FindingRow *>();
        QVERIFY(rows.size() >= 3);
        QVERIFY(rows.first()->isVisible());
        QTest::mouseClick(rows.first(), Qt::LeftButton);
        QCOMPARE(seen.asked.size(), 1);
        QVERIFY(seen.keysOf(seen.lastAsked()) > 0);
        QVERIFY2(rows.first()->accessibleName().contains(QLocale().toString(seen.keysOf(seen.lastAsked()))),
                 qPrintable(rows.first()->accessibleName()));
        rows.at(1)->setFocus();
        QTest::keyClick(rows.at(1), Qt::Key_Return);
        QCOMPARE(seen.asked.size(), 2);
        QVERIFY(seen.asked.at(0) != seen.asked.at(1));
    }

    void moreFindingsAreBehindAButton()
    {
        Seen seen;
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        const QList<FindingRow *> rows = seen.view.findChildren<FindingRow *>();
        auto *more = seen.see<QPushButton>("moreFindings");
        QVERIFY(rows.size() > 4 && more->isVisible() && !rows.last()->isVisible());
        QTest::mouseClick(more, Qt::LeftButton);
        QVERIFY(rows.last()->isVisible());
        QTest::mouseClick(more, Qt::LeftButton);
        QVERIFY(!rows.last()->isVisible());
    }

    void whenNothingStandsOutItSaysSo()
    {
        KeySegment segment;
        for (int i = 0; i < 50; ++i) {
            KeySegment::Fields fields;
            fields.size = 200;
            fields.marks = KeySegment::fetchedMark;
            fields.expiry = quint32(KeySample::now + 50'000);
            fields.lastAccess = quint32(KeySample::now - 5);
            KeySample::append(segment, "user:" + QByteArray::number(i), fields);
        }
        KeyListing listing(KeySample::now);
        listing.append(std::move(segment));
        Seen seen;
        seen.list(listing);
        QTRY_VERIFY(seen.isShown("analysisFull"));
        QVERIFY(seen.view.findChildren<FindingRow *>().isEmpty());
        QVERIFY(seen.see<QLabel>("noFindings")->isVisible());
        QVERIFY(seen.see<QLabel>("noFindings")->text().startsWith(text("Nothing stands out")));
    }

    void theTableTellsWhatPrefixesWeigh()
    {
        Seen seen;
        const QAbstractItemModelTester tester(seen.table()->model());
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        const QStringList prefixes = seen.prefixes();
        QVERIFY(prefixes.contains(text("session:")) && prefixes.contains(text("user:")));
        const int row = int(prefixes.indexOf(text("session:")));
        QCOMPARE(seen.cell(row, PrefixModel::KeysColumn), QLocale().toString(seen.keysOf(text("key:session:"))));
        QVERIFY(seen.cell(row, PrefixModel::UnreadColumn)
                    .startsWith(QLocale().toString(seen.keysOf(text("key:session: unread"))) + text(" (")));
        QCOMPARE(seen.cell(row, PrefixModel::LastingColumn), QString(QChar(0x2013)));

        seen.table()->sortByColumn(PrefixModel::KeysColumn, Qt::AscendingOrder);
        qint64 before = 0;
        for (int at = 0; at < seen.table()->model()->rowCount(); ++at) {
            const qint64 keys = seen.table()->model()->index(at, PrefixModel::KeysColumn).data(PrefixModel::SortRole).toLongLong();
            QVERIFY(keys >= before);
            before = keys;
        }
    }

    void noColumnIsCutWhereOthersCanYield()
    {
        Seen seen;
        seen.list(madeListing(1'000));
        QTRY_VERIFY(seen.table()->model()->rowCount() > 0);
        PrefixTable *table = seen.table();
        const QHeaderView *header = table->horizontalHeader();
        const int wanted = table->wantedWidth();
        const int prefix = header->sectionSize(PrefixModel::PrefixColumn);
        const int idle = header->sectionSize(PrefixModel::IdleColumn);
        seen.view.resize(seen.view.width() - table->width() + wanted - 60, seen.view.height());
        QTRY_VERIFY(table->width() < wanted);
        QVERIFY(table->width() > wanted - 200);
        QVERIFY2(header->length() <= table->viewport()->width(), qPrintable(QString::number(header->length())));
        QCOMPARE(header->sectionSize(PrefixModel::IdleColumn), idle);
        QCOMPARE(table->wantedWidth(), wanted);
        seen.view.resize(1'200, 900);
        QTRY_COMPARE(header->sectionSize(PrefixModel::PrefixColumn), prefix);
        // What the person has chosen stays.
        table->setColumnWidth(PrefixModel::KeysColumn, 300);
        seen.view.resize(800, 900);
        QTRY_VERIFY(table->width() < 800);
        QCOMPARE(header->sectionSize(PrefixModel::KeysColumn), 300);
        QCOMPARE(header->sectionSize(PrefixModel::PrefixColumn), prefix);
    }

    void aDoubleClickGoesIntoAFolderAndBackspaceOut()
    {
        Seen seen;
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        const QStringList outer = seen.prefixes();
        QVERIFY(!seen.see<QToolButton>("prefixUp")->isEnabled());
        QTest::mouseClick(seen.table()->viewport(), Qt::LeftButton, {}, seen.cellAt(text("counter:")));
        QTest::mouseDClick(seen.table()->viewport(), Qt::LeftButton, {}, seen.cellAt(text("counter:")));
        QTRY_COMPARE(seen.trail(), QList<QByteArray>{"counter:"});
        QCOMPARE(seen.prefixes().size(), 12);
        QVERIFY(seen.prefixes().contains(text("11:")));
        // By keyboard one further in, and out again.
        seen.table()->setFocus();
        seen.table()->setCurrentIndex(seen.table()->model()->index(2, 0));
        const QByteArray inner = "counter:" + seen.cell(2, 0).toLatin1();
        QTest::keyClick(seen.table(), Qt::Key_Return);
        QTRY_COMPARE(seen.trail(), (QList<QByteArray>{"counter:", inner}));
        QCOMPARE(seen.prefixes(), QStringList{text("Keys directly in here")});
        QTest::keyClick(seen.table(), Qt::Key_Return); // nothing to go into: its keys
        QCOMPARE(seen.keysOf(seen.lastAsked()), seen.model()->weightOf(0).keys);
        QTest::keyClick(seen.table(), Qt::Key_Backspace);
        QTRY_COMPARE(seen.trail(), QList<QByteArray>{"counter:"});
        QCOMPARE("counter:" + seen.cell(seen.table()->currentIndex().row(), 0).toLatin1(), inner); // where one came from
        QTest::mouseClick(seen.see<QToolButton>("prefixStep0"), Qt::LeftButton);
        QTRY_COMPARE(seen.trail(), QList<QByteArray>());
        QCOMPARE(seen.prefixes(), outer);
    }

    void theMenuShowsTheKeysOfAPrefix()
    {
        Seen seen;
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        for (const QString &prefix : seen.prefixes()) {
            const QPoint at = seen.cellAt(prefix);
            seen.table()->scrollTo(seen.table()->model()->index(int(seen.prefixes().indexOf(prefix)), 0));
            QTest::mouseClick(seen.table()->viewport(), Qt::LeftButton, {}, at);
            const qint64 keys = seen.model()->weightOf(seen.table()->currentRow()).keys;
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, seen.table()->viewport()->mapToGlobal(at));
            QApplication::sendEvent(seen.table()->viewport(), &event);
            auto *menu = seen.table()->findChild<QMenu *>(text("prefixMenu"));
            QVERIFY(menu && menu->isVisible());
            QTest::keyClick(menu, Qt::Key_S);
            QVERIFY2(seen.keysOf(seen.lastAsked()) == keys, qPrintable(prefix + text(": ") + seen.lastAsked()));
            QTRY_VERIFY(!seen.table()->findChild<QMenu *>(text("prefixMenu")));
        }
    }

    void theMapIsClickedThrough()
    {
        Seen seen;
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        QVERIFY(seen.map()->tiles().size() >= 4);
        QTest::mouseClick(seen.map(), Qt::LeftButton, {}, seen.tileOf(text("page:/shop/")));
        QTRY_COMPARE(seen.trail(), QList<QByteArray>{"page:/shop/"});
        QVERIFY(seen.map()->tiles().size() > 50 && seen.map()->tiles().size() <= 201);
        seen.map()->setFocus();
        QTest::keyClick(seen.map(), Qt::Key_Backspace);
        QTRY_COMPARE(seen.trail(), QList<QByteArray>());
        // It stands on what one came from; Enter goes in again.
        QCOMPARE(seen.model()->nameOf(seen.map()->currentRow()), text("page:/shop/"));
        QVERIFY(seen.map()->accessibleDescription().startsWith(text("page:/shop/")));
        QTest::keyClick(seen.map(), Qt::Key_Return);
        QTRY_COMPARE(seen.trail(), QList<QByteArray>{"page:/shop/"});
    }

    void arrowsReachEveryTileOfTheMap()
    {
        Seen seen;
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        seen.map()->setFocus();
        QSet<int> reached;
        QList<int> open{seen.map()->tiles().front().item};
        while (!open.isEmpty()) {
            const int row = open.takeLast();
            if (reached.contains(row))
                continue;
            reached.insert(row);
            for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}) {
                seen.map()->setCurrentRow(row);
                QTest::keyClick(seen.map(), key);
                QCOMPARE(seen.table()->currentRow(), seen.map()->currentRow()); // the table goes along
                open.append(seen.map()->currentRow());
            }
        }
        const auto rows =
            std::ranges::count_if(seen.map()->tiles(), [](const TreemapTile &tile) { return tile.item != TreemapTile::rest; });
        QCOMPARE(reached.size(), qsizetype(rows));
    }

    void barsLeadToTheirKeysAndSwitchToCounts()
    {
        Seen seen;
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        for (const char *name : {"sizeChart", "ttlChart", "idleChart", "hoursChart", "wasteChart"}) {
            auto *chart = seen.see<BarChart>(name);
            const auto bar = std::ranges::find_if(chart->chart().bars, [](const ChartBar &one) { return one.keys > 0; });
            QVERIFY(bar != chart->chart().bars.cend());
            const int at = int(bar - chart->chart().bars.cbegin());
            QTest::mouseClick(chart, Qt::LeftButton, {}, chart->columnOf(at).center().toPoint());
            QCOMPARE(seen.lastAsked(), bar->filter);
            QCOMPARE(seen.keysOf(seen.lastAsked()), bar->keys);
        }
        auto *chart = seen.see<BarChart>("sizeChart");
        const QImage bytes = chart->grab().toImage();
        QTest::mouseClick(seen.see<QRadioButton>("measureKeys"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(seen.see<QRadioButton>("measureKeys")->isChecked());
        QVERIFY(chart->grab().toImage() != bytes);
    }

    void whatIsAskedForStaysWithinTheFilter()
    {
        Seen seen;
        seen.list(madeListing(20'000), text(" unread "));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        QVERIFY(seen.see<QLabel>("analysisSummary")->text().contains(text("that the filter shows, out of 20,000")));
        QTest::mouseClick(seen.table()->viewport(), Qt::LeftButton, {}, seen.cellAt(text("user:")));
        QTest::keyClick(seen.table(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(seen.lastAsked(), text("unread key:\"user:\""));
        const QList<FindingRow *> rows = seen.view.findChildren<FindingRow *>();
        QVERIFY(!rows.isEmpty() && rows.first()->accessibleName().contains(text("of what the filter shows")));
        QTest::mouseClick(rows.first(), Qt::LeftButton);
        QVERIFY(seen.lastAsked().startsWith(text("unread ")));
    }

    void itDoesNotWorkWhileItIsHidden()
    {
        Seen seen;
        seen.view.hide();
        seen.list(madeListing(5'000));
        QVERIFY(seen.prefixes().isEmpty());
        seen.view.show();
        QTRY_VERIFY(!seen.prefixes().isEmpty());
        // What was begun with is given up, and done when it is looked at again.
        seen.list(madeListing(6'000), text("session"));
        seen.view.hide();
        seen.view.show();
        QTRY_COMPARE(seen.prefixes(), QStringList{text("session:")});
    }

    void noColumnIsCutWhereTheMapCanStandBelow()
    {
        Seen seen({860, 900});
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        auto *splitter = seen.see<QSplitter>("prefixSplitter");
        QCOMPARE(splitter->orientation(), Qt::Vertical);
        QTRY_COMPARE(seen.table()->horizontalScrollBar()->maximum(), 0);
        seen.view.resize(1'400, 900);
        QTRY_COMPARE(splitter->orientation(), Qt::Horizontal);
        QTRY_COMPARE(seen.table()->horizontalScrollBar()->maximum(), 0);
    }

    void itTellsHowFarItIs()
    {
        AnalysisQuestion question;
        question.listing = madeListing(300'000);
        question.chunks = madeChunks();
        question.delimiters = delimiters();
        QList<int> told;
        const AnalysisReport report = AnalysisReport::of(
            question, [] { return false; }, [&told](int done) { told.append(done); });
        QCOMPARE(report.analysis.all.keys, 300'000);
        QVERIFY(told.size() > 8);
        QVERIFY(std::ranges::is_sorted(told));
        QVERIFY(told.constFirst() < AnalysisReport::progressSteps / 4 && told.constLast() > AnalysisReport::progressSteps * 3 / 4);
        QVERIFY(told.constLast() <= AnalysisReport::progressSteps);

        Seen seen;
        auto *bar = seen.see<QProgressBar>("analysisProgress");
        connect(bar, &QProgressBar::valueChanged, bar, [bar] { QCOMPARE(bar->maximum(), AnalysisReport::progressSteps); });
        const QSignalSpy moved(bar, &QProgressBar::valueChanged);
        seen.list(question.listing);
        QCOMPARE(bar->maximum(), AnalysisReport::progressSteps);
        QTRY_VERIFY_WITH_TIMEOUT(seen.isShown("analysisFull"), 30'000);
        QVERIFY(!moved.isEmpty());
    }

    void theLatestQuestionWins()
    {
        Seen seen;
        const KeyListing listing = madeListing(50'000);
        for (const char *filter : {"session", "user", "page", "counter", "session", "counter"})
            seen.list(listing, text(filter));
        QTRY_COMPARE(seen.prefixes(), QStringList{text("counter:")});
        QTRY_VERIFY(!seen.see<QWidget>("analysisBusy")->isVisible());
        QCOMPARE(seen.prefixes(), QStringList{text("counter:")});
    }

    void whileKeysComeItShowsThoseSoFarAndThenAll()
    {
        Seen seen;
        KeyStore store(KeySample::now);
        for (int begin = 0; begin < 40'000; begin += 2'000) {
            store.append(KeySample().segment(begin, begin + 2'000));
            seen.list(store.listing());
            QTRY_VERIFY(!seen.prefixes().isEmpty());
        }
        QTRY_VERIFY_WITH_TIMEOUT(seen.see<QLabel>("analysisSummary")->text().contains(text("all 40,000 keys")), 20'000);
    }

    void theFolderStaysOpenWhenKeysAreListedAgain()
    {
        Seen seen;
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        QTest::mouseClick(seen.map(), Qt::LeftButton, {}, seen.tileOf(text("counter:")));
        QTRY_COMPARE(seen.trail(), QList<QByteArray>{"counter:"});
        seen.table()->setCurrentIndex(seen.table()->model()->index(3, 0));
        const QString current = seen.cell(3, 0);
        seen.list(madeListing(30'000));
        QTRY_VERIFY_WITH_TIMEOUT(seen.see<QLabel>("analysisSummary")->text().contains(text("30,000")), 20'000);
        QCOMPARE(seen.trail(), QList<QByteArray>{"counter:"});
        QCOMPARE(seen.cell(seen.table()->currentIndex().row(), 0), current);
        seen.list(seen.listing, text("session")); // there is no such folder any more
        QTRY_COMPARE(seen.prefixes(), QStringList{text("session:")});
        QCOMPARE(seen.trail(), QList<QByteArray>());
    }

    void aListingWithoutSizesIsShownByItsKeys()
    {
        KeyListing listing(KeySample::now);
        listing.append(KeySample::segmentOf({"a:1", "a:2", "b:1", "plain"}));
        Seen seen;
        seen.list(listing);
        QTRY_VERIFY(seen.isShown("analysisFull"));
        QCOMPARE(seen.map()->tiles().size(), size_t(3));
        const int row = int(seen.prefixes().indexOf(text("a:")));
        QCOMPARE(seen.cell(row, PrefixModel::ShareColumn), text("50 %"));
        QCOMPARE(seen.cell(row, PrefixModel::BytesColumn), QString(QChar(0x2013)));
        QCOMPARE(seen.cell(row, PrefixModel::IdleColumn), QString(QChar(0x2013)));
        QVERIFY(!seen.view.grab().isNull());
    }

    void thousandsOfPrefixesEndInARowThatStaysLast()
    {
        KeyStore store(KeySample::now);
        for (int part = 0; part < 3; ++part) {
            KeySegment segment;
            for (int i = 0; i < 1'000; ++i) {
                KeySegment::Fields fields;
                fields.size = quint32(100 + i);
                KeySample::append(segment, "p" + QByteArray::number(part * 1'000 + i) + ":x", fields);
            }
            store.append(std::move(segment));
        }
        Seen seen;
        seen.list(store.listing());
        QTRY_VERIFY(seen.isShown("analysisFull"));
        QCOMPARE(seen.prefixes().size(), 1'001);
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            for (int column = 0; column < PrefixModel::ColumnCount; ++column) {
                seen.table()->sortByColumn(column, order);
                QCOMPARE(seen.prefixes().constLast(), text("All lighter prefixes"));
            }
        }
        QVERIFY(seen.map()->tiles().size() <= 201);
        QCOMPARE(seen.map()->tiles().back().item, int(TreemapTile::rest));
    }

    void everythingCanBeReachedInASmallWindow()
    {
        Seen seen({640, 400});
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        auto *scroll = seen.see<QScrollArea>("analysisScroll");
        QTRY_VERIFY(scroll->widget()->width() <= scroll->viewport()->width());
        // The Tab key gets everywhere, and what has the keyboard is seen.
        QStringList visited;
        seen.view.findChildren<FindingRow *>().constFirst()->setFocus();
        for (int i = 0; i < 40 && seen.view.focusWidget(); ++i) {
            QWidget *focused = QApplication::focusWidget();
            QVERIFY(focused);
            visited.append(focused->objectName());
            const QRect own(focused->mapTo(scroll->viewport(), QPoint()), focused->size());
            QVERIFY2(own.intersects(scroll->viewport()->rect()), qPrintable(focused->objectName()));
            QTest::keyClick(focused, Qt::Key_Tab);
        }
        for (const char *name : {"finding", "moreFindings", "prefixTable", "prefixMap", "measureBytes", "sizeChart", "ttlChart",
                                 "idleChart", "hoursChart", "wasteChart"})
            QVERIFY2(visited.contains(QLatin1String(name)), name);
    }

    void whatCanBeTouchedHasAName()
    {
        Seen seen;
        seen.list(madeListing(20'000));
        QTRY_VERIFY(seen.isShown("analysisFull"));
        const QList<QWidget *> widgets = seen.view.findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(text("qt_")) || widget->inherits("QHeaderView")
                || widget->inherits("QScrollBar") || widget->inherits("QMenu"))
                continue;
            const auto *button = qobject_cast<const QPushButton *>(widget);
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()), qPrintable(widget->objectName()));
        }
    }

    void textIsReadableOnEveryShade()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            applyTheme(theme);
            const KeyShades shades(QApplication::palette());
            for (int step = 0; step < KeyShades::stepCount; ++step)
                QVERIFY2(contrast(shades.textColor(), shades.color(step)) >= 4.5, qPrintable(shades.color(step).name()));
            QVERIFY(contrast(shades.textColor(), shades.hatchColor()) >= 4.5);
            QVERIFY(contrast(shades.textColor(), shades.restColor()) >= 4.5);
        }
        applyTheme(Theme::Light);
        QCOMPARE(KeyShades::stepOf(0), 0);
        QCOMPARE(KeyShades::stepOf(1), KeyShades::stepCount - 1);
        QCOMPARE(KeyShades::stepOf(-1), 0);
        QCOMPARE(KeyShades::stepText(1), text("20 % to 40 %"));
    }
};

QTEST_MAIN(TestAnalysisView)
#include "tst_analysisview.moc"
