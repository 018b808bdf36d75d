#include "ui/preferences/decoderdialog.h"

#include "app/values/bytelook.h"
#include "app/values/owndecoderlist.h"
#include "ui/cancelbutton.h"
#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/tonelabel.h"
#include "ui/values/stepnames.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace {

constexpr qsizetype shownOfMade = 16 * 1024; // bytes
constexpr qsizetype lookedAt = 128 * 1024;

QPlainTextEdit *sampleField(const char *name, const QString &accessibleName, QWidget *parent)
{
    auto *field = new QPlainTextEdit(parent);
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(accessibleName);
    field->setFont(fixedFont());
    field->setTabChangesFocus(true);
    field->setMinimumHeight(field->fontMetrics().lineSpacing() * 3);
    return field;
}

} // namespace

DecoderDialog::DecoderDialog(const OwnDecoder &decoder, const QStringList &taken, QWidget *parent)
    : QDialog(parent)
    , m_taken(taken)
    , m_name(new QLineEdit(decoder.name, this))
    , m_command(new QLineEdit(commandLine(decoder), this))
    , m_note(
          new QLabel(tr("Program and arguments. It is run as it stands here, without a shell; quotation marks hold words together."), this))
    , m_input(new QComboBox(this))
    , m_limit(new QDoubleSpinBox(this))
    , m_fault(new NoticeRow(QStringLiteral("decoderFault"), this))
    , m_sampleForm(new QComboBox(this))
    , m_sample(sampleField("decoderSample", tr("Sample"), this))
    , m_try(new QPushButton(themedIcon(QStringLiteral("play")), tr("&Try it"), this))
    , m_made(sampleField("decoderMade", tr("What the decoder made of the sample"), this))
    , m_look(new ToneLabel(Tone::Muted, this))
{
    setObjectName(QStringLiteral("decoderDialog"));
    setWindowTitle(decoder.name.isEmpty() ? tr("Set up a decoder") : tr("Decoder “%1”").arg(decoder.name));
    setAttribute(Qt::WA_DeleteOnClose);
    m_name->setObjectName(QStringLiteral("decoderName"));
    m_name->setMaxLength(int(OwnDecoder::longestName));
    m_command->setObjectName(QStringLiteral("decoderCommand"));
    m_command->setFont(fixedFont());
    m_input->setObjectName(QStringLiteral("decoderInput"));
    m_input->addItem(tr("The decompressed value"));
    m_input->addItem(tr("The value as it is stored"));
    m_input->setCurrentIndex(decoder.input == OwnDecoder::Input::Stored ? 1 : 0);
    m_limit->setObjectName(QStringLiteral("decoderLimit"));
    m_limit->setRange(double(OwnDecoder::shortestLimit.count()) / 1000, double(OwnDecoder::longestLimit.count()) / 1000);
    m_limit->setDecimals(1);
    m_limit->setSuffix(tr(" s"));
    m_limit->setAlignment(Qt::AlignRight);
    m_limit->setValue(double(decoder.limit.count()) / 1000);
    m_sampleForm->setObjectName(QStringLiteral("decoderSampleForm"));
    m_sampleForm->setAccessibleName(tr("How the sample is written"));
    m_sampleForm->addItem(tr("Text"));
    m_sampleForm->addItem(tr("Hexadecimal"));
    m_try->setObjectName(QStringLiteral("decoderTry"));
    m_try->setAutoDefault(false);
    m_sample->setPlaceholderText(tr("A value to try it on"));
    m_made->setPlaceholderText(tr("What the decoder makes of it"));
    m_made->setReadOnly(true);
    m_look->setObjectName(QStringLiteral("decoderLook"));
    m_look->setWordWrap(true);
    layOut();

    connect(m_name, &QLineEdit::textChanged, this, &DecoderDialog::check);
    connect(m_command, &QLineEdit::textChanged, this, &DecoderDialog::check);
    connect(m_sample, &QPlainTextEdit::textChanged, this, &DecoderDialog::check);
    connect(m_sampleForm, &QComboBox::currentIndexChanged, this, &DecoderDialog::check);
    connect(m_try, &QPushButton::clicked, this, &DecoderDialog::tryIt);
    connect(&m_run, &OwnDecoderRun::finished, this, &DecoderDialog::showMade);
    m_name->setFocus();
    check();
}

