#pragma once

#include "tests/monitorperson.h"
#include "ui/watch/watchpage.h"
#include "ui/watch/watchtable.h"

#include <QCheckBox>
#include <QPushButton>

/// A person who watches a server in the real window.
class WatchPerson : public MonitorPerson
{
public:
    static constexpr int patience = 30'000; // milliseconds

    [[nodiscard]] WatchPage *page() const { return see<WatchPage>("watchPage"); }
    [[nodiscard]] WatchTable *table() const { return page()->table(); }
    [[nodiscard]] int rows() const { return table()->model()->rowCount(); }
    [[nodiscard]] QString cell(int row, WatchCell column) const { return table()->model()->index(row, int(column)).data().toString(); }
    [[nodiscard]] QCheckBox *word(const char *name) const { return see<QCheckBox>((QByteArray("watchWord_") + name).constData()); }
    [[nodiscard]] QString front() const { return see<QStackedWidget>("watchPages")->currentWidget()->objectName(); }
    [[nodiscard]] QString watchState() const { return see<ElidedLabel>("watchState")->text(); }
    void goToWatch()
    {
        goToMonitor();
        monitor()->setTab("watchTab");
        QVERIFY(page()->isVisible());
    }
    void connectAndGo(const QString &address)
    {
        connectTo(address);
        QTRY_VERIFY_WITH_TIMEOUT(state().startsWith(QStringLiteral("Connected")), patience);
        goToWatch();
    }
    void connectAndGo(const RealServer &server) { connectAndGo(QStringLiteral("127.0.0.1:%1").arg(server.port())); }
    void startWatching()
    {
        QVERIFY(see<QPushButton>("watchStartButton")->isEnabled());
        click("watchStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(page()->watch()->state(), ServerWatch::State::Watching, patience);
    }
    /// Says yes to the risk that the server crashes.
    void consent()
    {
        QTest::mouseClick(word("mutations"), Qt::LeftButton, {}, QPoint(6, word("mutations")->height() / 2));
        QTRY_VERIFY(see<QPushButton>("watchRiskConsent"));
        click("watchRiskConsent");
        QTRY_VERIFY(word("mutations")->isChecked());
    }
};
