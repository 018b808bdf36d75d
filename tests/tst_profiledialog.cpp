#include "tests/profiledialogbench.h"

#include <QListWidget>
#include <QRadioButton>

using namespace std::chrono_literals;
using Kind = SecretName::Kind;

/// The dialog of a profile: its fields, and what is said beside them.
class TestProfileDialog : public QObject, private ProfileDialogBench
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void everyFieldIsSaved()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.type("profileName", QStringLiteral("cache of sessions"));
        person.type("profileHost", QStringLiteral("cache.example.org"));
        person.type("profilePort", QStringLiteral("11212"));
        person.type("profileUser", QStringLiteral("someone"));
        person.type("profilePassword", hardToGuess());
        person.goTo("TLS");
        person.tick("tlsUsed");
        person.type("tlsServerName", QStringLiteral("inside.example.org"));
        person.type("tlsAuthorities", QStringLiteral("/etc/ca.pem"));
        person.tick("tlsVerified");
        QVERIFY(person.see<QLabel>("tlsUnverified")->isVisible());
        person.type("tlsCertificate", QStringLiteral("/etc/own.pem"));
        person.type("tlsKey", QStringLiteral("/etc/own.key"));
        person.type("tlsPassphrase", hardToGuess() + QLatin1Char('2'));
        person.goTo("SSH tunnel");
        person.tick("tunnelUsed");
        person.type("tunnelHost", QStringLiteral("gate"));
        person.type("tunnelPort", QStringLiteral("2222"));
        person.type("tunnelUser", QStringLiteral("passer"));
        person.goTo("General");
        person.choose("profileEnvironment", "Production");
        person.tick("profileReadOnly");
        person.choose("profileColor", "Teal");
        person.type("profileFolder", QStringLiteral("Sessions"));
        person.tick("profileFavourite");
        person.type("profileNote", QStringLiteral("ask before"));
        person.goTo("Keys and values");
        person.type("profileDelimiter", QStringLiteral("/"));
        QTest::keyClick(person.see<QWidget>("profileDelimiter"), Qt::Key_Return); // does not end the dialog
        QVERIFY(person.see<QWidget>("profileDelimiters")->isVisible());
        person.choose("profileLibrary", "Dalli");
        person.goTo("Limits");
        person.type("connectTimeout", QStringLiteral("3"));
        person.type("requestTimeout", QStringLiteral("2.5"));
        person.type("firstWait", QStringLiteral("1"));
        person.type("longestWait", QStringLiteral("60"));
        person.goTo("Alerts");
        person.tick("alert.hitRatio");
        person.type("alertLimit.hitRatio", QStringLiteral("72"));
        person.tick("alert.evictions");
        person.type("alertLimit.evictions", QStringLiteral("12.5"));
        person.tick("alert.gone");
        person.type("alertHold", QStringLiteral("45"));
        for (const char *limit : {"hitRatio", "evictions", "connections", "memory", "latency"})
            QCOMPARE(person.see<QWidget>((QByteArray("alertLimit.") + limit).constData())->width(),
                     person.see<QWidget>("alertHold")->width());
        person.click("profileSave");
        QTRY_COMPARE(person.saved.count(), 1);
        QTRY_VERIFY(!person.dialog);

        Profile wanted;
        wanted.id = person.savedId();
        wanted.name = QStringLiteral("cache of sessions");
        wanted.folder = QStringLiteral("Sessions");
        wanted.note = QStringLiteral("ask before");
        wanted.color = QStringLiteral("#0f8f86");
        wanted.environment = Environment::Production;
        wanted.favourite = true;
        wanted.address = {.host = QStringLiteral("cache.example.org"), .port = 11212, .encryption = Encryption::Tls};
        wanted.tls = {.caFile = QStringLiteral("/etc/ca.pem"),
                      .certificateFile = QStringLiteral("/etc/own.pem"),
                      .keyFile = QStringLiteral("/etc/own.key"),
                      .serverName = QStringLiteral("inside.example.org"),
                      .verification = TlsOptions::Verification::NotAtAll};
        wanted.user = QStringLiteral("someone");
        wanted.passwordKept = true;
        wanted.keyPassphraseKept = true;
        wanted.tunnel = {.host = QStringLiteral("gate"), .port = 2222, .user = QStringLiteral("passer")};
        wanted.connectTimeout = 3s;
        wanted.requestTimeout = 2500ms;
        wanted.backoff = {1s, 60s, 1.5};
        wanted.delimiters = {QStringLiteral(":"), QStringLiteral("/")};
        wanted.readOnly = true;
        wanted.clientLibrary = QStringLiteral("Dalli");
        wanted.alerts.set(AlertKind::HitRatio, 72);
        wanted.alerts.set(AlertKind::Evictions, 12.5);
        wanted.alerts.set(AlertKind::Gone, 0);
        wanted.alerts.hold = 45s;
        QVERIFY(m_store->list().profiles.size() == 1);
        QCOMPARE(QString::fromUtf8(ProfileFormat::write(m_store->list())),
                 QString::fromUtf8(ProfileFormat::write({.profiles = {wanted}, .folders = {QStringLiteral("Sessions")}})));
        QVERIFY(m_secrets->secret({wanted.id, Kind::Password}) == hardToGuess());
        QVERIFY(m_secrets->secret({wanted.id, Kind::KeyPassphrase}) == hardToGuess() + QLatin1Char('2'));
        QVERIFY(!m_store->finish());
        QVERIFY(written().contains("cache of sessions"));

        // And the same fields show it.
        ProfilePerson again(m_store.get(), m_secrets.get(), m_store->list().profiles.constFirst());
        again.click("profileSave");
        QTRY_VERIFY(!again.dialog);
        QCOMPARE(m_store->list().profiles.constFirst(), wanted);
    }

    void anAddressPastedIntoAnyFieldFillsThemAll_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QByteArray>("field");
        for (const char *field : {"profileHost", "profilePort", "profileUser", "profilePassword", "profileName"})
            QTest::addRow("%s", field) << QByteArray("Server") << QByteArray(field);
        QTest::addRow("server name") << QByteArray("TLS") << QByteArray("tlsServerName");
        QTest::addRow("CA") << QByteArray("TLS") << QByteArray("tlsAuthorities");
        QTest::addRow("SSH machine") << QByteArray("SSH tunnel") << QByteArray("tunnelHost");
    }

    void anAddressPastedIntoAnyFieldFillsThemAll()
    {
        QFETCH(const QByteArray, page);
        QFETCH(const QByteArray, field);
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.type("profileUser", QStringLiteral("before"));
        person.goTo("SSH tunnel");
        person.tick("tunnelUsed");
        person.goTo("TLS");
        person.tick("tlsUsed");
        person.goTo(page.constData());
        const QString before = person.see<QLineEdit>(field.constData())->text();
        person.paste(
            field.constData(),
            QStringLiteral(" memcacheds://al%20ice:%1@cache.example.org:11311\n").arg(hardToGuess().replace(u'/', QLatin1String("%2F"))));
        QCOMPARE(person.text("profileHost"), QStringLiteral("cache.example.org"));
        QCOMPARE(person.text("profilePort"), QStringLiteral("11311"));
        QCOMPARE(person.text("profileUser"), QStringLiteral("al ice"));
        QVERIFY(person.text("profilePassword") == hardToGuess());
        QCOMPARE(person.see<QLineEdit>("profilePassword")->echoMode(), QLineEdit::Password);
        QVERIFY(person.see<QCheckBox>("tlsUsed")->isChecked());
        QCOMPARE(person.text("profileName"), QStringLiteral("cache.example.org, port 11311"));
        QVERIFY(person.see<QWidget>("profileHost")->isVisible());
        if (page != "Server")
            QCOMPARE(person.text(field.constData()), before);

        person.paste("profileHost", QStringLiteral("memcached://other"));
        QVERIFY(!person.see<QCheckBox>("tlsUsed")->isChecked());
        QCOMPARE(person.text("profilePort"), QStringLiteral("11211"));
        QCOMPARE(person.text("profileUser"), QStringLiteral("al ice")); // it named none
        for (const QLineEdit *each : person.dialog->findChildren<QLineEdit *>())
            QVERIFY(each->echoMode() == QLineEdit::Password || !each->text().contains(hardToGuess()));
    }

    void aSocketsAddressIsPasted()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.paste("profileHost", QStringLiteral("memcached+unix://someone@/run/memcached/first.sock"));
        QVERIFY(person.see<QRadioButton>("profileBySocket")->isChecked());
        QVERIFY(!person.see<QWidget>("profileHost")->isVisible());
        QCOMPARE(person.text("profileSocket"), QStringLiteral("/run/memcached/first.sock"));
        QCOMPARE(person.text("profileUser"), QStringLiteral("someone"));
        QCOMPARE(person.text("profileName"), QStringLiteral("first.sock"));
        person.goTo("TLS");
        QVERIFY(!person.see<QCheckBox>("tlsUsed")->isEnabled());
        QVERIFY(person.notice("profileNoTls").contains(QStringLiteral("no TLS")));
        person.goTo("Server");
        person.paste("profileSocket", QStringLiteral("host.example:11215"));
        QVERIFY(person.see<QRadioButton>("profileByHost")->isChecked());
        QCOMPARE(person.text("profileHost"), QStringLiteral("host.example"));
        QCOMPARE(person.text("profilePort"), QStringLiteral("11215"));
    }

    void hostAndPortAreTakenApart()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.goTo("TLS");
        person.tick("tlsUsed");
        person.goTo("Server");
        person.paste("profilePort", QStringLiteral("[::1]:11216"));
        QCOMPARE(person.text("profileHost"), QStringLiteral("::1"));
        QCOMPARE(person.text("profilePort"), QStringLiteral("11216"));
        QVERIFY(person.see<QCheckBox>("tlsUsed")->isChecked()); // it says nothing of TLS
        person.type("profileHost", QStringLiteral("typed.example:11217"));
        QTest::keyClick(person.see<QWidget>("profileHost"), Qt::Key_Tab);
        QCOMPARE(person.text("profileHost"), QStringLiteral("typed.example"));
        QCOMPARE(person.text("profilePort"), QStringLiteral("11217"));
        person.paste("profileHost", QStringLiteral("plain.example"));
        QCOMPARE(person.text("profileHost"), QStringLiteral("plain.example"));
        QCOMPARE(person.text("profilePort"), QStringLiteral("11217"));
    }

    void anAddressThatCannotBeIsRefusedBesideTheField()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.paste("profileName", QStringLiteral("memcached://someone:%1@host:port").arg(hardToGuess()));
        QVERIFY2(person.notice("profileHostFault").contains(QStringLiteral("port")), qPrintable(person.notice("profileHostFault")));
        QCOMPARE(person.text("profileHost"), QStringLiteral("127.0.0.1"));
        QVERIFY(!person.notice("profileHostFault").contains(hardToGuess()));
    }

    void theMenusPasteTakesAnAddressToo()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        QApplication::clipboard()->setText(QStringLiteral("memcached://menu.example:11218"));
        auto *field = person.see<QLineEdit>("profileUser");
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(3, 3), field->mapToGlobal(QPoint(3, 3)));
        QApplication::sendEvent(field, &event);
        auto *menu = field->findChild<QMenu *>();
        QVERIFY(menu);
        int pasted = 0;
        for (QAction *action : menu->actions()) {
            if (action->text().startsWith(QStringLiteral("&Paste"))) {
                ++pasted;
                action->trigger();
            }
        }
        QCOMPARE(pasted, 1);
        menu->close();
        QCOMPARE(person.text("profileHost"), QStringLiteral("menu.example"));
        QVERIFY(person.text("profileUser").isEmpty());
    }

    void nameFollowsTheAddressUntilItIsTyped()
    {
        Profile there;
        there.name = QStringLiteral("one.example");
        m_store->put(there);
        ProfilePerson person(m_store.get(), m_secrets.get());
        QCOMPARE(person.text("profileName"), QStringLiteral("127.0.0.1"));
        person.type("profileHost", QStringLiteral("one.example"));
        QCOMPARE(person.text("profileName"), QStringLiteral("one.example (2)"));
        for (const char *port : {"0", "-1", "99999", "many", ""}) {
            person.type("profilePort", QString::fromLatin1(port));
            QCOMPARE(person.text("profileName"), QStringLiteral("one.example (2)"));
        }
        person.type("profilePort", QStringLiteral("11212"));
        QCOMPARE(person.text("profileName"), QStringLiteral("one.example, port 11212"));
        person.type("profileName", QStringLiteral("mine"));
        person.type("profileHost", QStringLiteral("two.example"));
        QCOMPARE(person.text("profileName"), QStringLiteral("mine"));
    }

    void whatIsWrongIsSaidBesideItsField_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QByteArray>("box");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("bad");
        QTest::addColumn<QString>("good");
        const auto row = [](const char *name, const char *page, const char *box, const char *field, const char *bad, const char *good) {
            QTest::addRow("%s", name) << QByteArray(page) << QByteArray(box) << QByteArray(field) << QString::fromLatin1(bad)
                                      << QString::fromLatin1(good);
        };
        row("no name", "Server", "", "profileName", " ", "fine");
        row("another's name", "Server", "", "profileName", "There Already", "fine");
        row("no host", "Server", "", "profileHost", "", "host");
        row("no host's name", "Server", "", "profileHost", "a b", "host");
        row("port 0", "Server", "", "profilePort", "0", "1");
        row("large port", "Server", "", "profilePort", "65536", "65535");
        row("no port", "Server", "", "profilePort", "", "11211");
        row("negative port", "Server", "", "profilePort", "-1", "1");
        row("words for a port", "Server", "", "profilePort", "many", "11211");
        row("no path", "Server", "profileBySocket", "profileSocket", "", "/s");
        row("relative path", "Server", "profileBySocket", "profileSocket", "s", "/s");
        row("long path", "Server", "profileBySocket", "profileSocket",
            "/long"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "/s");
        row("no machine", "SSH tunnel", "tunnelUsed", "tunnelHost", "", "gate");
        row("an option for a machine", "SSH tunnel", "tunnelUsed", "tunnelHost", "-oProxyCommand=x", "gate");
    }

    void whatIsWrongIsSaidBesideItsField()
    {
        QFETCH(const QByteArray, page);
        QFETCH(const QByteArray, box);
        QFETCH(const QByteArray, field);
        QFETCH(const QString, bad);
        QFETCH(const QString, good);
        Profile there;
        there.name = QStringLiteral("there already");
        m_store->put(there);
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.type("profileUser", QStringLiteral("someone"));
        person.goTo(page.constData());
        if (!box.isEmpty())
            person.tick(box.constData());
        person.type(field.constData(), bad);
        person.goTo("Limits");
        person.click("profileSave");
        const QByteArray fault = field + "Fault";
        QVERIFY(!person.notice(fault.constData()).isEmpty());
        QVERIFY(person.see<QWidget>(fault.constData())->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), QString::fromLatin1(field));
        QCOMPARE(person.see<QWidget>(field.constData())->accessibleDescription(), person.notice(fault.constData()));
        QCOMPARE(person.text(field.constData()), bad);
        QCOMPARE(person.text("profileUser"), QStringLiteral("someone"));
        QCOMPARE(m_store->list().profiles.size(), 1);

        person.type(field.constData(), good);
        QVERIFY(!person.see<QWidget>(fault.constData())->isVisible());
        person.click("profileSave");
        QTRY_COMPARE(person.saved.count(), 1);
    }

    void keysNeedADelimiter()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.goTo("Keys and values");
        person.see<QListWidget>("profileDelimiters")->setCurrentRow(0);
        QTest::keyClick(person.see<QWidget>("profileDelimiters"), Qt::Key_Delete);
        person.goTo("Server");
        person.click("profileSave");
        QVERIFY(person.see<QWidget>("profileDelimitersFault")->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("profileDelimiter"));
        QTest::keyClicks(person.see<QWidget>("profileDelimiter"), QStringLiteral(" "));
        person.click("profileAddDelimiter");
        QVERIFY(!person.see<QWidget>("profileDelimitersFault")->isVisible());
        person.click("profileSave");
        QTRY_COMPARE(person.saved.count(), 1);
        QCOMPARE(m_store->list().profiles.constFirst().delimiters, QStringList{QStringLiteral(" ")});
    }

    void everyPageHasLettersOfItsOwnForTheKeyboard()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        const auto *tabs = person.see<QTabWidget>("profileTabs");
        for (int page = 0; page < tabs->count(); ++page) {
            QStringList texts{QStringLiteral("&Name"), QStringLiteral("E&xamine"), QStringLiteral("T&est"), QStringLiteral("&Save"),
                              QStringLiteral("&connect")};
            for (int tab = 0; tab < tabs->count(); ++tab)
                texts.append(tabs->tabText(tab));
            for (const QLabel *label : tabs->widget(page)->findChildren<QLabel *>()) {
                if (label->buddy())
                    texts.append(label->text());
            }
            for (const QAbstractButton *button : tabs->widget(page)->findChildren<QAbstractButton *>()) {
                if (button->text().contains(QLatin1Char('&')))
                    texts.append(button->text());
            }
            QSet<QChar> letters;
            for (const QString &text : std::as_const(texts)) {
                const QChar letter = text[text.indexOf(QLatin1Char('&')) + 1].toLower();
                QVERIFY2(text.contains(QLatin1Char('&')) && !letters.contains(letter), qPrintable(text));
                letters.insert(letter);
            }
        }
    }

    void everythingThatCanBeTouchedHasAName()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        for (const QWidget *widget : person.dialog->findChildren<QWidget *>()) {
            const bool part = widget->objectName().startsWith(QLatin1String("qt_")) || widget->parent()->inherits("QComboBox")
                || widget->inherits("QTabBar") || widget->window() != person.dialog || widget->inherits("QScrollBar");
            const auto *button = qobject_cast<const QPushButton *>(widget);
            if (widget->focusPolicy() == Qt::NoFocus || part || (button && !button->text().isEmpty()))
                continue;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }
};

QTEST_MAIN(TestProfileDialog)
#include "tst_profiledialog.moc"
