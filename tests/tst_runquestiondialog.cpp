#include "ui/guard/runquestiondialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

class TestRunQuestionDialog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_parent = std::make_unique<QWidget>();
        m_parent->show();
    }
    void cleanup() { m_parent.reset(); }

    void showsOtherPeoplesWordsAsTheyAre()
    {
        const auto *dialog = open({.question = QStringLiteral("Flush <b>all</b>?"), .changes = {QStringLiteral("Keys: <img src=x>")}});
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("runQuestionText"))->textFormat(), Qt::PlainText);
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("runQuestionChanges"))->textFormat(), Qt::PlainText);
    }

    void enterLeavesAndClickConsents()
    {
        auto *dialog = open({.question = QStringLiteral("Write?"), .consent = QStringLiteral("&Write")});
        QSignalSpy finished(dialog, &QDialog::finished);
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished.at(0).at(0).toInt(), int(QDialog::Rejected));

        auto *second = open({.question = QStringLiteral("Write?"), .consent = QStringLiteral("&Write")});
        QSignalSpy answered(second, &QDialog::finished);
        QTest::mouseClick(consent(second), Qt::LeftButton);
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.at(0).at(0).toInt(), int(QDialog::Accepted));
    }

    void demandedNameMustBeTyped()
    {
        auto *dialog =
            open({.question = QStringLiteral("Flush?"), .consent = QStringLiteral("&Flush"), .demanded = QStringLiteral("Cache A")});
        QSignalSpy finished(dialog, &QDialog::finished);
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("demandedName"));
        QVERIFY(name);
        QTRY_VERIFY(name->isVisible());
        QVERIFY(!consent(dialog)->isEnabled());
        QTest::keyClicks(name, QStringLiteral("cache a"));
        QVERIFY(!consent(dialog)->isEnabled());
        QTest::mouseClick(consent(dialog), Qt::LeftButton);
        QCOMPARE(finished.size(), 0);
        QTest::keyClick(name, Qt::Key_Return); // the wrong name does nothing
        QCOMPARE(finished.size(), 0);
        name->clear();
        QTest::keyClicks(name, QStringLiteral("Cache A"));
        QVERIFY(consent(dialog)->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished.at(0).at(0).toInt(), int(QDialog::Accepted));
    }

private:
    RunQuestionDialog *open(const RunQuestion &question) const
    {
        auto *dialog = new RunQuestionDialog(question, m_parent.get());
        dialog->open();
        return dialog;
    }
    static QPushButton *consent(const QDialog *dialog) { return dialog->findChild<QPushButton *>(QStringLiteral("consent")); }

    std::unique_ptr<QWidget> m_parent;
};

QTEST_MAIN(TestRunQuestionDialog)
#include "tst_runquestiondialog.moc"
