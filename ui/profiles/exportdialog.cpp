#include "ui/profiles/exportdialog.h"

#include "app/profiles/exchange/exchangefile.h"
#include "app/profiles/exchange/wiping.h"
#include "app/profiles/keptsecrets.h"
#include "ui/cancelbutton.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPromise>
#include <QPushButton>
#include <QRadioButton>
#include <QSet>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace {

constexpr qsizetype shortPassphrase = 10; ///< characters: guessed in no time with the words that people take
constexpr qsizetype longPassphrase = 20;

/// For a thread of its own. Nothing is written once it is cancelled.
void writeExport(QPromise<Error> &promise, const QString &path, const ProfileList &list, QList<ProfileSecret> secrets, QString passphrase)
{
    std::optional<SealedSecrets> sealed;
    Error error;
    if (!secrets.isEmpty()) {
        const auto made = ExchangeFormat::seal(list, secrets, passphrase);
        if (const auto *failure = std::get_if<Error>(&made))
            error = *failure;
        else
            sealed = std::get<SealedSecrets>(made);
    }
    for (ProfileSecret &each : secrets)
        wipe(each.secret);
    wipe(passphrase);
    if (promise.isCanceled())
        return;
    if (!error)
        error = ExchangeFile::write(path, ExchangeFormat::write(list, sealed));
    promise.addResult(error);
}

QString whose(const Profile &profile, SecretName::Kind kind)
{
    switch (kind) {
    case SecretName::Kind::KeyPassphrase:
        return ExportDialog::tr("%1 (passphrase of its key)").arg(profile.name);
    case SecretName::Kind::SshPassphrase:
        return ExportDialog::tr("%1 (passphrase of its SSH key)").arg(profile.name);
    case SecretName::Kind::Password:
        break;
    }
    return profile.name;
}

} // namespace

