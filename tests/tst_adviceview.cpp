#include "tests/person.h"
#include "tests/privatehome.h"
#include "tests/servers/loadgenerator.h"
#include "ui/monitor/advicecard.h"
#include "ui/monitor/adviceview.h"
#include "ui/monitor/monitorpage.h"
#include "ui/preferences/preferencesdialog.h"

#include <QClipboard>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>

namespace {

constexpr int patience = 30'000; // milliseconds

/// Of a server without CAS, with room for few connections; it keeps some of them for itself.
QStringList fewConnections()
{
    return {QStringLiteral("-C"), QStringLiteral("-t"), QStringLiteral("1"), QStringLiteral("-c"), QStringLiteral("200")};
}

/// A person who looks for advice.
class Seeker : public Person
{
public:
    Seeker()
    {
        if (!activate())
            qFatal("no window");
    }
    [[nodiscard]] MonitorPage *monitor() const { return see<MonitorPage>("monitorPage"); }
    [[nodiscard]] AdviceView *view() const { return see<AdviceView>("adviceView"); }
    [[nodiscard]] QString headline() const { return see<QLabel>("adviceHeadline")->text(); }
    [[nodiscard]] QString lookedAt() const { return see<QLabel>("adviceLookedAt")->text(); }
    [[nodiscard]] QList<AdviceCard *> cards() const
    {
        QList<AdviceCard *> cards = view()->findChildren<AdviceCard *>();
        cards.removeIf([](const AdviceCard *card) { return card->isHidden(); });
        std::ranges::sort(cards, {}, [](const AdviceCard *card) { return card->y(); });
        return cards;
    }
    [[nodiscard]] AdviceCard *card(AdviceSubject subject) const
    {
        const QList<AdviceCard *> all = cards();
        const auto found = std::ranges::find(all, subject, [](const AdviceCard *each) { return each->advice().subject; });
        return found == all.end() ? nullptr : *found;
    }
    void seekAdvice(const RealServer &server)
    {
        connectTo(server);
        QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
        QTest::keyClick(&window(), Qt::Key_3, Qt::ControlModifier);
        monitor()->setTab("adviceTab");
        QTRY_VERIFY_WITH_TIMEOUT(monitor()->adviser()->report().fine.contains(AdviceSubject::Udp), patience);
        QTRY_VERIFY(view()->isVisible());
    }
};

} // namespace

