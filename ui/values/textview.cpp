#include "ui/values/textview.h"

#include "ui/results/longtext.h"
#include "ui/wraplayout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <array>

namespace {

constexpr std::array encodings{TextEncoding::Utf8, TextEncoding::Latin1, TextEncoding::Utf16Le, TextEncoding::Utf16Be};

} // namespace

TextView::TextView(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_text(new LongText(this))
    , m_encoding(new QComboBox(this))
{
    m_text->setObjectName(name);
    m_text->setAccessibleName(tr("Value as text"));
    m_encoding->setObjectName(name + QStringLiteral("Encoding"));
    m_encoding->setAccessibleName(tr("Encoding of the text"));
    m_encoding->setToolTip(m_encoding->accessibleName());
    m_encoding->addItem(tr("Automatic"));
    for (const TextEncoding encoding : encodings)
        m_encoding->addItem(textEncodingName(encoding));
    // Narrower than its longest choice, where there is no room for that.
    m_encoding->setMinimumWidth(fontMetrics().averageCharWidth() * 10);
    auto *wrap = new QCheckBox(tr("Wrap lines"), this);
    wrap->setObjectName(name + QStringLiteral("Wrap"));
    wrap->setAccessibleName(wrap->text());
    wrap->setChecked(true);
    auto *options = new WrapLayout;
    options->setContentsMargins(8, 2, 8, 2);
    options->addWidget(m_encoding);
    options->addWidget(wrap);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_text, 1);
    layout->addLayout(options);
    setFocusProxy(m_text);

    connect(m_encoding, &QComboBox::activated, this, &TextView::encode);
    connect(&m_encoded, &QFutureWatcherBase::finished, this, &TextView::take);
    connect(wrap, &QCheckBox::toggled, m_text, [this](bool on) { m_text->setWrap(on ? LongText::Wrap::AtWindow : LongText::Wrap::Far); });
}

TextView::~TextView()
{
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
}

void TextView::setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner)
{
    // The same bytes, that were only read meanwhile, stay as they are looked at.
    const bool isSame = m_owner && bytes.data() == m_bytes.data() && bytes.size() == m_bytes.size();
    if (isSame)
        return;
    m_bytes = bytes;
    m_owner = owner;
    encode();
}

/// Until the text is there, the bytes are read as UTF-8, which takes no time.
void TextView::encode()
{
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
    m_cancelled.reset();
    m_encoded.setFuture({});
    const TextEncoding seen = guessTextEncoding(m_bytes);
    m_encoding->setItemText(0, tr("Automatic (%1)").arg(textEncodingName(seen)));
    const int chosen = m_encoding->currentIndex();
    const TextEncoding encoding = chosen > 0 ? encodings.at(size_t(chosen - 1)) : seen;
    if (encoding != TextEncoding::Utf8 && m_bytes.size() <= mostAtOnce) {
        const auto text = std::make_shared<const QByteArray>(inUtf8(m_bytes, encoding));
        show(*text, text);
        return;
    }
    show(m_bytes, m_owner);
    if (encoding == TextEncoding::Utf8)
        return;
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_encoded.setFuture(QtConcurrent::run([bytes = m_bytes, owner = m_owner, encoding, cancelled = m_cancelled] {
        (void)owner;
        return inUtf8(bytes, encoding, cancelled.get());
    }));
}

void TextView::take()
{
    if (!m_cancelled || m_encoded.future().resultCount() == 0)
        return;
    m_cancelled.reset();
    const auto text = std::make_shared<const QByteArray>(m_encoded.future().takeResult());
    show(*text, text);
}

void TextView::show(QByteArrayView bytes, const std::shared_ptr<const void> &owner)
{
    m_shown = bytes;
    m_shownOwner = owner;
    m_text->setBytes(bytes, owner);
    emit shownChanged();
}
