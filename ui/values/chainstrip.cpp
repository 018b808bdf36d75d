#include "ui/values/chainstrip.h"

#include "ui/iconengine.h"
#include "ui/values/envelopewords.h"
#include "ui/values/stepbutton.h"
#include "ui/values/stepnames.h"
#include "ui/wraplayout.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace {

struct OfferedCompression
{
    Compression compression;
    qsizetype prefixSize;
};

constexpr std::array offeredCompressions{
    OfferedCompression{Compression::None, 0},     OfferedCompression{Compression::Zlib, 0},   OfferedCompression{Compression::Gzip, 0},
    OfferedCompression{Compression::Deflate, 0},  OfferedCompression{Compression::Zstd, 0},   OfferedCompression{Compression::Lz4Frame, 0},
    OfferedCompression{Compression::Lz4Block, 0}, OfferedCompression{Compression::Snappy, 0}, OfferedCompression{Compression::Brotli, 0},
    OfferedCompression{Compression::FastLz, 0},   OfferedCompression{Compression::Lzf, 0},    OfferedCompression{Compression::Zlib, 4},
    OfferedCompression{Compression::FastLz, 4},   OfferedCompression{Compression::Zstd, 4},
};
constexpr int plainForms = int(Serialization::BinaryNumber); // behind them, the kinds of binary numbers
constexpr int ownDecoders = int(Envelope::DjangoSigned) + 1; // behind the envelopes, decoders of the person's own
constexpr int unlisted = -2;

int numberOf(const std::optional<CompressionStep> &step)
{
    if (!step)
        return StepButton::automatic;
    for (size_t i = 0; i < offeredCompressions.size(); ++i) {
        if (offeredCompressions.at(i).compression == step->compression && offeredCompressions.at(i).prefixSize == step->prefixSize)
            return int(i);
    }
    return unlisted;
}

int numberOf(const std::optional<SerializationStep> &step)
{
    if (!step)
        return StepButton::automatic;
    return step->serialization == Serialization::BinaryNumber ? plainForms + int(step->primitive) : int(step->serialization);
}

/// With what the bytes themselves tell about the form.
QString fullName(const ValueReading &reading)
{
    const QString name = stepName(reading.serialization);
    if (reading.serialization.serialization != Serialization::Pickle || reading.bytes.isEmpty())
        return name;
    // From protocol 2 on a pickle begins with the opcode PROTO and the number; before, nothing says which it is.
    constexpr char proto = '\x80';
    const int protocol = reading.bytes.front() == proto && reading.bytes.size() > 1 ? int(reading.bytes[1]) : 1;
    return protocol >= 2 ? ChainStrip::tr("%1 (protocol %2)").arg(name).arg(protocol) : ChainStrip::tr("%1 (protocol 0 or 1)").arg(name);
}

void addWithReason(QStringList &sentences, const QString &reason, const DecodeFault &fault)
{
    if (!reason.isEmpty())
        sentences.append(reason);
    if (fault)
        sentences.append(fault.text);
}

} // namespace

