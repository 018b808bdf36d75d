#include "ui/guard/environmentbanner.h"

#include "ui/iconengine.h"
#include "ui/profiles/environmentlook.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>

EnvironmentBanner::EnvironmentBanner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_name(new QLabel(this))
    , m_rule(new QLabel(this))
{
    setObjectName(QStringLiteral("environmentBanner"));
    setAutoFillBackground(true);
    QFont bold = font();
    bold.setBold(true);
    m_name->setObjectName(QStringLiteral("environmentBannerName"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setFont(bold);
    m_rule->setObjectName(QStringLiteral("environmentBannerRule"));
    m_rule->setWordWrap(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 3, 8, 3);
    layout->addWidget(m_icon);
    layout->addWidget(m_name);
    layout->addWidget(m_rule, 1);
    hide();
}

void EnvironmentBanner::setProfile(const Profile &profile)
{
    m_environment = profile.environment;
    m_readOnly = profile.readOnly;
    const bool isProduction = m_environment == Environment::Production;
    m_name->setText(isProduction ? tr("PRODUCTION") : tr("Read-only"));
    if (m_readOnly)
        m_rule->setText(isProduction ? tr("Read-only: commands that change anything are refused.")
                                     : tr("Commands that change anything are refused."));
    else
        m_rule->setText(tr("Every run that changes anything asks first."));
    setVisible(isProduction || m_readOnly);
    colour();
}

QString EnvironmentBanner::text() const
{
    return m_name->text() + QLatin1Char(' ') + m_rule->text();
}

void EnvironmentBanner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && parentWidget())
        colour();
}

/// The colours are those of the window, turned round: text in the base colour on a ground that is seen on it.
void EnvironmentBanner::colour()
{
    const QPalette outer = parentWidget() ? parentWidget()->palette() : palette();
    QPalette inner = outer;
    if (m_environment == Environment::Production) {
        inner.setColor(QPalette::Window, environmentColor(m_environment, outer));
        inner.setColor(QPalette::WindowText, outer.color(QPalette::Base));
    }
    if (inner != palette())
        setPalette(inner);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    QPixmap picture = themedIcon(m_readOnly ? QStringLiteral("lock") : QStringLiteral("shield-alert")).pixmap(size, size);
    QPainter painter(&picture); // in the colour of the text beside it
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(picture.rect(), inner.color(QPalette::WindowText));
    painter.end();
    m_icon->setPixmap(picture);
}
