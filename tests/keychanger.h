#pragma once

#include "tests/keychangeasking.h"
#include "tests/keyperson.h"
#include "tests/patience.h"
#include "ui/elidedlabel.h"
#include "ui/keys/keychangedialog.h"
#include "ui/keys/keyrunreport.h"

#include <QPushButton>

#include <algorithm>

inline QByteArray sessionKey(int number)
{
    return "session:" + QByteArray::number(100 + number);
}

/// 20 sessions, half of them with a TTL, 10 users, and one key by itself.
inline void fillWithSessions(ChangedServer &server)
{
    for (int i = 0; i < 20; ++i)
        server.set(sessionKey(i), "of session " + QByteArray::number(i), quint32(i), i % 2 == 0 ? 0 : quint32(3'600 + i * 600));
    for (int i = 0; i < 10; ++i)
        server.set("user:" + QByteArray::number(i), "of user " + QByteArray::number(i));
    server.set("plain", "by itself");
}

/// What a person does in the dialogs over many keys.
class Changer : public KeyPerson
{
public:
    /// Goes to a key by its name, by keyboard.
    void goTo(const QString &key)
    {
        press(Qt::Key_G, Qt::ControlModifier);
        auto *field = see<QLineEdit>("goToKeyText");
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, key);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(details()->key(), key.toUtf8());
    }
    /// Waits for the question before a change, with its plan made.
    [[nodiscard]] bool isAsked()
    {
        return comesTrue(
            [this] {
                auto *asking = dialog<KeyChangeDialog>("keyChangeDialog");
                return asking && asking->findChild<QPushButton *>(QStringLiteral("keyChangeConsent"))->isEnabled();
            },
            patience);
    }
    [[nodiscard]] QPushButton *consent()
    {
        return dialog<KeyChangeDialog>("keyChangeDialog")->findChild<QPushButton *>(QStringLiteral("keyChangeConsent"));
    }
    /// The title of the report of the run that is over; empty: none came.
    [[nodiscard]] QString report()
    {
        (void)comesTrue([this] { return shownReport() != nullptr; }, patience);
        return shownReport() ? shownReport()->findChild<QLabel *>(QStringLiteral("keyReportTitle"))->text() : QString();
    }
    /// What the page says, with its button to undo, once a dialog over one key has closed itself; empty: it has not.
    [[nodiscard]] QString changed()
    {
        const auto *notice = see<QWidget>("undoNotice");
        const bool isSaid = comesTrue([this, notice] { return !openDialog() && notice->isVisible(); }, patience);
        return isSaid ? see<ElidedLabel>("undoNoticeText")->text() : QString();
    }
    /// Closes the dialog that is open by the Escape key.
    void leaveDialog()
    {
        QTRY_VERIFY(openDialog());
        QTest::keyClick(openDialog(), Qt::Key_Escape);
        QTRY_VERIFY(!openDialog());
        QVERIFY(activate());
    }
    [[nodiscard]] QDialog *openDialog()
    {
        const QList<QDialog *> all = window().findChildren<QDialog *>();
        const auto found = std::ranges::find_if(all, [](const QDialog *one) { return one->isVisible(); });
        return found == all.end() ? nullptr : *found;
    }

private:
    [[nodiscard]] KeyRunReport *shownReport()
    {
        const QList<KeyRunReport *> all = window().findChildren<KeyRunReport *>();
        const auto found = std::ranges::find_if(all, [](const KeyRunReport *one) { return one->isVisible(); });
        return found == all.end() ? nullptr : *found;
    }
};
