#include "ui/listingwait.h"

#include "connection/text/keydumps.h"

#include <QMessageBox>
#include <QPushButton>

#include <utility>

ListingWait::ListingWait(const KeyDumps *dumps, QObject *parent)
    : QObject(parent)
    , m_dumps(dumps)
{
    connect(dumps, &KeyDumps::drainingChanged, this, &ListingWait::showServers);
    connect(dumps, &KeyDumps::idle, this, [this] {
        if (m_box)
            m_box->done(0);
    });
}

void ListingWait::whenIdle(QWidget *window, const std::function<void()> &then)
{
    if (m_dumps->isIdle()) {
        then();
        return;
    }
    m_then = then;
    if (m_box) {
        m_box->raise();
        return;
    }
    m_box = new QMessageBox(QMessageBox::Information, tr("Waiting for a server"), QString(), QMessageBox::Cancel, window);
    m_box->setObjectName(QStringLiteral("listingWait"));
    m_box->setAttribute(Qt::WA_DeleteOnClose);
    m_box->setInformativeText(
        tr("The list is read to its end, and the program ends by itself then. To hang up on a memcached before 1.6.44 in "
           "the middle of a list can make it fail for all its clients."));
    QPushButton *quit = m_box->addButton(tr("&Quit anyway"), QMessageBox::DestructiveRole);
    quit->setObjectName(QStringLiteral("quitAnyway"));
    m_box->setDefaultButton(QMessageBox::Cancel);
    m_box->button(QMessageBox::Cancel)->setText(tr("&Do not quit"));
    connect(m_box, &QMessageBox::finished, this, [this, box = m_box.data(), quit] {
        const bool goesOn = box->clickedButton() == quit || m_dumps->isIdle();
        const std::function<void()> goOn = std::exchange(m_then, {});
        m_box.clear();
        if (goesOn)
            goOn();
    });
    showServers();
    m_box->open();
}

void ListingWait::showServers()
{
    if (!m_box)
        return;
    QStringList names;
    const QList<ServerAddress> draining = m_dumps->draining();
    for (const ServerAddress &address : draining)
        names += address.text();
    m_box->setText(names.isEmpty() ? tr("A server is still listing its keys.")
                                   : tr("%1 is still sending the list of its keys.").arg(names.join(QStringLiteral(", "))));
}