/// Advice about a real server, in the real window.
class TestAdviceView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_folder.use({"config"}));
    }
    void init() { m_folder.clearSettings(); }

    void aHealthyServerIsToldToBeWell()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Seeker person;
        person.seekAdvice(server);
        // Its version has known faults, above which nothing is said to be well.
        QCOMPARE(person.card(AdviceSubject::Version) != nullptr, !person.headline().startsWith(QStringLiteral("All is well")));
        QVERIFY2(!person.card(AdviceSubject::Version) || person.headline() == QStringLiteral("One thing worth knowing"),
                 qPrintable(person.headline()));
        QVERIFY2(person.lookedAt().contains(QStringLiteral("UDP, Who may connect, CAS")), qPrintable(person.lookedAt()));
        QVERIFY(person.lookedAt().contains(QStringLiteral("Not judged")));
        const auto *tabs = person.see<QTabWidget>("monitorTabs");
        QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Advice"));
    }

    void whatIsFoundIsShownWithItsEvidence()
    {
        RealServer server(fewConnections());
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        LoadGenerator load(server.port());
        Seeker person;
        person.seekAdvice(server);
        QTRY_VERIFY(person.card(AdviceSubject::Cas));
        QVERIFY(load.openConnections(170));
        person.monitor()->poll()->setInterval(StatPoll::shortestInterval);
        QTRY_VERIFY_WITH_TIMEOUT(person.card(AdviceSubject::Connections), patience);
        const AdviceCard *first = person.cards().constFirst();
        QCOMPARE(first->advice().subject, AdviceSubject::Connections); // a warning, and the rest is worth knowing
        QVERIFY(first->findChild<QLabel *>(QStringLiteral("adviceEvidence"))->text().contains(QStringLiteral("of 200 are open now")));
        QVERIFY(first->findChild<QLabel *>(QStringLiteral("adviceRemedy"))->text().contains(QStringLiteral("option -c")));
        QVERIFY(first->accessibleName().startsWith(QStringLiteral("Warning: ")));
        QVERIFY(person.headline().startsWith(QStringLiteral("One warning, ")));
        QTRY_COMPARE(person.see<QTabWidget>("monitorTabs")->count() > 1, true);
        const auto *tabs = person.see<QTabWidget>("monitorTabs");
        QVERIFY(tabs->tabText(tabs->currentIndex()).contains(QStringLiteral("(1)")));
        load.closeConnections();
        QTRY_VERIFY_WITH_TIMEOUT(!person.card(AdviceSubject::Connections), patience);
    }

    void itIsCopiedAndWalkedByKeys()
    {
        RealServer server(fewConnections());
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        LoadGenerator load(server.port());
        QVERIFY(load.openConnections(170));
        Seeker person;
        person.seekAdvice(server);
        QTRY_VERIFY_WITH_TIMEOUT(person.card(AdviceSubject::Connections) && person.card(AdviceSubject::Cas), patience);
        QVERIFY(person.activate());
        person.view()->goOn();
        QTRY_COMPARE(QApplication::focusWidget(), person.cards().constFirst());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), person.cards().constFirst()->advice().text());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QTRY_COMPARE(QApplication::focusWidget(), person.cards().at(1));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
        QTRY_COMPARE(QApplication::focusWidget(), person.cards().constFirst());
        QTest::mouseClick(person.see<QToolButton>("adviceCopyAll"), Qt::LeftButton);
        const QString all = QApplication::clipboard()->text();
        for (const AdviceCard *card : person.cards())
            QVERIFY(all.contains(card->advice().text()));
        QVERIFY(all.contains(QStringLiteral("Looked at and found well")));
    }

    void aClickLeadsToTheCharts()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Seeker person;
        person.seekAdvice(server);
        person.monitor()->poll()->setInterval(StatPoll::shortestInterval);
        QVERIFY(server.restart());
        QTRY_VERIFY_WITH_TIMEOUT(person.card(AdviceSubject::Restarts), patience);
        auto *lead = person.card(AdviceSubject::Restarts)->findChild<QToolButton *>(QStringLiteral("advicePlace"));
        QVERIFY(lead->isVisible());
        QTest::mouseClick(lead, Qt::LeftButton);
        QCOMPARE(person.monitor()->tab(), QByteArray("overviewTab"));
    }

    void limitsAreChangedInThePreferencesAndKept()
    {
        RealServer server({QStringLiteral("-c"), QStringLiteral("100")});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        {
            Seeker person;
            person.seekAdvice(server);
            QVERIFY(!person.card(AdviceSubject::Connections));
            person.click("adviceLimits");
            auto *dialog = person.see<PreferencesDialog>("preferencesDialog");
            QVERIFY(dialog);
            auto *limit = person.see<QDoubleSpinBox>("adviceLimit.connections");
            QTRY_VERIFY(limit->isVisible());
            limit->setFocus();
            limit->selectAll();
            QTest::keyClicks(limit, QStringLiteral("2"));
            person.click("preferencesOk");
            QTRY_VERIFY_WITH_TIMEOUT(person.card(AdviceSubject::Connections), patience);
        }
        const Settings settings;
        QCOMPARE(settings.adviceLimits()[AdviceLimit::Connections], 2.0);
        QCOMPARE(settings.adviceLimits()[AdviceLimit::Latency], AdviceLimits()[AdviceLimit::Latency]);
    }

private:
    PrivateHome m_folder;
};

QTEST_MAIN(TestAdviceView)
#include "tst_adviceview.moc"
