#pragma once

#include "app/profiles/secretstore.h"
#include "tests/patience.h"
#include "tests/secretword.h"
#include "tests/silentkeyring.h"
#include "ui/noticerow.h"
#include "ui/profiles/profiledialog.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

/// A password with what a URL has to escape.
inline QString hardToGuess()
{
    return testSecret("~71/zimt");
}

/// Secrets in memory, and how often they were asked for.
class CountingSecrets : public SessionSecrets
{
public:
    [[nodiscard]] Reply read(const SecretName &name) override
    {
        ++reads;
        return SessionSecrets::read(name);
    }
    [[nodiscard]] Reply write(const SecretName &name, const QString &secret) override
    {
        ++writes;
        return SessionSecrets::write(name, secret);
    }
    /// Empty: there is none.
    QString secret(const SecretName &name)
    {
        const Reply reply = SessionSecrets::read(name);
        return comesTrue([&reply] { return reply->isFinished(); }) ? reply->secret().value_or(QString()) : QString();
    }

    int reads = 0;
    int writes = 0;
};

/// A keyring that cannot be used.
class NoKeyring : public SecretStore
{
public:
    [[nodiscard]] Reply read(const SecretName &) override { return answered(m_error); }
    [[nodiscard]] Reply write(const SecretName &, const QString &) override { return answered(m_error); }
    [[nodiscard]] Reply remove(const SecretName &) override { return answered(m_error); }

private:
    Error m_error{Error::Code::Unavailable, QStringLiteral("The keyring cannot be used: none here.")};
};

/// The dialog as a person has it: everything through real keys and clicks.
class ProfilePerson
{
public:
    ProfilePerson(ProfileStore *store, SecretStore *secrets, const Profile &profile = {})
        : dialog(new ProfileDialog(store, secrets, profile))
        , saved(dialog, &ProfileDialog::saved)
        , connecting(dialog, &ProfileDialog::connectRequested)
    {
        dialog->open();
        (void)QTest::qWaitForWindowActive(dialog);
    }
    ~ProfilePerson() { delete dialog; }
    Q_DISABLE_COPY_MOVE(ProfilePerson)

    template <typename Widget> Widget *see(const char *name) const { return dialog->findChild<Widget *>(QLatin1String(name)); }
    [[nodiscard]] QString text(const char *name) const { return see<QLineEdit>(name)->text(); }
    /// Of a NoticeRow; what is hidden says nothing.
    [[nodiscard]] QString notice(const char *name) const { return see<NoticeRow>(name)->text(); }
    [[nodiscard]] QString savedId() const { return saved.constFirst().constFirst().toString(); }

    void goTo(const char *page) const
    {
        const auto *tabs = see<QTabWidget>("profileTabs");
        for (int tab = 0; tab < tabs->count(); ++tab) {
            if (tabs->tabText(tab).remove(QLatin1Char('&')) == QLatin1String(page))
                QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(tab).center());
        }
    }
    void type(const char *name, const QString &text) const
    {
        auto *field = see<QWidget>(name);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }
    void paste(const char *name, const QString &text) const
    {
        QApplication::clipboard()->setText(text);
        auto *field = see<QWidget>(name);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
    }
    void tick(const char *name) const
    {
        auto *box = see<QWidget>(name);
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    }
    void choose(const char *name, const char *entry) const
    {
        auto *field = see<QComboBox>(name);
        field->setFocus();
        QTest::keyClicks(field, QLatin1String(entry));
        QCOMPARE(field->currentText(), QLatin1String(entry));
    }
    void click(const char *button) const { QTest::mouseClick(see<QWidget>(button), Qt::LeftButton); }
    /// Closes the dialog, and answers its question.
    void answer(QMessageBox::StandardButton button) const
    {
        QTest::keyClick(dialog, Qt::Key_Escape);
        QPointer<QMessageBox> question = see<QMessageBox>("profileUnsaved");
        QVERIFY(question);
        QTest::mouseClick(question->button(button), Qt::LeftButton);
        QTRY_VERIFY(!question);
    }

    QPointer<ProfileDialog> dialog;
    QSignalSpy saved;
    QSignalSpy connecting;
};
