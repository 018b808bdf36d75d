#include "ui/connection/sshquestiondialog.h"

#include "ui/cancelbutton.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace {

/// Characters; a longer text is none that anybody needs to read here.
constexpr qsizetype longestText = 2000;

/// What ssh says, without its question for those who type: here are buttons.
QString shownText(const SshQuestion &question)
{
    static const QRegularExpression typed(QStringLiteral("\\n?[^\\n]*\\(yes/no[^\\n]*$"));
    QString text = question.text;
    if (question.kind == SshQuestion::Kind::HostKey)
        text.remove(typed);
    return text.left(longestText);
}

} // namespace

SshQuestionDialog::SshQuestionDialog(const SshQuestion &question, SshKeyQuestion key, PassphraseKeeping keeping, QWidget *parent)
    : QDialog(parent)
    , m_question(question)
    , m_key(key)
    , m_keeping(keeping)
    , m_buttons(new QDialogButtonBox(this))
{
    using Kind = SshQuestion::Kind;
    setObjectName(QStringLiteral("sshQuestionDialog"));
    setWindowTitle(tr("SSH tunnel via %1").arg(question.host));
    setAttribute(Qt::WA_DeleteOnClose);
    const bool isDoubtful = question.kind == Kind::HostKey;

    auto *icon = new QLabel(this);
    const int side = fontMetrics().height() * 2;
    const QIcon picture =
        isDoubtful ? themedIcon(QStringLiteral("shield-alert"), Tone::Notice) : themedIcon(QStringLiteral("lock"), Tone::Plain);
    icon->setPixmap(picture.pixmap(QSize(side, side), devicePixelRatioF()));
    icon->setAlignment(Qt::AlignTop);
    auto *title = new QLabel(heading(question), this);
    title->setObjectName(QStringLiteral("sshQuestionHeading"));
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    auto *text = new QLabel(shownText(question), this);
    text->setObjectName(QStringLiteral("sshQuestionText"));
    text->setAccessibleName(tr("What ssh says: %1").arg(text->text()));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setFocusPolicy(Qt::ClickFocus);
    auto *words = new QVBoxLayout;
    words->setSpacing(12);
    words->addWidget(title);
    words->addWidget(text);
    if (isDoubtful) {
        auto *advice = new QLabel(tr("Trust it only if this fingerprint is the one that the machine's keeper tells you. ssh then "
                                     "remembers the key, and warns when another one is shown."),
                                  this);
        advice->setWordWrap(true);
        words->addWidget(advice);
    }
    words->addStretch();
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(icon);
    head->addLayout(words, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addLayout(head);
    if (question.kind == Kind::Secret)
        addSecret(layout);
    addButtons();
    layout->addStretch();
    layout->addWidget(m_buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 76);
    connect(this, &QDialog::rejected, this, &SshQuestionDialog::refused);
}

QString SshQuestionDialog::heading(const SshQuestion &question) const
{
    switch (question.kind) {
    case SshQuestion::Kind::HostKey:
        return tr("ssh does not know the host key of %1 yet. It says:").arg(question.host);
    case SshQuestion::Kind::Notice:
        return tr("To log in to %1, there is something to do:").arg(question.host);
    case SshQuestion::Kind::Confirmation:
    case SshQuestion::Kind::Secret:
        break;
    }
    return tr("To log in to %1, ssh asks:").arg(question.host);
}

void SshQuestionDialog::addSecret(QVBoxLayout *layout)
{
    if (m_key == SshKeyQuestion::KeptOneFailed) {
        auto *notice = new NoticeRow(QStringLiteral("sshQuestionNotice"), this);
        notice->tell(tr("The passphrase of the profile does not open this key."), Tone::Bad);
        layout->addWidget(notice);
    }
    m_secret = new QLineEdit(this);
    m_secret->setObjectName(QStringLiteral("sshSecret"));
    m_secret->setAccessibleName(tr("Answer to ssh"));
    m_secret->setEchoMode(QLineEdit::Password);
    auto *label = new QLabel(tr("&Answer:"), this);
    label->setBuddy(m_secret);
    auto *line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(m_secret, 1);
    auto *shown = new QCheckBox(tr("&Show the answer"), this);
    shown->setObjectName(QStringLiteral("showSshSecret"));
    shown->setAccessibleName(tr("Show the answer"));
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("sshQuestionNote"));
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    layout->addLayout(line);
    layout->addWidget(shown);
    if (m_key != SshKeyQuestion::None && m_keeping != PassphraseKeeping::Nowhere)
        addKeeping(layout);
    layout->addWidget(m_note);
    updateNote();
    m_secret->setFocus();
    connect(shown, &QCheckBox::toggled, this, [this](bool on) { m_secret->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password); });
}

void SshQuestionDialog::addKeeping(QVBoxLayout *layout)
{
    m_kept = new QCheckBox(tr("&Keep it in the keyring"), this);
    m_kept->setObjectName(QStringLiteral("keepSshSecret"));
    m_kept->setAccessibleName(tr("Keep it in the keyring"));
    m_kept->setChecked(m_keeping == PassphraseKeeping::Usual);
    layout->addWidget(m_kept);
    connect(m_kept, &QCheckBox::toggled, this, &SshQuestionDialog::updateNote);
}

void SshQuestionDialog::updateNote()
{
    m_note->setText(note());
}

QString SshQuestionDialog::note() const
{
    if (m_kept && m_kept->isChecked() && m_key == SshKeyQuestion::KeptOneFailed)
        return tr("The keyring takes it in place of the one that failed, once it has opened the key.");
    if (m_kept && m_kept->isChecked())
        return tr("The keyring takes it once it has opened the key.");
    QString words = tr("It goes to ssh alone, and is not kept.");
    if (m_kept)
        return words;
    if (m_key != SshKeyQuestion::None)
        words += QLatin1Char(' ')
            + tr("Give the key to your agent with ssh-add, or the passphrase to the profile, and it is asked for no more.");
    else if (m_question.text.contains(QLatin1String("passphrase")))
        words += QLatin1Char(' ') + tr("Give the key to your agent with ssh-add, and it is asked for no more.");
    return words;
}

void SshQuestionDialog::addButtons()
{
    using Kind = SshQuestion::Kind;
    const Kind kind = m_question.kind;
    QPushButton *cancel = addCancelButton(m_buttons, QStringLiteral("refuseSshQuestion"));
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (kind == Kind::Notice)
        return;
    const QString words = kind == Kind::HostKey ? tr("&Trust this host key") : kind == Kind::Confirmation ? tr("&Yes") : tr("&Log in");
    QPushButton *accepting = m_buttons->addButton(words, QDialogButtonBox::AcceptRole);
    accepting->setObjectName(QStringLiteral("answerSshQuestion"));
    // Return answers by a secret only: nobody trusts by accident.
    accepting->setAutoDefault(m_secret != nullptr);
    (m_secret ? accepting : cancel)->setDefault(true);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        const QString answer = m_secret ? m_secret->text() : QStringLiteral("yes");
        accept();
        emit answered(answer, m_kept && m_kept->isChecked() ? Fate::Kept : Fate::Forgotten);
    });
}

void SshQuestionDialog::withdraw()
{
    disconnect(this, &QDialog::rejected, this, nullptr);
    close();
}
