#pragma once

#include "connection/localprobe.h"

#include <QScrollArea>

#include <optional>

class CardGrid;
class ProfileStore;
class QLabel;
class QLineEdit;
class QPushButton;

/// What is seen where no connection is open: favourites and the profiles used last, an address to type, and for the first start what to
/// begin with. It asks nothing of the network but that, and only while there are no profiles: whether a memcached answers on this machine.
class StartPage : public QScrollArea
{
    Q_OBJECT

public:
    /// `store` must outlive it. `localPort` is where this machine is asked.
    explicit StartPage(ProfileStore *store, QWidget *parent = nullptr, quint16 localPort = 11211);

signals:
    void openRequested(const QString &profileId);
    void editRequested(const QString &profileId);
    void newRequested(const QString &folder);
    void addressRequested(const QString &url);
    void sandboxRequested();
    void importRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QPushButton *addButton(const char *name, const QString &text, const char *icon);
    void setUpAddress();
    void layOut();
    void follow();
    void showProfiles();
    void look();
    void offerLocal();
    void goToAddress();

    ProfileStore *m_store;
    quint16 m_localPort;
    QWidget *m_content;
    QLabel *m_title;
    QLabel *m_text;
    QLineEdit *m_address;
    QPushButton *m_connect;
    QPushButton *m_local;
    QPushButton *m_new;
    QPushButton *m_sandbox;
    QPushButton *m_import;
    CardGrid *m_favourites;
    CardGrid *m_recent;
    CardGrid *m_others;
    QLabel *m_more;
    std::optional<LocalProbe> m_probe;
};
