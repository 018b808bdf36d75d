#include "app/commands/commandguide.h"
#include "app/commands/commandusage.h"
#include "ui/theme.h"
#include "ui/workbench/commandhelppanel.h"
#include "ui/workbench/guidehtml.h"
#include "ui/workbench/overviewhtml.h"

#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

#include <algorithm>

namespace {

class Panel : public CommandHelpPanel
{
public:
    Panel()
    {
        resize(400, 600);
        show();
        (void)QTest::qWaitForWindowActive(this);
    }
    QTextBrowser *page() const { return findChild<QTextBrowser *>(QStringLiteral("commandHelpPage")); }
    QLineEdit *words() const { return findChild<QLineEdit *>(QStringLiteral("commandHelpWords")); }
    QListWidget *list() const { return findChild<QListWidget *>(QStringLiteral("commandHelpList")); }
    QString text() const { return page()->toPlainText(); }
    QString chosen() const { return list()->currentItem()->text(); }
    int visibleRows() const
    {
        int rows = 0;
        for (int row = 0; row < list()->count(); ++row)
            rows += list()->item(row)->isHidden() ? 0 : 1;
        return rows;
    }
};

} // namespace

class TestCommandHelpPanel : public QObject
{
    Q_OBJECT

private slots:
    void showsTheWholeHelpOfACommand()
    {
        Panel panel;
        panel.showCommand("incrq");
        QCOMPARE(panel.shown(), Opcode::IncrementQ);
        QVERIFY(panel.text().startsWith(QStringLiteral("INCREMENTQ\n")));
        const CommandGuide guide = commandGuide(*findCommand("INCRQ"));
        for (const QString &part : guide.text + guide.pitfalls + QStringList{guide.quiet, guide.usage, optionGuide(CommandOption::Initial)})
            QVERIFY2(panel.text().contains(part), qPrintable(part));
        QVERIFY(panel.text().contains(QStringLiteral("non_numeric")));
        QVERIFY(panel.chosen().startsWith(QStringLiteral("INCREMENTQ ")));
        panel.showCommand("bogus");
        QCOMPARE(panel.shown(), Opcode::IncrementQ);
    }

    void overviewTellsOfTheWholeLanguage()
    {
        Panel panel;
        QVERIFY(!panel.shown());
        QVERIFY(panel.chosen().contains(QStringLiteral("language")));
        for (const CommandSyntax &command : commandLanguage()) {
            QVERIFY2(panel.text().contains(QString::fromLatin1(command.name)), command.name.data());
            QVERIFY2(panel.text().contains(commandHelp(command)), command.name.data());
            QVERIFY2(panel.text().contains(commandUsageText(command)), command.name.data());
        }
        for (const OptionSyntax &option : optionLanguage())
            QVERIFY2(panel.text().contains(optionHelp(option)), option.name.data());
        for (const char *part : {"SET key value [ttl=…] [flags=…] [cas=…]", "STAT [group]", "hex:00FF", "base64:", "file:", "\\u{H…}",
                                 "comment", "30s 5m 2h 7d", "@1767225600", "end in Q", "1 to 250 bytes"})
            QVERIFY2(panel.text().contains(QString::fromUtf8(part)), part);
        panel.showCommand("SET");
        QTest::keyClicks(panel.words(), QStringLiteral("quoting"));
        QVERIFY(!panel.shown());
        emit panel.page()->anchorClicked(QUrl(QStringLiteral("command:GAT")));
        QCOMPARE(panel.shown(), Opcode::Gat);
    }

    void everyPageIsWrittenAndItsLinksLead()
    {
        QStringList pages{overviewHtml(QPalette())};
        for (const CommandSyntax &command : commandLanguage())
            pages += guideHtml(command, QPalette());
        for (const QString &html : std::as_const(pages)) {
            QVERIFY2(!html.contains(QStringLiteral("%1")), qPrintable(html.left(200)));
            const QStringList parts = html.split(QStringLiteral("href='command:"));
            QVERIFY(parts.size() > 1);
            for (const QString &part : parts.mid(1))
                QVERIFY(findCommand(part.left(part.indexOf(u'\'')).toLatin1()));
        }
    }

    void commandUnderTheCursorIsShown()
    {
        Panel panel;
        panel.showAt("  touch k 5m", 11);
        QCOMPARE(panel.shown(), Opcode::Touch);
        panel.showAt("SETQ k v ttl=5m", 2);
        QCOMPARE(panel.shown(), Opcode::SetQ);
        for (const char *without : {"# GET k", "", "bogus x"}) {
            panel.showAt("SETQ k v", 2);
            panel.showAt(without, qsizetype(qstrlen(without)));
            QVERIFY(!panel.shown()); // how commands are written, then
        }
        panel.resize(400, 320);
        panel.showAt("SET k v cas=5", 12);
        QTRY_VERIFY(panel.page()->verticalScrollBar()->value() > 0);
    }

    void listIsFilteredAsWordsAreTyped()
    {
        Panel panel;
        panel.search();
        QTest::keyClicks(panel.words(), QStringLiteral("incr"));
        QCOMPARE(panel.visibleRows(), 2);
        QCOMPARE(panel.shown(), Opcode::Increment);
        QTest::keyClick(panel.words(), Qt::Key_Down);
        QCOMPARE(panel.shown(), Opcode::IncrementQ);
        panel.words()->clear();
        QCOMPARE(panel.visibleRows(), int(commandLanguage().size()) + 1);
        QTest::keyClicks(panel.words(), QStringLiteral("get"));
        QCOMPARE(panel.shown(), Opcode::Get);
        QTest::keyClicks(panel.words(), QStringLiteral(" bogus"));
        QCOMPARE(panel.visibleRows(), 0);
    }

    void linksLeadToOtherCommandsAndBack()
    {
        Panel panel;
        panel.showCommand("TOUCH");
        QVERIFY(panel.page()->toHtml().contains(QStringLiteral("href=\"command:GAT\"")));
        emit panel.page()->anchorClicked(QUrl(QStringLiteral("command:GAT")));
        QCOMPARE(panel.shown(), Opcode::Gat);
        QTest::mouseClick(panel.findChild<QToolButton *>(QStringLiteral("commandHelpBackButton")), Qt::LeftButton);
        QCOMPARE(panel.shown(), Opcode::Touch);
        QVERIFY(panel.chosen().startsWith(QStringLiteral("TOUCH ")));
        QTest::keyClick(panel.words(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(!panel.shown()); // the overview was shown first
        QVERIFY(!panel.backAction()->isEnabled());
    }

    void pageFollowsThePalette()
    {
        Panel panel;
        panel.showCommand("SET");
        applyTheme(Theme::Dark);
        const QString dark = panel.page()->toHtml();
        applyTheme(Theme::Light);
        QTRY_VERIFY(panel.page()->toHtml() != dark);
        QCOMPARE(panel.shown(), Opcode::Set);
    }

    void everythingCanBeReachedAndHasAName()
    {
        Panel panel;
        const QList<QWidget *> parts{panel.page(), panel.words(), panel.list()};
        for (const QWidget *part : parts) {
            QVERIFY(!part->accessibleName().isEmpty());
            QVERIFY(part->focusPolicy() & Qt::TabFocus);
        }
    }
};

QTEST_MAIN(TestCommandHelpPanel)
#include "tst_commandhelppanel.moc"
