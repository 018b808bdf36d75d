#include "ui/preferences/preferencesdialog.h"

#include "ui/cancelbutton.h"
#include "ui/connection/limitfields.h"
#include "ui/fixedfont.h"
#include "ui/preferences/advicepage.h"
#include "ui/preferences/decoderspage.h"
#include "ui/preferences/readingspage.h"
#include "ui/settings.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFontComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

namespace {

/// A row of `form`: the field behind its label, and a sentence about it beneath.
void addRow(QFormLayout *form, const QString &text, QWidget *field, const QString &sentence)
{
    auto *label = new QLabel(text);
    label->setBuddy(field);
    field->setAccessibleName(QString(text).remove(QLatin1Char('&')).remove(QLatin1Char(':')));
    field->setAccessibleDescription(sentence);
    form->addRow(label, field);
    if (sentence.isEmpty())
        return;
    auto *note = new QLabel(sentence);
    note->setForegroundRole(QPalette::PlaceholderText);
    form->addRow(nullptr, note);
}

QFormLayout *formOn(QWidget *page)
{
    auto *form = new QFormLayout(page);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->setContentsMargins(12, 12, 12, 12);
    return form;
}

} // namespace

PreferencesDialog::PreferencesDialog(const Preferences &preferences, const Use &use, const QString &logNote, QWidget *parent)
    : QDialog(parent)
    , m_use(use)
    , m_pages(new QTabWidget(this))
    , m_used(preferences)
{
    setObjectName(QStringLiteral("preferencesDialog"));
    setWindowTitle(tr("Preferences"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_pages->setObjectName(QStringLiteral("preferencesPages"));
    m_pages->setAccessibleName(tr("Kinds of preferences"));
    m_pages->addTab(appearancePage(), tr("A&ppearance"));
    m_pages->addTab(connectionPage(), tr("Co&nnections"));
    m_pages->addTab(logPage(logNote), tr("&Log file"));
    m_decoders = new DecodersPage;
    m_pages->addTab(m_decoders, tr("&Decoders"));
    m_readings = new ReadingsPage;
    m_pages->addTab(m_readings, tr("&Remembered values"));
    m_advice = new AdvicePage;
    m_pages->addTab(m_advice, tr("&Advice"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Apply | QDialogButtonBox::RestoreDefaults, this);
    m_apply = buttons->button(QDialogButtonBox::Apply);
    m_apply->setObjectName(QStringLiteral("preferencesApply"));
    buttons->button(QDialogButtonBox::Ok)->setObjectName(QStringLiteral("preferencesOk"));
    buttons->button(QDialogButtonBox::Ok)->setDefault(true);
    addCancelButton(buttons, QStringLiteral("preferencesCancel"));
    QPushButton *restore = buttons->button(QDialogButtonBox::RestoreDefaults);
    restore->setObjectName(QStringLiteral("preferencesDefaults"));
    restore->setToolTip(tr("Set every field to what it was at the first start"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_pages, 1);
    layout->addWidget(buttons);
    fill(preferences);

    connect(m_theme, &QComboBox::currentIndexChanged, this, &PreferencesDialog::updateFields);
    connect(m_family, &QFontComboBox::currentFontChanged, this, &PreferencesDialog::updateFields);
    connect(m_points, &QSpinBox::valueChanged, this, &PreferencesDialog::updateFields);
    connect(m_limits, &LimitFields::changed, this, &PreferencesDialog::updateFields);
    connect(m_logs, &QCheckBox::toggled, this, &PreferencesDialog::updateFields);
    connect(m_logPath, &QLineEdit::textChanged, this, &PreferencesDialog::updateFields);
    connect(m_chooseLogPath, &QPushButton::clicked, this, &PreferencesDialog::askForLogPath);
    connect(m_apply, &QPushButton::clicked, this, &PreferencesDialog::apply);
    connect(m_decoders, &DecodersPage::changed, this, &PreferencesDialog::updateFields);
    connect(m_readings, &ReadingsPage::changed, this, &PreferencesDialog::updateFields);
    connect(m_advice, &AdvicePage::changed, this, &PreferencesDialog::updateFields);
    connect(restore, &QPushButton::clicked, this, &PreferencesDialog::restoreDefaults);
    connect(buttons, &QDialogButtonBox::accepted, this, &PreferencesDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &PreferencesDialog::reject);
}

Preferences PreferencesDialog::chosen() const
{
    const QFont usual = systemFixedFont();
    const QString family = m_family->currentFont().family();
    const QString path = QDir::fromNativeSeparators(m_logPath->text().trimmed());
    Preferences chosen;
    chosen.theme = m_theme->currentData().value<Theme>();
    chosen.fixedFamily = family == QFontInfo(usual).family() || family == usual.family() ? QString() : family;
    chosen.fixedPoints = m_points->value() <= Preferences::smallestPoints - 1 ? 0 : m_points->value();
    const ConnectionLimits limits = m_limits->limits();
    chosen.requestTimeout = limits.requestTimeout;
    chosen.connectTimeout = limits.connectTimeout;
    chosen.backoff = limits.backoff;
    chosen.logs = m_logs->isChecked();
    chosen.decoders = m_decoders->decoders();
    chosen.readings = m_readings->readings();
    chosen.advice = m_advice->limits();
    chosen.logPath = path.isEmpty() || path == Settings::usualLogPath() ? QString() : QDir::home().absoluteFilePath(path);
    return chosen;
}

void PreferencesDialog::accept()
{
    if (apply())
        QDialog::accept();
}

void PreferencesDialog::setServerNames(const QHash<QString, QString> &names)
{
    m_readings->setServerNames(names);
}

void PreferencesDialog::showPage(Page page)
{
    m_pages->setCurrentIndex(int(page));
}

/// What a person made is no field with a default.
void PreferencesDialog::restoreDefaults()
{
    Preferences usual;
    usual.decoders = m_decoders->decoders();
    usual.readings = m_readings->readings();
    fill(usual);
}

QWidget *PreferencesDialog::appearancePage()
{
    auto *page = new QWidget;
    QFormLayout *form = formOn(page);
    m_theme = new QComboBox;
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->addItem(tr("As the system"), QVariant::fromValue(Theme::System));
    m_theme->addItem(tr("Light"), QVariant::fromValue(Theme::Light));
    m_theme->addItem(tr("Dark"), QVariant::fromValue(Theme::Dark));
    m_family = new QFontComboBox;
    m_family->setObjectName(QStringLiteral("fixedFamily"));
    m_family->setFontFilters(QFontComboBox::MonospacedFonts);
    if (m_family->findText(QFontInfo(systemFixedFont()).family(), Qt::MatchStartsWith) < 0)
        m_family->setFontFilters(QFontComboBox::AllFonts); // some that are, such as Noto Sans Mono, are not marked as monospaced
    m_family->setEditable(false);
    m_points = new QSpinBox;
    m_points->setObjectName(QStringLiteral("fixedPoints"));
    m_points->setRange(Preferences::smallestPoints - 1, Preferences::largestPoints);
    m_points->setSpecialValueText(tr("As the system"));
    m_points->setSuffix(tr(" pt"));
    m_points->setAlignment(Qt::AlignRight);
    addRow(form, tr("&Theme:"), m_theme, QString());
    addRow(form, tr("&Font:"), m_family, QString());
    addRow(form, tr("&Size:"), m_points, tr("Font and size of keys, values and scripts."));
    return page;
}

QWidget *PreferencesDialog::connectionPage()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    m_limits = new LimitFields(tr("All four hold from the next connection on."));
    layout->addWidget(m_limits);
    layout->addStretch();
    return page;
}

QWidget *PreferencesDialog::logPage(const QString &note)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    m_logs = new QCheckBox(tr("&Write a log file"));
    m_logs->setObjectName(QStringLiteral("logs"));
    m_logs->setAccessibleName(tr("Write a log file"));
    auto *sentence = new QLabel(tr("What happens to connections, for finding out about troubles. Never keys, values or passwords."));
    sentence->setWordWrap(true);
    sentence->setForegroundRole(QPalette::PlaceholderText);
    m_logPath = new QLineEdit;
    m_logPath->setObjectName(QStringLiteral("logPath"));
    m_logPath->setAccessibleName(tr("Path of the log file"));
    auto *label = new QLabel(tr("Pa&th:"));
    label->setBuddy(m_logPath);
    m_chooseLogPath = new QPushButton(tr("C&hoose…"));
    m_chooseLogPath->setObjectName(QStringLiteral("chooseLogPath"));
    m_chooseLogPath->setAccessibleName(tr("Choose the log file"));
    m_logError = new QLabel;
    m_logError->setObjectName(QStringLiteral("logError"));
    m_logError->setAccessibleName(tr("Why the log file cannot be written"));
    m_logError->setTextFormat(Qt::PlainText);
    m_logError->setWordWrap(true);
    m_logError->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_logError->hide();
    auto *noteLabel = new QLabel(note);
    noteLabel->setTextFormat(Qt::PlainText);
    noteLabel->setWordWrap(true);
    noteLabel->setVisible(!note.isEmpty());
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_logPath, 1);
    row->addWidget(m_chooseLogPath);
    layout->addWidget(m_logs);
    layout->addWidget(sentence);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addLayout(row);
    layout->addWidget(m_logError);
    layout->addWidget(noteLabel);
    layout->addStretch();
    return page;
}

bool PreferencesDialog::apply()
{
    const Preferences now = chosen();
    const Error error = m_use(now);
    m_logError->setVisible(bool(error));
    if (error) {
        QPalette colors = palette();
        colors.setColor(QPalette::WindowText, toneColor(Tone::Bad, palette()));
        m_logError->setPalette(colors);
        m_logError->setText(error.text);
        showPage(Page::Log);
        m_logPath->setFocus();
        return false;
    }
    m_used = now;
    updateFields();
    return true;
}

void PreferencesDialog::fill(const Preferences &preferences)
{
    m_theme->setCurrentIndex(m_theme->findData(QVariant::fromValue(preferences.theme)));
    m_family->setCurrentFont(QFont(preferences.fixedFamily.isEmpty() ? QFontInfo(systemFixedFont()).family() : preferences.fixedFamily));
    m_points->setValue(preferences.fixedPoints);
    m_limits->setLimits({preferences.connectTimeout, preferences.requestTimeout, preferences.backoff});
    m_logs->setChecked(preferences.logs);
    m_decoders->setDecoders(preferences.decoders);
    m_readings->setReadings(preferences.readings);
    m_advice->setLimits(preferences.advice);
    m_logPath->setText(QDir::toNativeSeparators(preferences.logPath.isEmpty() ? Settings::usualLogPath() : preferences.logPath));
    updateFields();
}

void PreferencesDialog::askForLogPath()
{
    auto *dialog = new QFileDialog(this, tr("Log file"), m_logPath->text());
    dialog->setObjectName(QStringLiteral("logFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // it is added to
    connect(dialog, &QFileDialog::fileSelected, m_logPath,
            [this](const QString &path) { m_logPath->setText(QDir::toNativeSeparators(path)); });
    dialog->open();
}

void PreferencesDialog::updateFields()
{
    m_logPath->setEnabled(m_logs->isChecked());
    m_chooseLogPath->setEnabled(m_logs->isChecked());
    m_apply->setEnabled(chosen() != m_used);
}
