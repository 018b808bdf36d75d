#pragma once

#include "tests/patience.h"
#include "tests/person.h"
#include "ui/connection/passworddialog.h"
#include "ui/profiles/profilemodel.h"
#include "ui/profiles/profiletree.h"

#include <QLabel>
#include <QTabBar>

/// A person in front of the real window with the list of profiles beside the tabs.
class ProfileWindow : public Person
{
public:
    /// A ssh, or a keyring of another program, may take its time on a busy machine. In ms.
    static constexpr int patience = 30'000;

    [[nodiscard]] bool isReady()
    {
        return activate() && comesTrue([this] { return workspace().profiles()->isLoaded(); });
    }
    ProfileTree *tree() const { return see<ProfileTree>("profileTree"); }
    /// Clicks the profile in the list.
    void choose(const QString &id) const
    {
        QTRY_VERIFY(indexOf(id).isValid());
        tree()->scrollTo(indexOf(id));
        QVERIFY(tree()->isVisible());
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(indexOf(id)).center());
    }
    /// By a double click in the list.
    void open(const QString &id) const
    {
        choose(id);
        QTest::mouseDClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(indexOf(id)).center());
    }
    void openInNewTab(const QString &id) const
    {
        choose(id);
        QTest::keyClick(tree(), Qt::Key_Return, Qt::ControlModifier);
    }

    /// The page in front and its tab.
    [[nodiscard]] const ServerPage *page() { return window().page(); }
    [[nodiscard]] QString pageState() { return page()->findChild<ElidedLabel *>(QStringLiteral("connectionState"))->text(); }
    [[nodiscard]] QTabBar *bar() const { return see<QTabBar>("pageBar"); }
    [[nodiscard]] QString tabFacts() const { return bar()->accessibleTabName(bar()->currentIndex()); }

    /// The question for a password or a passphrase that is open; null: there is none.
    PasswordDialog *question()
    {
        const QList<PasswordDialog *> all = window().findChildren<PasswordDialog *>();
        const auto found = std::ranges::find_if(all, [](const PasswordDialog *each) { return each->isVisible(); });
        return found == all.end() ? nullptr : *found;
    }
    QString questionText(const char *label) { return question()->findChild<QLabel *>(QLatin1String(label))->text(); }
    void give(const QString &secret)
    {
        QTest::keyClicks(question()->findChild<QLineEdit *>(QStringLiteral("password")), secret);
        QTest::mouseClick(question()->findChild<QWidget *>(QStringLiteral("passwordAccepted")), Qt::LeftButton);
        QTRY_VERIFY(!question());
    }

private:
    QModelIndex indexOf(const QString &id) const { return static_cast<ProfileModel *>(tree()->model())->profileIndex(id); }
};