ChainStrip::ChainStrip(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_flags(new QLabel(this))
    , m_compression(new StepButton(name + QStringLiteral("CompressionStep"), tr("Compression"), this))
    , m_envelope(new StepButton(name + QStringLiteral("EnvelopeStep"), tr("Envelope"), this))
    , m_serialization(new StepButton(name + QStringLiteral("SerializationStep"), tr("Format"), this))
    , m_remember(new QToolButton(this))
    , m_remembered(new QToolButton(this))
    , m_wait(new QLabel(this))
    , m_stop(new QToolButton(this))
{
    setObjectName(name + QStringLiteral("ChainStrip"));
    m_flags->setObjectName(name + QStringLiteral("ChainFlags"));
    m_flags->setAccessibleName(tr("Flags"));
    m_flags->setTextFormat(Qt::PlainText);
    m_flags->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remember->setObjectName(name + QStringLiteral("RememberSteps"));
    m_remember->setText(tr("Remember…"));
    m_remember->setAccessibleName(tr("Remember for keys like this"));
    m_remember->setToolTip(tr("Reads the values of keys like this in the same way from now on"));
    m_remember->setIcon(themedIcon(QStringLiteral("pin")));
    m_remembered->setObjectName(name + QStringLiteral("RememberedSteps"));
    m_remembered->setIcon(themedIcon(QStringLiteral("pin")));
    m_remembered->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_remembered);
    m_forget = menu->addAction(themedIcon(QStringLiteral("x")), QString());
    m_forget->setObjectName(name + QStringLiteral("ForgetSteps"));
    m_remembered->setMenu(menu);
    m_wait->setObjectName(name + QStringLiteral("ChainWait"));
    m_wait->setForegroundRole(QPalette::PlaceholderText);
    m_stop->setObjectName(name + QStringLiteral("StopReading"));
    m_stop->setText(tr("Stop"));
    m_stop->setAccessibleName(tr("Stop decoding the value"));
    m_stop->setIcon(themedIcon(QStringLiteral("circle-stop")));
    for (QToolButton *button : {m_remember, m_remembered, m_stop}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    fillMenus();
    auto *layout = new WrapLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(6);
    for (QWidget *part : {static_cast<QWidget *>(m_flags), withArrow(m_compression), withArrow(m_envelope), withArrow(m_serialization),
                          static_cast<QWidget *>(m_remember), static_cast<QWidget *>(m_remembered), static_cast<QWidget *>(m_wait),
                          static_cast<QWidget *>(m_stop)})
        layout->addWidget(part);
    showMemory({});
    setWait(Wait::None);

    connect(m_compression, &StepButton::chosen, this, &ChainStrip::chooseCompression);
    connect(m_envelope, &StepButton::chosen, this, &ChainStrip::chooseEnvelope);
    connect(m_setUp, &QAction::triggered, this, &ChainStrip::setUpRequested);
    connect(m_serialization, &StepButton::chosen, this, &ChainStrip::chooseSerialization);
    connect(m_remember, &QToolButton::clicked, this, &ChainStrip::rememberRequested);
    connect(m_forget, &QAction::triggered, this, [this] { emit forgetRequested(m_pattern); });
    connect(m_stop, &QToolButton::clicked, this, &ChainStrip::stopRequested);
}

bool ChainStrip::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        keepHeight();
    return done;
}

/// In a narrow page one value needs two lines and the next one: what is below them is to stay where it is.
void ChainStrip::keepHeight()
{
    const QMargins margins = layout()->contentsMargins();
    const int line = m_compression->sizeHint().height();
    const int twoLines = margins.top() + line + layout()->spacing() + line + margins.bottom();
    const int least = std::min(layout()->heightForWidth(width()), twoLines);
    if (m_keptFor == width() && least <= minimumHeight())
        return;
    m_keptFor = width();
    setMinimumHeight(least);
}

void ChainStrip::fillMenus()
{
    for (size_t i = 0; i < offeredCompressions.size(); ++i) {
        const OfferedCompression &one = offeredCompressions.at(i);
        m_compression->addChoice(stepName(CompressionStep{one.compression, one.prefixSize}), int(i));
    }
    for (int i = 0; i < ownDecoders; ++i)
        m_envelope->addChoice(envelopeName(Envelope(i)), i);
    m_envelope->addSeparator();
    m_setUp = m_envelope->addCommand(tr("Set up decoders of your own…"));
    m_setUp->setObjectName(m_envelope->objectName() + QStringLiteral("SetUp"));
    for (int i = 0; i < plainForms; ++i)
        m_serialization->addChoice(serializationName(Serialization(i)), i);
    QMenu *numbers = m_serialization->addGroup(serializationName(Serialization::BinaryNumber));
    for (int i = 1; i <= int(Primitive::DotNetTime); ++i)
        m_serialization->addChoice(primitiveName(Primitive(i)), plainForms + i, numbers);
}

QWidget *ChainStrip::withArrow(QWidget *step)
{
    auto *pair = new QWidget(this);
    auto *arrow = new QLabel(isRightToLeft() ? QStringLiteral("←") : QStringLiteral("→"), pair);
    arrow->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QHBoxLayout(pair);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(arrow);
    layout->addWidget(step);
    return pair;
}

void ChainStrip::showChain(const Chain &chain)
{
    m_chosen = chain.choice.steps;
    showFlags(chain);
    showMemory(chain.choice);
    m_compression->setChosen(numberOf(m_chosen.compression));
    m_serialization->setChosen(numberOf(m_chosen.serialization));
    showEnvelope(chain);
    if (!chain.reading) {
        m_compression->showStep({});
        m_serialization->showStep({});
        return;
    }
    const ValueReading &reading = *chain.reading;
    QStringList sentences;
    addWithReason(sentences, reading.compression.reason, reading.compressionFault);
    m_compression->showStep(StepButton::Step{stepName(reading.compression), reading.compression.certainty, sentences.join(QLatin1Char(' ')),
                                             bool(reading.compressionFault)});
    sentences.clear();
    addWithReason(sentences, reading.serialization.reason, reading.value.fault);
    m_serialization->showStep(
        StepButton::Step{fullName(reading), reading.serialization.certainty, sentences.join(QLatin1Char(' ')), bool(reading.value.fault)});
}

