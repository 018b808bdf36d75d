#pragma once

#include "app/itemedit/itemcopy.h"
#include "ui/itemedit/openserver.h"
#include "ui/itemedit/readitemdialog.h"

#include <QTimer>

class KeptTtlField;
class KeyField;
class QCheckBox;
class QComboBox;

/// Copies an item to another server that a page is connected to.
class CopyToDialog : public ReadItemDialog
{
    Q_OBJECT

public:
    CopyToDialog(const ItemTarget &target, const QByteArray &key, const QList<OpenServer> &servers, QWidget *parent = nullptr);

protected:
    [[nodiscard]] QString obstacle() const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QStringList commandLines() const override;
    [[nodiscard]] GuardedServer writtenServer() const override;
    [[nodiscard]] CommandEffects effects() const override;
    [[nodiscard]] QString consequence() const override;
    [[nodiscard]] std::unique_ptr<ItemExchange> makeExchange() override;
    [[nodiscard]] QString doneText(const ItemExchange &exchange) const override;
    void takeItem() override;
    void takeFailure(ItemExchange::Result result) override;

private:
    void layOutTarget();
    [[nodiscard]] const OpenServer *server() const;
    [[nodiscard]] QString targetFault() const;
    void followTarget();
    void lookThere();
    void takeThere();
    [[nodiscard]] bool replaces() const;
    [[nodiscard]] bool canBePutBack() const;

    QList<OpenServer> m_servers;
    QComboBox *m_server;
    KeyField *m_newKey;
    QLabel *m_there;
    QCheckBox *m_replace;
    KeptTtlField *m_ttl;
    QTimer m_pause; ///< before it is looked at what is there
    std::unique_ptr<ItemReading> m_look;
    std::optional<ReadItem> m_found; ///< what would be replaced
    decltype(OpenServer::tell) m_tellTarget;
    std::optional<bool> m_canUndo; ///< once the page that was copied to has answered
};
