#pragma once

#include "connection/error.h"
#include "ui/preferences/preferences.h"

#include <QDialog>

#include <functional>

class DecodersPage;
class LimitFields;
class QCheckBox;
class QComboBox;
class QFontComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTabWidget;
class AdvicePage;
class ReadingsPage;

/// Shows the preferences for change. They hold from OK or Apply on, all at once.
class PreferencesDialog : public QDialog
{
    Q_OBJECT

public:
    /// Puts what was chosen to use; an error, which can only be that the log file cannot be written, leaves all as it was.
    using Use = std::function<Error(const Preferences &)>;

    /// `logNote`: why the log file goes elsewhere in this run; empty: it does not.
    PreferencesDialog(const Preferences &preferences, const Use &use, const QString &logNote, QWidget *parent = nullptr);

    /// What servers are called that are told by something else than their address.
    void setServerNames(const QHash<QString, QString> &names);
    enum class Page { Appearance, Connections, Log, Decoders, Readings, Advice };
    void showPage(Page page);

    /// What the fields say.
    [[nodiscard]] Preferences chosen() const;
    void accept() override;

private:
    [[nodiscard]] QWidget *appearancePage();
    [[nodiscard]] QWidget *connectionPage();
    [[nodiscard]] QWidget *logPage(const QString &note);
    [[nodiscard]] bool apply();
    void restoreDefaults();
    void fill(const Preferences &preferences);
    void askForLogPath();
    void updateFields();

    Use m_use;
    QTabWidget *m_pages;
    QComboBox *m_theme;
    QFontComboBox *m_family;
    QSpinBox *m_points;
    LimitFields *m_limits;
    QCheckBox *m_logs;
    QLineEdit *m_logPath;
    QPushButton *m_chooseLogPath;
    QLabel *m_logError;
    DecodersPage *m_decoders;
    ReadingsPage *m_readings;
    AdvicePage *m_advice;
    QPushButton *m_apply;
    Preferences m_used;
};