void ChainStrip::showEnvelope(const Chain &chain)
{
    m_decoders = chain.decoders;
    QStringList names;
    int chosen = m_chosen.envelope ? int(m_chosen.envelope->envelope) : StepButton::automatic;
    for (qsizetype i = 0; i < m_decoders.size(); ++i) {
        names.append(stepName(EnvelopeStep{Envelope::None, m_decoders[i]}));
        if (m_chosen.envelope && m_chosen.envelope->decoder.name == m_decoders[i].name)
            chosen = ownDecoders + int(i);
    }
    if (m_chosen.envelope && !m_chosen.envelope->decoder.name.isEmpty() && chosen < ownDecoders)
        chosen = unlisted;
    m_envelope->setChanging(names, ownDecoders, m_setUp);
    m_envelope->setChosen(chosen);
    if (!chain.reading)
        return m_envelope->showStep({});
    const ValueReading &reading = *chain.reading;
    QStringList sentences;
    addWithReason(sentences, reading.envelope.reason, reading.envelopeFault);
    if (const QString words = envelopeWords(reading.envelopeFacts, QDateTime::currentDateTime()); !words.isEmpty())
        sentences.append(tr("It says: %1.").arg(words));
    m_envelope->showStep(StepButton::Step{.name = stepName(reading.envelope),
                                          .certainty = reading.envelope.certainty,
                                          .reason = sentences.join(QLatin1Char(' ')),
                                          .failed = bool(reading.envelopeFault),
                                          .isNothing = reading.envelope.isNone() && reading.envelope.certainty != Certainty::Chosen});
}

void ChainStrip::setWait(Wait wait)
{
    m_wait->setText(wait == Wait::Stopped ? tr("Not decoded: you stopped it.") : tr("Decoding…"));
    m_wait->setVisible(wait != Wait::None);
    m_stop->setVisible(wait == Wait::Reading);
}

void ChainStrip::showFlags(const Chain &chain)
{
    m_flags->setVisible(chain.flags.has_value());
    if (!chain.flags)
        return;
    const QString words = flagWords(chain.library, *chain.flags);
    m_flags->setText(words.isEmpty() ? tr("Flags %1").arg(*chain.flags) : tr("Flags %1 (%2)").arg(QString::number(*chain.flags), words));
    const QString library = clientLibraryName(chain.library);
    m_flags->setToolTip(library.isEmpty()
                            ? tr("The profile does not say which client library wrote the values, so the bytes are looked at.")
                            : tr("As %1 means them").arg(library));
    m_flags->setAccessibleDescription(m_flags->toolTip());
}

void ChainStrip::showMemory(const ReadingChoices::Choice &choice)
{
    m_pattern = choice.pattern;
    m_remember->setVisible(m_pattern.isEmpty() && !choice.isEmpty());
    m_remembered->setVisible(!m_pattern.isEmpty());
    const QString shown = QString(m_pattern).replace(QLatin1Char('&'), QLatin1String("&&"));
    m_remembered->setText(tr("For %1").arg(shown));
    m_remembered->setAccessibleName(tr("Remembered for keys like %1").arg(m_pattern));
    m_remembered->setToolTip(m_remembered->accessibleName());
    m_forget->setText(tr("Forget it for keys like %1").arg(shown));
}

void ChainStrip::chooseCompression(int number)
{
    if (number >= 0) {
        const OfferedCompression &one = offeredCompressions.at(size_t(number));
        m_chosen.compression.emplace(CompressionStep{one.compression, one.prefixSize, Certainty::Chosen});
    } else {
        m_chosen.compression.reset();
    }
    emit stepsChosen(m_chosen);
}

void ChainStrip::chooseEnvelope(int number)
{
    m_chosen.envelope.reset();
    if (number >= ownDecoders && number - ownDecoders < m_decoders.size())
        m_chosen.envelope.emplace(EnvelopeStep{Envelope::None, m_decoders[number - ownDecoders], Certainty::Chosen});
    else if (number >= 0 && number < ownDecoders)
        m_chosen.envelope.emplace(EnvelopeStep{Envelope(number), {}, Certainty::Chosen});
    emit stepsChosen(m_chosen);
}

void ChainStrip::chooseSerialization(int number)
{
    if (number > plainForms)
        m_chosen.serialization.emplace(SerializationStep{Serialization::BinaryNumber, Primitive(number - plainForms), Certainty::Chosen});
    else if (number >= 0)
        m_chosen.serialization.emplace(SerializationStep{Serialization(number), Primitive::None, Certainty::Chosen});
    else
        m_chosen.serialization.reset();
    emit stepsChosen(m_chosen);
}
