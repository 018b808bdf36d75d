#include "ui/values/readingfault.h"

#include "ui/noticerow.h"

#include <QHBoxLayout>
#include <QToolButton>

ReadingFault::ReadingFault(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_notice(new NoticeRow(name + QStringLiteral("Notice"), this))
    , m_go(new QToolButton(this))
{
    setObjectName(name);
    m_go->setObjectName(name + QStringLiteral("Place"));
    m_go->setText(tr("Show the byte"));
    m_go->setAccessibleName(m_go->text());
    m_go->setToolTip(tr("Goes to the place in the bytes where it shows"));
    m_go->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->addWidget(m_notice, 1);
    layout->addWidget(m_go, 0, Qt::AlignTop);
    connect(m_go, &QToolButton::clicked, this, [this] { emit placeRequested(m_offset); });
    hide();
}

void ReadingFault::showFault(const QString &step, const DecodeFault &fault)
{
    m_offset = fault.offset;
    const QString text = step.isEmpty() ? fault.text : tr("%1: %2").arg(step, fault.text);
    const bool isCommand = fault.kind == DecodeFault::Kind::Command;
    const bool isHarmless = fault.kind == DecodeFault::Kind::Trailing || (step.isEmpty() && !isCommand);
    m_notice->tell(fault ? text : QString(), isHarmless ? Tone::Notice : Tone::Bad);
    m_go->setAccessibleName(tr("Show the byte where %1 fails").arg(step));
    m_go->setVisible(!isCommand);
    setVisible(bool(fault));
}
