#include "tests/privatehome.h"
#include "tests/servers/certificates.h"
#include "tests/servers/realserver.h"
#include "ui/elidedlabel.h"
#include "ui/mainwindow.h"
#include "ui/workspace.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSslCertificate>
#include <QTest>
#include <QToolButton>

/// TLS as a person meets it in the window: real clicks and keys, real servers.
class TestTlsWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use({"config", "data"}));
        QVERIFY2(m_certificates.create(), qPrintable(m_certificates.errorString()));
        m_server.speakTls({.certificate = m_certificates.server(), .key = m_certificates.serverKey()});
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init()
    {
        m_folder.clearSettings();
        start();
    }
    void cleanup() { m_workspace.reset(); }

    void anUntrustedCertificateIsShownAndAccepted()
    {
        connectTo(address(m_server));
        QTRY_VERIFY2(state().contains(QStringLiteral("not trusted")), qPrintable(state()));
        QVERIFY(see<QToolButton>("showCertificateButton")->isVisible());
        click("showCertificateButton");
        QTRY_VERIFY(see<QLabel>("certificateFingerprint"));
        const QSslCertificate real = QSslCertificate::fromPath(m_certificates.server()).constFirst();
        QCOMPARE(see<QLabel>("certificateFingerprint")->text().remove(QLatin1Char('\n')).remove(QLatin1Char(':')),
                 QString::fromLatin1(real.digest(QCryptographicHash::Sha256).toHex().toUpper()));
        QVERIFY(see<QLabel>("certificateVerdict")->text().contains(QStringLiteral("vouches")));
        QVERIFY(see<QLabel>("certificateSubject")->text().contains(QStringLiteral("localhost")));

        // Return closes: nobody accepts by accident.
        QTest::keyClick(see<QDialog>("certificateDialog"), Qt::Key_Return);
        QTRY_VERIFY(!see<QDialog>("certificateDialog"));
        QVERIFY(!state().startsWith(QStringLiteral("Connected")));
        QVERIFY(see<QPushButton>("hintFailed.showCertificate")->isVisible());
        click("hintFailed.showCertificate");
        QTRY_VERIFY(see<QPushButton>("acceptCertificate"));
        click("acceptCertificate");
        QTRY_VERIFY2(state().startsWith(QStringLiteral("Connected")), qPrintable(state()));
        QVERIFY(!see<QToolButton>("showCertificateButton")->isVisible());

        // It is remembered, for this server.
        start();
        connectTo(address(m_server));
        QTRY_VERIFY2(state().startsWith(QStringLiteral("Connected")), qPrintable(state()));
        see<QAction>("showCertificate")->trigger();
        QTRY_VERIFY(see<QLabel>("certificateVerdict"));
        QVERIFY(see<QLabel>("certificateVerdict")->text().contains(QStringLiteral("accepted")));
        QVERIFY(!see<QPushButton>("acceptCertificate"));
    }

    void anotherCertificateThanTheAcceptedIsRefused()
    {
        connectTo(address(m_server));
        QTRY_VERIFY(see<QToolButton>("showCertificateButton")->isVisible());
        click("showCertificateButton");
        QTRY_VERIFY(see<QPushButton>("acceptCertificate"));
        click("acceptCertificate");
        QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));

        const QString port = QStringLiteral("tls/127.0.0.1%3A%1/accepted").arg(m_server.port());
        QSettings kept(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope"));
        QVERIFY(kept.contains(port));
        kept.setValue(port, QString(64, QLatin1Char('a')));
        kept.sync();
        start();
        connectTo(address(m_server));
        QTRY_VERIFY2(state().contains(QStringLiteral("changed")), qPrintable(state()));
    }

    void theAuthorityIsNamedInTheOptions()
    {
        // Without TLS first: the server hangs up, and the way out is offered.
        connectTo(QStringLiteral("127.0.0.1:%1").arg(m_server.port()));
        QTRY_VERIFY2(state().contains(QStringLiteral("TLS")), qPrintable(state()));
        QVERIFY(see<QToolButton>("tlsOptionsButton")->isVisible());
        click("tlsOptionsButton");
        QTRY_VERIFY(see<QCheckBox>("tlsUsed"));
        QVERIFY(!see<QCheckBox>("tlsUsed")->isChecked());
        QVERIFY(!see<QLineEdit>("tlsAuthorities")->isEnabled());
        see<QCheckBox>("tlsUsed")->click();
        QVERIFY(see<QLineEdit>("tlsAuthorities")->isEnabled());
        QTest::keyClicks(see<QLineEdit>("tlsAuthorities"), m_certificates.authority());
        click("tlsDone");
        QTRY_VERIFY2(state().startsWith(QStringLiteral("Connected")), qPrintable(state()));
        QCOMPARE(see<QLineEdit>("addressText")->text(), address(m_server));
        see<QAction>("showCertificate")->trigger();
        QTRY_VERIFY(see<QLabel>("certificateVerdict"));
        QVERIFY(see<QLabel>("certificateVerdict")->text().contains(QStringLiteral("is trusted")));
    }

    void aClientCertificateWithAPassphraseIsGiven()
    {
        RealServer server;
        server.speakTls({.certificate = m_certificates.server(),
                         .key = m_certificates.serverKey(),
                         .authority = m_certificates.authority(),
                         .options = {QStringLiteral("ssl_verify_mode=2")}});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        connectTo(address(server));
        openOptions();
        QTest::keyClicks(see<QLineEdit>("tlsAuthorities"), m_certificates.authority());
        click("tlsDone");
        QTRY_VERIFY2(state().contains(QStringLiteral("client certificate")), qPrintable(state()));

        openOptions();
        QVERIFY(!see<QLineEdit>("tlsKey")->isEnabled());
        QTest::keyClicks(see<QLineEdit>("tlsCertificate"), m_certificates.client());
        QTest::keyClicks(see<QLineEdit>("tlsKey"), m_certificates.encryptedKey());
        QTest::keyClicks(see<QLineEdit>("tlsPassphrase"), QStringLiteral("wrong"));
        click("tlsDone");
        QTRY_VERIFY2(state().contains(QStringLiteral("passphrase")), qPrintable(state()));

        openOptions();
        QCOMPARE(see<QLineEdit>("tlsPassphrase")->echoMode(), QLineEdit::Password);
        see<QLineEdit>("tlsPassphrase")->selectAll();
        QTest::keyClicks(see<QLineEdit>("tlsPassphrase"), Certificates::passphrase());
        click("tlsDone");
        QTRY_VERIFY2(state().startsWith(QStringLiteral("Connected")), qPrintable(state()));
        QFile kept(m_folder.filePath(QStringLiteral("Slabscope/Slabscope.ini")));
        m_workspace.reset();
        QVERIFY(kept.open(QIODevice::ReadOnly));
        const QByteArray content = kept.readAll();
        QVERIFY(content.contains("client.pem"));
        QVERIFY(!content.contains(Certificates::passphrase().toUtf8()));
    }

    void withoutVerificationAWarningStays()
    {
        connectTo(address(m_server));
        QTRY_VERIFY(see<QToolButton>("tlsOptionsButton")->isVisible());
        openOptions();
        see<QCheckBox>("tlsVerified")->click();
        click("tlsDone");
        QTRY_VERIFY2(state().startsWith(QStringLiteral("Connected")), qPrintable(state()));
        QVERIFY(see<ElidedLabel>("connectionWarning")->isVisible());
        QVERIFY2(see<ElidedLabel>("connectionWarning")->text().contains(QStringLiteral("verified")),
                 qPrintable(see<ElidedLabel>("connectionWarning")->text()));
    }

    void aUnixSocketHasNoTls()
    {
        connectTo(QStringLiteral("memcached+unix:///no/such/socket"));
        QTRY_VERIFY2(state().contains(QStringLiteral("/no/such/socket")), qPrintable(state()));
        see<QAction>("tlsOptions")->trigger();
        QVERIFY2(state().contains(QStringLiteral("no TLS")), qPrintable(state()));
        QVERIFY(!see<QDialog>("tlsDialog"));
    }

private:
    void start()
    {
        m_workspace = std::make_unique<Workspace>();
        m_window = m_workspace->restore();
    }
    template <typename Widget> Widget *see(const char *name) const { return m_window->findChild<Widget *>(QLatin1String(name)); }
    void click(const char *button) const { QTest::mouseClick(see<QWidget>(button), Qt::LeftButton); }
    QString state() const { return see<ElidedLabel>("connectionState")->text(); }
    static QString address(const RealServer &server) { return QStringLiteral("memcacheds://127.0.0.1:%1").arg(server.port()); }
    void connectTo(const QString &text) const
    {
        auto *field = see<QLineEdit>("addressText");
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    void openOptions() const
    {
        see<QAction>("tlsOptions")->trigger();
        QTRY_VERIFY(see<QCheckBox>("tlsUsed"));
    }

    PrivateHome m_folder;
    Certificates m_certificates;
    RealServer m_server;
    std::unique_ptr<Workspace> m_workspace;
    MainWindow *m_window = nullptr;
};

QTEST_MAIN(TestTlsWindow)
#include "tst_tlswindow.moc"
