#include "ui/contrast.h"
#include "ui/iconengine.h"
#include "ui/profiles/environmentlook.h"

#include <QApplication>
#include <QFile>
#include <QSet>
#include <QTest>

namespace {

constexpr std::array environments{Environment::None, Environment::Development, Environment::Staging, Environment::Production};
constexpr double readable = 4.5;

} // namespace

class TestEnvironmentLook : public QObject
{
    Q_OBJECT

private slots:
    void contrastIsThatOfTheGuidelines()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
        QCOMPARE(qRound(contrast(QColor(0x767676), Qt::white) * 100), 454);
    }

    void environmentsAreToldApartByNameIconAndColour()
    {
        applyTheme(Theme::Light);
        QSet<QString> names;
        QSet<QString> shortNames;
        QSet<QString> icons;
        QSet<QString> colours;
        for (const Environment environment : environments) {
            names.insert(environmentName(environment));
            shortNames.insert(shortEnvironmentName(environment));
            icons.insert(environmentIconName(environment));
            colours.insert(environmentColor(environment, QApplication::palette()).name());
            QVERIFY(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(environmentIconName(environment))));
            QCOMPARE(environmentName(environment).isEmpty(), environment == Environment::None);
        }
        for (const QSet<QString> &set : {names, shortNames, icons, colours})
            QCOMPARE(set.size(), qsizetype(environments.size()));
    }

    void everyColourCanBeRead_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QString>("given");
        for (const bool dark : {false, true}) {
            for (const char *given : {"", "#000000", "#ffffff", "#ffff00", "#0000ff", "#ff0000", "#808080", "#ffc0cb"})
                QTest::addRow("%s on %s", *given ? given : "environment", dark ? "dark" : "light") << dark << QString::fromLatin1(given);
        }
    }

    void everyColourCanBeRead()
    {
        QFETCH(const bool, dark);
        QFETCH(const QString, given);
        applyTheme(dark ? Theme::Dark : Theme::Light);
        const QPalette palette = QApplication::palette();
        for (const Environment environment : environments) {
            Profile profile;
            profile.color = given;
            profile.environment = environment;
            const QColor colour = profileColor(profile, palette);
            QVERIFY(contrast(colour, palette.color(QPalette::Base)) >= readable);
            QVERIFY(contrast(colour, palette.color(QPalette::Window)) >= readable);
        }
    }

    void colourThatCanBeReadStaysAsItIs()
    {
        applyTheme(Theme::Light);
        Profile profile;
        profile.color = QStringLiteral("#7440b8");
        profile.environment = Environment::Production;
        QCOMPARE(profileColor(profile, QApplication::palette()).name(), profile.color);
        profile.color = QStringLiteral("no colour");
        QCOMPARE(profileColor(profile, QApplication::palette()), environmentColor(Environment::Production, QApplication::palette()));
    }
};

QTEST_MAIN(TestEnvironmentLook)
#include "tst_environmentlook.moc"