ExportDialog::ExportDialog(ProfileStore *store, SecretStore *secrets, const QStringList &selectedIds, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_secretStore(secrets)
    , m_selected(selectedIds)
    , m_all(new QRadioButton(this))
    , m_selection(new QRadioButton(this))
    , m_withSecrets(new QCheckBox(tr("Include &passwords and the passphrases of keys"), this))
    , m_meaning(new QLabel(this))
    , m_locking(new QWidget(this))
    , m_passphrase(new QLineEdit(m_locking))
    , m_again(new QLineEdit(m_locking))
    , m_shown(new QCheckBox(tr("Sho&w the passphrase"), m_locking))
    , m_strength(new QLabel(m_locking))
    , m_message(new QLabel(this))
    , m_missing(new QPlainTextEdit(this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export profiles"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_selected.removeIf([store](const QString &id) { return !store->find(id); });
    nameParts();
    layOut();
    connectParts();
    setDoing(Doing::Nothing);
}

ExportDialog::~ExportDialog()
{
    m_writing.cancel();
}

void ExportDialog::nameParts()
{
    m_all->setObjectName(QStringLiteral("exportAll"));
    m_all->setText(tr("&All profiles (%1)").arg(m_store->list().profiles.size()));
    m_all->setAccessibleName(tr("All profiles"));
    m_all->setChecked(m_selected.isEmpty());
    m_selection->setObjectName(QStringLiteral("exportSelected"));
    m_selection->setText(tr("Those that are &selected (%1)").arg(m_selected.size()));
    m_selection->setAccessibleName(tr("Those that are selected"));
    m_selection->setEnabled(!m_selected.isEmpty());
    m_selection->setChecked(!m_selected.isEmpty());
    m_withSecrets->setObjectName(QStringLiteral("exportSecrets"));
    m_withSecrets->setAccessibleName(tr("Include passwords and the passphrases of keys"));
    m_meaning->setObjectName(QStringLiteral("exportMeaning"));
    m_meaning->setWordWrap(true);
    m_passphrase->setObjectName(QStringLiteral("exportPassphrase"));
    m_passphrase->setAccessibleName(tr("Passphrase"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_again->setObjectName(QStringLiteral("exportPassphraseAgain"));
    m_again->setAccessibleName(tr("Passphrase once more"));
    m_again->setEchoMode(QLineEdit::Password);
    m_shown->setObjectName(QStringLiteral("exportShowPassphrase"));
    m_shown->setAccessibleName(tr("Show the passphrase"));
    m_strength->setObjectName(QStringLiteral("exportStrength"));
    m_strength->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("exportMessage"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_missing->setObjectName(QStringLiteral("exportMissing"));
    m_missing->setAccessibleName(tr("Profiles without their passwords"));
    m_missing->setReadOnly(true);
    m_missing->setTabChangesFocus(true);
    m_missing->setMaximumHeight(fontMetrics().height() * 6);
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, 0);
}

void ExportDialog::layOut()
{
    auto *form = new QFormLayout(m_locking);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Passp&hrase:"), m_passphrase);
    form->addRow(tr("&Once more:"), m_again);
    form->addRow(QString(), m_shown);
    form->addRow(QString(), m_strength);
    auto *buttons = new QDialogButtonBox(this);
    m_export = buttons->addButton(tr("&Export…"), QDialogButtonBox::AcceptRole);
    m_export->setObjectName(QStringLiteral("exportAccept"));
    m_export->setDefault(true);
    m_cancel = addCancelButton(buttons, QStringLiteral("exportCancel"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_all);
    layout->addWidget(m_selection);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addWidget(m_withSecrets);
    layout->addWidget(m_meaning);
    layout->addWidget(m_locking);
    layout->addWidget(m_message);
    layout->addWidget(m_missing);
    layout->addWidget(m_progress);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 72);
    resize(minimumWidth(), height());
}

void ExportDialog::connectParts()
{
    connect(m_all, &QRadioButton::toggled, this, &ExportDialog::updateParts);
    connect(m_withSecrets, &QCheckBox::toggled, this, [this](bool with) {
        updateParts();
        if (with)
            m_passphrase->setFocus();
    });
    connect(m_passphrase, &QLineEdit::textChanged, this, &ExportDialog::updateParts);
    connect(m_again, &QLineEdit::textChanged, this, &ExportDialog::updateParts);
    connect(m_shown, &QCheckBox::toggled, this, [this](bool on) {
        for (QLineEdit *field : {m_passphrase, m_again})
            field->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    });
    connect(m_export, &QPushButton::clicked, this, [this] {
        if (m_doing == Doing::Asking)
            write();
        else
            askForFile();
    });
    connect(m_cancel, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(&m_writing, &QFutureWatcherBase::finished, this, &ExportDialog::takeWritten);
}

void ExportDialog::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Export profiles"), QDir::home().filePath(QStringLiteral("slabscope-profiles.json")),
                                   tr("Profiles (*.json);;All files (*)"));
    dialog->setObjectName(QStringLiteral("exportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::exportTo);
    dialog->open();
}

/// The profiles that are chosen, with the folders that they lie in.
ProfileList ExportDialog::chosen() const
{
    ProfileList list = m_store->list();
    if (!m_selection->isChecked())
        return list;
    list.profiles.removeIf([this](const Profile &profile) { return !m_selected.contains(profile.id); });
    QStringList folders;
    for (const Profile &profile : std::as_const(list.profiles))
        folders.append(profile.folder);
    list.folders.removeIf([&folders](const QString &folder) { return !folders.contains(folder); });
    return list;
}

QList<SecretName> ExportDialog::keptSecrets() const
{
    QList<SecretName> names;
    for (const Profile &profile : m_list.profiles) {
        if (profile.passwordKept && !profile.user.isEmpty())
            names.append({profile.id, SecretName::Kind::Password});
        for (const SecretName::Kind kind : {SecretName::Kind::KeyPassphrase, SecretName::Kind::SshPassphrase}) {
            if (keptIn(profile, kind))
                names.append({profile.id, kind});
        }
    }
    return names;
}

void ExportDialog::exportTo(const QString &path)
{
    if (m_doing != Doing::Nothing || !m_export->isEnabled())
        return;
    m_path = path;
    m_fault.clear();
    m_list = chosen();
    m_reading.reset();
    if (!m_withSecrets->isChecked()) {
        write();
        return;
    }
    m_reading = std::make_unique<SecretQueue>(m_secretStore);
    connect(m_reading.get(), &SecretQueue::finished, this, &ExportDialog::takeSecrets);
    m_reading->read(keptSecrets());
    setDoing(Doing::ReadingSecrets);
}

void ExportDialog::takeSecrets()
{
    if (m_reading->failed().isEmpty()) {
        write();
        return;
    }
    QStringList names;
    for (const SecretName &each : m_reading->failed())
        names.append(whose(m_list.profiles[m_list.indexOf(each.profileId)], each.kind));
    m_missing->setPlainText(names.join(u'\n'));
    setDoing(Doing::Asking);
}

void ExportDialog::write()
{
    QList<ProfileSecret> secrets = m_reading ? m_reading->takeDone() : QList<ProfileSecret>();
    m_reading.reset();
    m_secretCount = secrets.size();
    listMissing(secrets);
    m_writing.setFuture(
        QtConcurrent::run(&writeExport, m_path, m_list, std::move(secrets), m_withSecrets->isChecked() ? m_passphrase->text() : QString()));
    setDoing(Doing::Writing);
}

/// Names the profiles that will want a secret which does not go along.
void ExportDialog::listMissing(const QList<ProfileSecret> &secrets)
{
    QSet<QString> going;
    for (const ProfileSecret &each : secrets)
        going.insert(each.name.text());
    QStringList names;
    for (const Profile &profile : std::as_const(m_list.profiles)) {
        if (!profile.user.isEmpty() && !going.contains(SecretName{profile.id, SecretName::Kind::Password}.text()))
            names.append(profile.name);
        for (const SecretName::Kind kind : {SecretName::Kind::KeyPassphrase, SecretName::Kind::SshPassphrase}) {
            if (keptIn(profile, kind) && !going.contains(SecretName{profile.id, kind}.text()))
                names.append(whose(profile, kind));
        }
    }
    m_missing->setPlainText(m_withSecrets->isChecked() ? names.join(u'\n') : QString());
}

/// What was written, for the person to know.
QString ExportDialog::outcome() const
{
    QStringList told{tr("%1 is written.").arg(QDir::toNativeSeparators(m_path))};
    if (m_withSecrets->isChecked()) {
        told.append(m_secretCount > 0 ? tr("Passwords in it: %1.").arg(m_secretCount)
                                      : tr("There is no password in it, and nothing of it is encrypted."));
    }
    if (!m_missing->document()->isEmpty())
        told.append(tr("These profiles are in it without their passwords:"));
    return told.join(u' ');
}

void ExportDialog::takeWritten()
{
    if (m_doing != Doing::Writing || m_writing.isCanceled())
        return;
    const Error error = m_writing.result();
    if (error) {
        m_fault = error.text;
        setDoing(Doing::Nothing);
        return;
    }
    m_passphrase->clear();
    m_again->clear();
    setDoing(Doing::Done);
    emit exported(m_path);
}

void ExportDialog::reject()
{
    if (m_doing == Doing::Nothing || m_doing == Doing::Done) {
        QDialog::reject();
        return;
    }
    m_reading.reset();
    m_writing.cancel();
    setDoing(Doing::Nothing);
}

void ExportDialog::setDoing(Doing doing)
{
    m_doing = doing;
    m_progress->setVisible(doing == Doing::ReadingSecrets || doing == Doing::Writing);
    m_missing->setVisible(doing == Doing::Asking || (doing == Doing::Done && !m_missing->document()->isEmpty()));
    switch (doing) {
    case Doing::Nothing:
        say(m_message, m_store->list().profiles.isEmpty() ? tr("There are no profiles yet.") : m_fault, !m_fault.isEmpty());
        break;
    case Doing::ReadingSecrets:
        say(m_message, tr("The passwords are being read from the keyring…"));
        break;
    case Doing::Asking:
        say(m_message,
            tr("The passwords of these profiles cannot be read; without them they are exported, but not their passwords.") + u' '
                + (m_reading->error() ? m_reading->error().text : tr("The keyring has none for them, or is locked.")),
            true);
        break;
    case Doing::Writing:
        say(m_message, m_withSecrets->isChecked() ? tr("The passwords are being encrypted…") : tr("The file is being written…"));
        break;
    case Doing::Done:
        say(m_message, outcome(), !m_missing->document()->isEmpty());
        break;
    }
    m_message->setVisible(!m_message->text().isEmpty());
    updateParts();
}

/// Empty: it can be used.
QString ExportDialog::passphraseFault() const
{
    if (m_passphrase->text().isEmpty())
        return tr("Choose a passphrase. It is kept nowhere: without it nobody can read the passwords again.");
    if (m_again->text().isEmpty())
        return tr("Enter it once more.");
    return m_again->text() == m_passphrase->text() ? QString() : tr("The two are not the same.");
}

void ExportDialog::updateParts()
{
    const bool idle = m_doing == Doing::Nothing;
    const bool with = m_withSecrets->isChecked();
    const QString fault = with ? passphraseFault() : QString();
    m_all->setEnabled(idle);
    m_selection->setEnabled(idle && !m_selected.isEmpty());
    m_withSecrets->setEnabled(idle);
    m_locking->setVisible(with && m_doing != Doing::Done);
    m_locking->setEnabled(idle);
    say(m_meaning,
        with ? tr("The passwords are encrypted with a passphrase. Whoever has the file and guesses the passphrase has the passwords too. "
                  "Names, addresses, users and notes can be read without it.")
             : tr("Whoever has the file can read names, addresses, users and notes, but no passwords: they have to be entered again."));
    const qsizetype length = m_passphrase->text().size();
    if (!fault.isEmpty())
        say(m_strength, fault);
    else if (length < shortPassphrase)
        say(m_strength, tr("Short: easy to guess. Several words that do not belong together are better."), true);
    else if (length < longPassphrase)
        say(m_strength, tr("Of middle length: hard to guess if it is nothing known."));
    else
        say(m_strength, tr("Long: hard to guess."));
    m_export->setText(m_doing == Doing::Asking ? tr("&Export without them") : tr("&Export…"));
    m_export->setVisible(m_doing != Doing::Done);
    m_export->setEnabled((idle && fault.isEmpty() && !m_store->list().profiles.isEmpty()) || m_doing == Doing::Asking);
    m_cancel->setText(m_doing == Doing::Done ? tr("&Close") : tr("&Cancel"));
    // Texts that are wrapped do not make the room that they need by themselves.
    layout()->activate();
    resize(width(), layout()->totalHeightForWidth(width()));
}

void ExportDialog::say(QLabel *label, const QString &text, bool bad)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(bad ? Tone::Bad : Tone::Muted, palette()));
    label->setPalette(colors);
    label->setText(text);
}
