#pragma once

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include <initializer_list>

/// A folder of a test's own, where what the program writes down goes: nothing of the person who runs the tests is read or touched.
class PrivateHome : public QTemporaryDir
{
public:
    /// Settings go there from now on, and also what the desktop keeps apart by the `kinds` that are named: config, data, state.
    [[nodiscard]] bool use(std::initializer_list<const char *> kinds = {}) const
    {
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, path());
        for (const char *kind : kinds)
            qputenv(("XDG_" + QByteArray(kind).toUpper() + "_HOME").constData(), QFile::encodeName(filePath(QLatin1String(kind))));
        return isValid();
    }
    void clearSettings() const
    {
        QSettings settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope"));
        if (!settings.fileName().startsWith(path()))
            qFatal("these settings are not the test's own");
        settings.clear();
    }
};
