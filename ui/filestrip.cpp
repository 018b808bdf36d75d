#include "ui/filestrip.h"

#include "ui/elidedlabel.h"
#include "ui/iconengine.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

FileStrip::FileStrip(QWidget *parent)
    : QWidget(parent)
    , m_text(new ElidedLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(fontMetrics().height() / 2);
    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    m_cancel->setIcon(themedIcon(QStringLiteral("circle-stop")));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setFocusPolicy(Qt::TabFocus);
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());
    m_close->setIcon(themedIcon(QStringLiteral("x")));
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress, 1);
    layout->addWidget(m_cancel);
    layout->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void FileStrip::dismiss()
{
    if (!m_close->isHidden()) // else something is under way
        hide();
}

void FileStrip::tellBegin(const QString &text)
{
    m_text->setTone(Tone::Plain);
    m_text->setText(text);
    m_progress->setValue(0);
    m_progress->show();
    m_cancel->show();
    m_close->hide();
    show();
}

void FileStrip::tellProgress(qint64 done, qint64 all)
{
    m_progress->setValue(all > 0 ? int(done * progressSteps / all) : 0);
}

void FileStrip::tellEnd(const Error &error, const QString &cancelled, const QString &done)
{
    m_progress->hide();
    m_cancel->hide();
    m_close->show();
    m_text->setTone(error ? Tone::Bad : cancelled.isEmpty() ? Tone::Plain : Tone::Muted);
    m_text->setText(error ? error.text : cancelled.isEmpty() ? done : cancelled);
}
