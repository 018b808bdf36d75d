#include "ui/profiles/importdialog.h"

#include "app/profiles/exchange/wiping.h"
#include "app/profiles/keptsecrets.h"
#include "ui/cancelbutton.h"
#include "ui/profiles/importactiondelegate.h"
#include "ui/profiles/importmodel.h"
#include "ui/profiles/importsource.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace {

/// The only local file of what is dropped; empty if it is anything else.
QString droppedFile(const QMimeData *dropped)
{
    const QList<QUrl> urls = dropped->urls();
    return urls.size() == 1 ? urls.constFirst().toLocalFile() : QString();
}

QList<SecretName> namesIn(const QList<ProfileSecret> &secrets)
{
    QList<SecretName> names;
    for (const ProfileSecret &each : secrets)
        names.append(each.name);
    return names;
}

/// `list` with what it says of whether these are kept.
ProfileList withKept(ProfileList list, const QList<SecretName> &secrets, bool kept)
{
    for (const SecretName &each : secrets) {
        const qsizetype index = list.indexOf(each.profileId);
        if (index < 0)
            continue;
        setKeptIn(list.profiles[index], each.kind, kept);
    }
    return list;
}

} // namespace

ImportDialog::ImportDialog(ProfileStore *store, SecretStore *secrets, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_secretStore(secrets)
    , m_source(new ImportSource(this))
    , m_locked(new QWidget(this))
    , m_lockNote(new QLabel(m_locked))
    , m_passphrase(new QLineEdit(m_locked))
    , m_unlock(new QPushButton(tr("&Unlock"), m_locked))
    , m_model(new ImportModel(this))
    , m_table(new QTableView(this))
    , m_all(new QToolButton(this))
    , m_folder(new QComboBox(this))
    , m_problems(new QPlainTextEdit(this))
    , m_message(new QLabel(this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import profiles"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAcceptDrops(true);
    nameParts();
    layOut();
    connectParts();
    followList();
    m_source->read();
}

ImportDialog::~ImportDialog()
{
    for (ProfileSecret &each : m_secrets)
        wipe(each.secret);
}

void ImportDialog::nameParts()
{
    m_lockNote->setObjectName(QStringLiteral("importLockNote"));
    m_lockNote->setTextFormat(Qt::PlainText);
    m_lockNote->setWordWrap(true);
    m_passphrase->setObjectName(QStringLiteral("importPassphrase"));
    m_passphrase->setAccessibleName(tr("Passphrase of the file"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_unlock->setObjectName(QStringLiteral("importUnlock"));
    m_unlock->setAutoDefault(false);
    m_table->setObjectName(QStringLiteral("importPreview"));
    m_table->setAccessibleName(tr("What will happen"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(ImportModel::Action, new ImportActionDelegate(m_table));
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_all->setObjectName(QStringLiteral("importAll"));
    m_all->setAccessibleName(tr("Set all"));
    m_all->setText(tr("&Set all"));
    m_all->setPopupMode(QToolButton::InstantPopup);
    m_all->setFocusPolicy(Qt::TabFocus);
    m_folder->setObjectName(QStringLiteral("importFolder"));
    m_folder->setAccessibleName(tr("Folder for what is added"));
    m_folder->setEditable(true);
    m_folder->setInsertPolicy(QComboBox::NoInsert);
    m_folder->lineEdit()->setObjectName(QStringLiteral("importFolderText"));
    m_folder->lineEdit()->setAccessibleName(tr("Folder for what is added"));
    m_problems->setObjectName(QStringLiteral("importProblems"));
    m_problems->setAccessibleName(tr("Problems"));
    m_problems->setReadOnly(true);
    m_problems->setTabChangesFocus(true);
    m_message->setObjectName(QStringLiteral("importMessage"));
    m_message->setAccessibleName(tr("Message about the import"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_progress->setObjectName(QStringLiteral("importProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, 0);
}

void ImportDialog::layOut()
{
    auto *passphraseLabel = new QLabel(tr("&Passphrase:"), m_locked);
    passphraseLabel->setBuddy(m_passphrase);
    auto *passphraseRow = new QHBoxLayout;
    passphraseRow->addWidget(passphraseLabel);
    passphraseRow->addWidget(m_passphrase, 1);
    passphraseRow->addWidget(m_unlock);
    auto *locked = new QVBoxLayout(m_locked);
    locked->setContentsMargins(0, 0, 0, 0);
    locked->addWidget(m_lockNote);
    locked->addLayout(passphraseRow);

    auto *menu = new QMenu(m_all);
    menu->addAction(tr("As &suggested"), m_model, &ImportModel::suggestAll)->setObjectName(QStringLiteral("importSuggestAll"));
    const auto offer = [this, menu](const QString &text, const char *name, PlannedImport::Action action) {
        menu->addAction(text, m_model, [this, action] { m_model->setAll(action); })->setObjectName(QLatin1String(name));
    };
    offer(tr("&Add all"), "importAddAll", PlannedImport::Action::Add);
    offer(tr("&Replace all that are there"), "importReplaceAll", PlannedImport::Action::Replace);
    offer(tr("S&kip all"), "importSkipAll", PlannedImport::Action::Skip);
    m_all->setMenu(menu);
    auto *folderLabel = new QLabel(tr("&Folder:"), this);
    folderLabel->setBuddy(m_folder);
    auto *choices = new QHBoxLayout;
    choices->addWidget(folderLabel);
    choices->addWidget(m_folder, 1);
    choices->addStretch(1);
    choices->addWidget(m_all);

    auto *buttons = new QDialogButtonBox(this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(QStringLiteral("importAccept"));
    m_import->setDefault(true);
    m_cancel = addCancelButton(buttons, QStringLiteral("importCancel"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_source, 2);
    layout->addWidget(m_locked);
    layout->addWidget(m_table, 4);
    layout->addLayout(choices);
    layout->addWidget(m_problems, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 135, fontMetrics().height() * 36);
    m_source->setFocus();
}

void ImportDialog::connectParts()
{
    connect(m_source, &ImportSource::begun, this, [this] { setDoing(Doing::Reading); });
    connect(m_source, &ImportSource::found, this, &ImportDialog::takeFound);
    connect(m_source, &ImportSource::changed, this, &ImportDialog::updateParts); // what is shown is of the text before
    connect(m_unlock, &QPushButton::clicked, this, &ImportDialog::unlock);
    connect(m_passphrase, &QLineEdit::textChanged, this, &ImportDialog::updateParts);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == ImportModel::Action)
            m_table->edit(index);
    });
    connect(m_model, &ImportModel::choiceChanged, this, &ImportDialog::updateParts);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::import);
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::reject);
    connect(m_store, &ProfileStore::changed, this, &ImportDialog::followList);
    connect(&m_unsealing, &QFutureWatcherBase::finished, this, &ImportDialog::takeUnsealed);
}

void ImportDialog::openFile(const QString &path)
{
    m_source->openFile(path);
}

void ImportDialog::takeFound(const ReadImport &found, const QString &fault)
{
    m_fault = fault;
    showFound(found);
    setDoing(Doing::Nothing);
    if (m_found.hasSecrets())
        m_passphrase->setFocus();
}

void ImportDialog::showFound(const ReadImport &found)
{
    m_found = found;
    for (ProfileSecret &each : m_secrets)
        wipe(each.secret);
    m_secrets.clear();
    m_passphrase->clear();
    m_lockNote->setText(tr("The file holds encrypted passwords. Without its passphrase the profiles are imported without them."));
    m_model->setEntries(m_store->list(), found.entries);
    m_table->resizeColumnsToContents();
    const int character = fontMetrics().averageCharWidth();
    for (const int column : {ImportModel::Name, ImportModel::Address})
        m_table->setColumnWidth(column, std::clamp(m_table->columnWidth(column), character * 20, character * 36));
    m_table->setColumnWidth(ImportModel::Action, character * 26);
    m_folder->lineEdit()->setPlaceholderText(found.exchange.profiles.list.folders.isEmpty() ? tr("None") : tr("As in the file"));
    showProblems();
}

void ImportDialog::showProblems()
{
    m_problems->setPlainText((m_found.problems + m_found.notes).join(u'\n'));
}

void ImportDialog::unlock()
{
    if (!m_unlock->isEnabled())
        return;
    m_isUnsealing = true;
    m_unsealing.setFuture(QtConcurrent::run(&ExchangeFormat::unseal, m_found.exchange, m_passphrase->text()));
    setDoing(Doing::Unlocking);
}

void ImportDialog::takeUnsealed()
{
    m_isUnsealing = false;
    Unsealed unsealed = m_unsealing.future().takeResult();
    if (m_doing != Doing::Unlocking) { // cancelled
        if (auto *dropped = std::get_if<UnsealedSecrets>(&unsealed)) {
            for (ProfileSecret &each : dropped->secrets)
                wipe(each.secret);
        }
        updateParts();
        return;
    }
    setDoing(Doing::Nothing);
    if (const auto *error = std::get_if<Error>(&unsealed)) {
        say(error->text, true);
        m_passphrase->setFocus();
        m_passphrase->selectAll();
        return;
    }
    auto &found = std::get<UnsealedSecrets>(unsealed);
    m_secrets = found.secrets;
    m_found.notes += found.notes;
    m_found.exchange.sealed.reset();
    m_passphrase->clear();
    QSet<QString> ids;
    for (const ProfileSecret &each : std::as_const(m_secrets))
        ids.insert(each.name.profileId);
    m_model->setUnlocked(ids);
    showProblems();
    updateParts();
    say(tr("Passwords unlocked: %1.").arg(m_secrets.size()));
    m_import->setFocus();
}

/// The list of profiles is another one.
void ImportDialog::followList()
{
    if (m_doing >= Doing::Keeping)
        return;
    const QString folder = m_folder->currentText();
    m_folder->clear();
    m_folder->addItems(m_store->list().folders);
    m_folder->setEditText(folder);
    m_model->setList(m_store->list());
    updateParts();
}

void ImportDialog::import()
{
    if (!m_import->isEnabled())
        return;
    const QString folder = m_folder->currentText().trimmed();
    const ImportPlan::Outcome outcome =
        ImportPlan::carryOut(m_store->list(), m_model->planned(), folder.isEmpty() ? std::nullopt : std::optional(folder));
    const QList<ProfileSecret> secrets = secretsFor(outcome.ids);
    m_doing = Doing::Keeping; // the preview stays as it was
    m_ids = outcome.ids;
    // Before the keyring has them: it is to hold nothing that no profile tells of, wherever this ends.
    m_store->setList(withKept(outcome.list, namesIn(secrets), true));
    if (secrets.isEmpty() && outcome.unwanted.isEmpty()) {
        finish();
        return;
    }
    m_keeping = std::make_unique<SecretQueue>(m_secretStore);
    connect(m_keeping.get(), &SecretQueue::finished, this, &ImportDialog::takeKept);
    m_keeping->write(secrets, outcome.unwanted);
    setDoing(Doing::Keeping);
}

/// What goes into the keyring, under the ids that the profiles have now.
QList<ProfileSecret> ImportDialog::secretsFor(const QStringList &ids) const
{
    QList<ProfileSecret> secrets;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const ImportEntry &entry = m_found.entries[i];
        if (ids[i].isEmpty())
            continue;
        if (!entry.password.isEmpty())
            secrets.append({{ids[i], SecretName::Kind::Password}, entry.password});
        for (const ProfileSecret &each : m_secrets) {
            if (!entry.profile.id.isEmpty() && each.name.profileId == entry.profile.id)
                secrets.append({{ids[i], each.name.kind}, each.secret});
        }
    }
    return secrets;
}

void ImportDialog::takeKept()
{
    QList<SecretName> absent = m_keeping->failed();
    absent.removeIf([this](const SecretName &each) { return m_keeping->unanswered().contains(each); });
    m_store->setList(withKept(m_store->list(), absent, false));
    if (m_keeping->failed().isEmpty() && m_keeping->left().isEmpty()) {
        finish();
        return;
    }
    QStringList told{tr("The profiles are imported.")};
    if (!m_keeping->failed().isEmpty())
        told.append(tr("The passwords of those named above could not be kept, and will be asked for."));
    const QStringList left = namesOf(m_keeping->left());
    if (!left.isEmpty()) {
        told.append(tr("The keyring may still hold passwords that were used before for: %1. They are used no more.")
                        .arg(left.mid(0, 5).join(QLatin1String(", ")) + (left.size() > 5 ? QStringLiteral(" …") : QString())));
    }
    if (m_keeping->error())
        told.append(m_keeping->error().text);
    m_problems->setPlainText(namesOf(m_keeping->failed()).join(u'\n'));
    setDoing(Doing::Done);
    say(told.join(u' '), true);
    emit imported(m_ids);
}

/// The names of their profiles, each once.
QStringList ImportDialog::namesOf(const QList<SecretName> &secrets) const
{
    QStringList names;
    for (const SecretName &each : secrets) {
        const Profile *profile = m_store->find(each.profileId);
        if (profile && !names.contains(profile->name))
            names.append(profile->name);
    }
    return names;
}

void ImportDialog::finish()
{
    m_doing = Doing::Done;
    emit imported(m_ids);
    accept();
}

void ImportDialog::reject()
{
    if (m_doing == Doing::Unlocking) {
        setDoing(Doing::Nothing); // what it comes to is dropped
        m_passphrase->setFocus();
    } else if (m_doing == Doing::Keeping && m_keeping) {
        m_keeping->stop();
        takeKept();
    } else {
        QDialog::reject();
    }
}

void ImportDialog::setDoing(Doing doing)
{
    m_doing = doing;
    m_progress->setVisible(doing == Doing::Unlocking || doing == Doing::Keeping);
    if (doing == Doing::Keeping)
        say(tr("The passwords are being put into the keyring…"));
    else if (doing == Doing::Unlocking)
        say(tr("The passwords are being unlocked…"));
    updateParts();
}

void ImportDialog::updateParts()
{
    const bool idle = m_doing == Doing::Nothing;
    const bool editable = idle || m_doing == Doing::Reading;
    const bool current = idle && m_source->isCurrent(); // what is shown is what was given
    const bool any = m_model->rowCount() > 0;
    const int added = m_model->count(PlannedImport::Action::Add);
    const int replaced = m_model->count(PlannedImport::Action::Replace);
    const QString obstacle =
        !m_store->obstacle().isEmpty() ? m_store->obstacle() : (m_store->isLoaded() ? QString() : tr("The profiles are still being read."));
    m_source->setChangeable(editable);
    m_locked->setVisible(m_found.hasSecrets());
    m_passphrase->setEnabled(idle);
    m_unlock->setEnabled(current && !m_isUnsealing && !m_passphrase->text().isEmpty());
    (m_found.hasSecrets() && !m_passphrase->text().isEmpty() ? m_unlock : m_import)->setDefault(true); // what Return does
    m_table->setEnabled(idle);
    m_all->setEnabled(idle && any);
    m_folder->setEnabled(idle && added > 0);
    m_problems->setVisible(!m_problems->document()->isEmpty());
    m_import->setEnabled(current && added + replaced > 0 && obstacle.isEmpty());
    m_import->setText(added + replaced > 0 ? tr("&Import (%1)").arg(added + replaced) : tr("&Import"));
    m_cancel->setText(m_doing == Doing::Done ? tr("&Close") : tr("&Cancel"));
    if (!idle)
        return;
    if (!obstacle.isEmpty())
        say(obstacle, true);
    else if (!m_fault.isEmpty())
        say(m_fault, true);
    else if (!any && m_problems->document()->isEmpty())
        say(tr("Paste servers, one a line or between commas or blanks, or open or drop a file."));
    else
        sayWhatWillHappen();
}

void ImportDialog::sayWhatWillHappen()
{
    const QString plan = tr("%1 to add, %2 to replace, %3 to skip. Nothing is changed before you press Import.")
                             .arg(m_model->count(PlannedImport::Action::Add))
                             .arg(m_model->count(PlannedImport::Action::Replace))
                             .arg(m_model->count(PlannedImport::Action::Skip));
    const QStringList lost = m_model->lostCare();
    if (lost.isEmpty())
        say(plan);
    else
        say(plan + u'\n' + tr("Careful: %1").arg(lost.mid(0, 3).join(u' ')) + (lost.size() > 3 ? QStringLiteral(" …") : QString()), true);
}

void ImportDialog::say(const QString &text, bool bad)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(bad ? Tone::Bad : Tone::Muted, palette()));
    m_message->setPalette(colors);
    m_message->setText(text);
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    openFile(droppedFile(event->mimeData()));
}