void DecoderDialog::layOut()
{
    auto *box = new QDialogButtonBox(QDialogButtonBox::Ok, this);
    m_ok = box->button(QDialogButtonBox::Ok);
    m_ok->setObjectName(QStringLiteral("decoderOk"));
    m_ok->setDefault(true);
    addCancelButton(box, QStringLiteral("decoderCancel"));
    connect(box, &QDialogButtonBox::accepted, this, &DecoderDialog::take);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const auto add = [form](const QString &text, QWidget *field) {
        form->addRow(text, field);
        field->setAccessibleName(QString(text).remove(QLatin1Char('&')).remove(QLatin1Char(':')));
    };
    add(tr("&Name:"), m_name);
    add(tr("Co&mmand:"), m_command);
    m_note->setObjectName(QStringLiteral("decoderNote"));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    form->addRow(nullptr, m_note);
    add(tr("&Gets:"), m_input);
    m_input->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    add(tr("Time &limit:"), m_limit);
    m_limit->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);

    auto *trying = new QHBoxLayout;
    auto *label = new QLabel(tr("&Sample:"), this);
    label->setBuddy(m_sample);
    trying->addWidget(label);
    trying->addWidget(m_sampleForm);
    trying->addStretch();
    trying->addWidget(m_try);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_fault);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addLayout(trying);
    layout->addWidget(m_sample, 1);
    layout->addWidget(m_made, 2);
    layout->addWidget(m_look);
    layout->addWidget(box);
    resize(fontMetrics().averageCharWidth() * 84, fontMetrics().height() * 25);
}

/// By itself a form lets words that are wrapped be cut where other rows come in.
void DecoderDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    m_note->setMinimumHeight(m_note->heightForWidth(m_note->width()));
}

OwnDecoder DecoderDialog::decoder() const
{
    OwnDecoder decoder{.name = m_name->text().trimmed()};
    splitCommandLine(m_command->text(), decoder);
    decoder.input = m_input->currentIndex() == 1 ? OwnDecoder::Input::Stored : OwnDecoder::Input::Decompressed;
    decoder.limit = std::chrono::milliseconds(qRound64(m_limit->value() * 1000));
    return decoder;
}

void DecoderDialog::check()
{
    const OwnDecoder now = decoder();
    QString fault;
    // What is simply not written yet is no fault.
    const bool isBegun = !now.name.isEmpty() && !now.program.isEmpty();
    if (m_taken.contains(now.name))
        fault = tr("Another decoder has this name.");
    else if (isBegun)
        fault = whyNotSetUp(now);
    m_ok->setEnabled(isBegun && fault.isEmpty());
    const bool isRunning = m_run.isRunning();
    OwnDecoder tried = now;
    tried.name = QStringLiteral("-");
    m_try->setText(isRunning ? tr("S&top") : tr("&Try it"));
    m_try->setIcon(themedIcon(isRunning ? QStringLiteral("circle-stop") : QStringLiteral("play")));
    m_try->setAccessibleName(isRunning ? tr("Stop the decoder") : tr("Try the decoder on the sample"));
    m_try->setEnabled(isRunning || (whyNotSetUp(tried).isEmpty() && sample()));
    if (fault.isEmpty() && !sample())
        fault = tr("The sample is not hexadecimal: pairs of 0 to 9 and a to f.");
    m_fault->tell(fault, Tone::Bad);
}

void DecoderDialog::take()
{
    if (!m_ok->isEnabled())
        return;
    emit setUp(decoder());
    accept();
}

std::optional<QByteArray> DecoderDialog::sample() const
{
    const QByteArray text = m_sample->toPlainText().toUtf8();
    if (m_sampleForm->currentIndex() == 0)
        return text;
    const QByteArray digits = text.simplified().replace(' ', "").toLower();
    const QByteArray bytes = QByteArray::fromHex(digits);
    return bytes.toHex() == digits ? std::optional(bytes) : std::nullopt;
}

void DecoderDialog::tryIt()
{
    if (m_run.isRunning())
        return stopTrying();
    OwnDecoder tried = decoder();
    if (tried.name.isEmpty())
        tried.name = tried.program;
    const auto input = std::make_shared<const QByteArray>(sample().value_or(QByteArray()));
    m_made->clear();
    m_look->setTone(Tone::Muted);
    m_look->setText(tr("Running…"));
    m_run.start(tried, *input, input);
    check();
}

void DecoderDialog::stopTrying()
{
    m_run.stop();
    m_look->setText(tr("You stopped it."));
    check();
}

void DecoderDialog::showMade()
{
    const QByteArray &made = m_run.output();
    m_made->setPlainText(escapedText(QByteArrayView(made).first(std::min(made.size(), shownOfMade)), Escaping::Lines)
                         + (made.size() > shownOfMade ? QStringLiteral("…") : QString()));
    if (m_run.fault()) {
        m_look->setTone(Tone::Bad);
        m_look->setText(m_run.fault().text);
    } else {
        m_look->setTone(Tone::Muted);
        const QString size = tr("%Ln bytes", nullptr, int(made.size()));
        m_look->setText(made.size() > lookedAt
                            ? size
                            : tr("%1, read as: %2").arg(size, stepName(lookAtBytes(made, LookFor::Anything, DecodeLimits()).step)));
    }
    check();
}
