#include "ui/profiles/storenotice.h"

#include "app/profiles/profilestore.h"

#include <QPushButton>

StoreNotice::StoreNotice(ProfileStore *store, QWidget *parent)
    : NoticeStrip("storeNotice", parent)
    , m_store(store)
    , m_again(addButton("readProfilesAgain", tr("Try again")))
{
    m_again->setToolTip(tr("Read the profiles again"));
    addButton("closeStoreNotice", tr("OK"));
    m_again->hide();
    connect(store, &ProfileStore::noted, this, &StoreNotice::add);
    connect(store, &ProfileStore::failed, this, [this](const Error &error) { add(error.text); });
    connect(m_again, &QAbstractButton::clicked, store, &ProfileStore::load);
    if (!store->obstacle().isEmpty())
        add(store->obstacle());
}

/// What stands there unread stays.
void StoreNotice::add(const QString &sentence)
{
    const QString before = isHidden() ? QString() : text();
    m_again->setVisible(!m_store->isLoaded());
    if (before.contains(sentence))
        return;
    tell(before.isEmpty() ? sentence : before + QLatin1Char(' ') + sentence);
}
