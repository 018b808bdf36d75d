#include "ui/keys/typedkeysdialog.h"

#include "app/keyspace/keytext.h"
#include "ui/amounttext.h"
#include "ui/cancelbutton.h"
#include "ui/fixedfont.h"
#include "ui/noticerow.h"
#include "ui/workbench/pastefield.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace std::chrono_literals;

TypedKeysDialog::TypedKeysDialog(QWidget *parent)
    : QDialog(parent)
    , m_text(new PasteField(this))
    , m_count(new QLabel(this))
    , m_faults(new NoticeRow(QStringLiteral("typedFaults"), this))
{
    setObjectName(QStringLiteral("typedKeysDialog"));
    setWindowTitle(tr("Type keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *hint = new QLabel(tr("&Keys, one a line. One with blanks or odd bytes is written as in scripts: \"two words\", hex:00ff."), this);
    hint->setWordWrap(true);
    hint->setBuddy(m_text);
    m_text->setObjectName(QStringLiteral("typedKeys"));
    m_text->setAccessibleName(tr("Keys, one a line"));
    m_text->setFont(fixedFont());
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setPlaceholderText(QStringLiteral("session:1234\nuser:42:profile"));
    m_count->setObjectName(QStringLiteral("typedCount"));
    m_count->setAccessibleName(tr("Number of keys"));
    auto *buttons = new QDialogButtonBox(this);
    m_show = buttons->addButton(tr("&Show"), QDialogButtonBox::AcceptRole);
    m_show->setObjectName(QStringLiteral("typedShow"));
    m_show->setDefault(true);
    addCancelButton(buttons, QStringLiteral("typedCancel"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(100ms);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(hint);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_count);
    layout->addWidget(m_faults);
    layout->addWidget(buttons);
    const QFontMetrics metrics = fontMetrics();
    resize(metrics.averageCharWidth() * 70, metrics.height() * 20);

    connect(&m_delay, &QTimer::timeout, this, &TypedKeysDialog::check);
    connect(m_text, &QPlainTextEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_text, &PasteField::longTextPasted, this, &TypedKeysDialog::takeLong);
    connect(m_text, &PasteField::fileDropped, this, [this](const QString &path) {
        emit fileDropped(path);
        accept();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &TypedKeysDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &TypedKeysDialog::reject);
    check();
}

/// It would take long to be shown and to be looked through as it is edited.
void TypedKeysDialog::takeLong(const QString &text)
{
    if (text.size() > longestText) {
        m_faults->tell(tr("The pasted text is too long, and was not taken: at most %L1 characters are. Save it as a file, and choose that.")
                           .arg(longestText));
        return;
    }
    m_text->clear();
    m_long = text;
    check();
}

void TypedKeysDialog::check()
{
    m_delay.stop();
    const qsizetype typed = m_text->document()->characterCount() - 1; // it counts an end
    if (typed > 0)
        m_long.clear();
    if (const qsizetype length = m_long.isEmpty() ? typed : m_long.size(); length > PasteField::longest) {
        m_show->setEnabled(true);
        m_count->setText(tr("A text of %L1 characters").arg(length));
        m_faults->tell(m_long.isEmpty() ? tr("It is too long to be checked here. “Show” looks for the keys in it.")
                                        : tr("It is too long to be seen here. “Show” looks for the keys in it; what is typed now takes its "
                                             "place."),
                       Tone::Muted);
        return;
    }
    const KeyText read = KeyText::read(m_text->toPlainText().toUtf8(), KeyText::Form::Lines);
    m_show->setEnabled(read.store.count() > 0);
    m_count->setText(keyCountText(read.store.count()));
    if (read.faults.isEmpty()) {
        m_faults->tell({});
        return;
    }
    const KeyTextFault &first = read.faults.constFirst();
    const QString text = tr("Line %L1: %2").arg(first.line).arg(first.text);
    m_faults->tell(read.faultCount == 1 ? text : text + QLatin1Char(' ') + tr("More lines like it: %L1.").arg(read.faultCount - 1));
}

void TypedKeysDialog::submit()
{
    check();
    if (!m_show->isEnabled())
        return;
    emit keysTyped((m_long.isEmpty() ? m_text->toPlainText() : m_long).toUtf8());
    accept();
}
