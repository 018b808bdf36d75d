#pragma once

#include "app/keychange/keychangeplan.h"
#include "app/keychange/keychangerun.h"
#include "ui/keys/keyrundialog.h"

#include <QFutureWatcher>

#include <atomic>
#include <memory>

class KeyChangeFields;
class PeekReply;
class TextChannel;

/// Deletes many keys or sets their TTL: says first what will happen and how it can be done, then how it goes and what became of them.
class KeyChangeDialog : public KeyRunDialog
{
    Q_OBJECT

public:
    KeyChangeDialog(const KeyRunTarget &target, const KeyListing &listing, const std::shared_ptr<const std::vector<int>> &indexes,
                    KeyChange::Kind kind, QWidget *parent = nullptr);
    ~KeyChangeDialog() override;

protected:
    [[nodiscard]] QString noticeAfter() const override;

private:
    void plan();
    void takePlan();
    void tryLooking();
    void takeLook();
    void followConnection();
    void askAndBegin();
    void beginChange();
    void updateConsent();

    RunKeys m_keys;
    KeyChange::Kind m_kind;
    QString m_place; ///< of the server that the keys are of
    KeyChangeFields *m_fields;
    QPushButton *m_consent;
    QFutureWatcher<KeyChangePlan> m_planning;
    std::shared_ptr<std::atomic_bool> m_stop;
    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<PeekReply> m_peek;
};
