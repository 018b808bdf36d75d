#include "ui/results/valuetext.h"

#include "ui/escapedtext.h"
#include "ui/results/longtext.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

using namespace std::chrono_literals;

namespace {

constexpr qsizetype portionBytes = 16 * 1024;

}

ValueText::ValueText(QWidget *parent)
    : QWidget(parent)
    , m_text(new LongText(this))
    , m_bar(new QWidget(this))
    , m_notice(new QLabel(m_bar))
    , m_all(new QPushButton(tr("Show a&ll"), m_bar))
{
    m_text->setObjectName(QStringLiteral("valueText"));
    m_text->setAccessibleName(tr("Value as text"));
    m_notice->setWordWrap(true);
    m_all->setObjectName(QStringLiteral("showAll"));
    m_all->setAccessibleName(tr("Show all of the value"));
    m_slice.setInterval(0ms);

    auto *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(6, 2, 6, 2);
    bar->addWidget(m_notice, 1);
    bar->addWidget(m_all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_bar);

    connect(m_all, &QPushButton::clicked, this, [this] {
        m_wanted = std::min(m_bytes.size(), longest);
        m_slice.start();
    });
    connect(&m_slice, &QTimer::timeout, this, &ValueText::showMore);
    setFocusProxy(m_text);
}

void ValueText::setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner)
{
    m_bytes = bytes;
    m_owner = owner;
    m_shown = 0;
    m_wanted = std::min(bytes.size(), shownAtFirst);
    m_text->clear();
    m_slice.start();
    showMore();
}

void ValueText::showMore()
{
    QElapsedTimer timer;
    timer.start();
    while (m_shown < m_wanted && !timer.hasExpired(6)) {
        const QByteArrayView rest = m_bytes.sliced(m_shown);
        const qsizetype length = wholeCharacters(rest, std::min(portionBytes, m_wanted - m_shown));
        m_text->append(escapedText(rest.first(length), Escaping::Lines));
        m_shown += length;
    }
    if (m_shown >= m_wanted)
        m_slice.stop();
    showNotice();
}

void ValueText::showNotice()
{
    const bool cut = m_shown < m_bytes.size();
    m_bar->setVisible(cut);
    if (!cut)
        return;
    const QLocale locale;
    const bool full = m_wanted >= longest;
    m_notice->setText(full && !m_slice.isActive()
                          ? tr("The first %1 of %2. The rest is under Hex.")
                                .arg(locale.formattedDataSize(m_shown), locale.formattedDataSize(m_bytes.size()))
                          : tr("The first %1 of %2").arg(locale.formattedDataSize(m_shown), locale.formattedDataSize(m_bytes.size())));
    m_all->setVisible(!full);
    m_all->setEnabled(!m_slice.isActive());
}
