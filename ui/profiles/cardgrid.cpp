#include "ui/profiles/cardgrid.h"

#include "ui/profiles/profilecard.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

CardGrid::CardGrid(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
{
    auto *label = new QLabel(title, this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    label->setFont(large);
    m_grid->setSpacing(8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addLayout(m_grid);
    hide();
}

void CardGrid::show(const QList<Profile> &profiles)
{
    if (profiles == m_profiles)
        return;
    m_profiles = profiles;
    // The keyboard stays with the profile that had it.
    QString focused;
    for (ProfileCard *card : std::as_const(m_cards)) {
        if (card->hasFocus())
            focused = card->profileId();
    }
    for (ProfileCard *card : std::as_const(m_cards)) { // one of them may be what brought this about
        card->hide();
        card->deleteLater();
    }
    m_cards.clear();
    for (const Profile &profile : profiles) {
        auto *card = new ProfileCard(profile, this);
        connect(card, &ProfileCard::openRequested, this, &CardGrid::openRequested);
        connect(card, &ProfileCard::editRequested, this, &CardGrid::editRequested);
        m_cards.append(card);
        if (profile.id == focused)
            card->setFocus();
    }
    arrange();
    setVisible(!profiles.isEmpty());
}

void CardGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Not at once: the layout that is being done around us would forget that this needs another height now.
    if (columns() != m_columns)
        QMetaObject::invokeMethod(this, &CardGrid::arrange, Qt::QueuedConnection);
}

int CardGrid::columns() const
{
    return std::clamp(width() / (fontMetrics().averageCharWidth() * 32), 1, 3);
}

void CardGrid::arrange()
{
    m_columns = columns();
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < m_columns ? 1 : 0);
    for (int i = 0; i < m_cards.size(); ++i)
        m_grid->addWidget(m_cards[i], i / m_columns, i % m_columns);
    // A column without a card would have no gap beside it, and the cards of this grid were wider than those of others.
    qDeleteAll(m_fillers);
    m_fillers.clear();
    for (int column = int(m_cards.size()); column < m_columns; ++column) {
        m_fillers.append(new QWidget(this));
        m_grid->addWidget(m_fillers.constLast(), 0, column);
    }
}
