#pragma once

#include "app/itemedit/valuemerge.h"
#include "ui/itemedit/savingdialog.h"
#include "ui/itemedit/seenclock.h"

#include <QFutureWatcher>

#include <atomic>
#include <memory>
#include <optional>

class ConflictFacts;
class DiffView;
class ElidedLabel;
class MergePane;
class QButtonGroup;
class QLabel;
class QRadioButton;
class QStackedWidget;
class QTabBar;
class SavedTtlField;

/// Somebody came between: shows what the person wants to store, what they started from, and what is on the server now, and asks what is to
/// become of it. Nothing is chosen beforehand.
class ConflictDialog : public SavingDialog
{
    Q_OBJECT

public:
    /// `mine`: as it was not stored.
    ConflictDialog(const SavingPlace &place, const EditedValue &edited, const FoundItem &base, const ItemToStore &mine, QWidget *parent);
    ~ConflictDialog() override;

    /// What is there now; none: it was deleted or has expired. `reason`: what came between, a sentence.
    void showTheirs(const std::optional<FoundItem> &theirs, const QString &reason);
    [[nodiscard]] const std::optional<FoundItem> &theirs() const { return m_theirs; }
    [[nodiscard]] ItemToStore item() const override;

signals:
    /// The person lets their own value go.
    void givenUp();

protected:
    [[nodiscard]] bool isComplete() const override;
    void agree() override;
    void reject() override;

private:
    enum Choice { None = -1, GiveUp, Store, Merge };
    void layOut();
    void addChoice(Choice choice, const char *name);
    [[nodiscard]] Choice choice() const;
    void reserveConsent();
    void showFacts();
    void showMineFacts();
    void nameChoices();
    void nameSides();
    void sayWhatIsThere();
    [[nodiscard]] bool isTheirsThere() const { return m_theirs && !m_expiry.isOver(); }
    void followExpiry();
    [[nodiscard]] QString title() const;
    [[nodiscard]] quint32 mergedFlags() const;
    [[nodiscard]] std::optional<qint64> mergedSize() const;
    void compare();
    void adoptMerged();
    void startMerge();
    void takeMerge();
    void write();
    void cancelWriting();
    void takeWritten();
    void follow();
    [[nodiscard]] QString commandText() const;
    [[nodiscard]] DiffSide mineSide() const;
    [[nodiscard]] DiffSide baseSide() const;
    [[nodiscard]] DiffSide theirSide() const;

    EditedValue m_edited;
    FoundItem m_base;
    ItemToStore m_mine;
    std::optional<FoundItem> m_theirs;
    ServerProcess m_theirProcess; ///< that gave its CAS
    QByteArray m_theirValue;
    ItemExpiry m_expiry; ///< of what is there now, or was last
    SeenClock m_clock{this, [this] { followExpiry(); }};
    ConflictFacts *m_facts;
    QStackedWidget *m_pages;
    QWidget *m_comparing;
    QTabBar *m_sides;
    DiffView *m_diff;
    MergePane *m_mergePane;
    QButtonGroup *m_choices;
    QRadioButton *m_buttons[3] = {};
    ElidedLabel *m_noMerge; ///< why
    QLabel *m_ttlLabel;
    SavedTtlField *m_ttl;
    QLabel *m_commandLabel;
    ElidedLabel *m_command;
    MergedValue m_merged;
    QByteArray m_written;
    QFutureWatcher<MergedValue> m_merging;
    QFutureWatcher<WrittenValue> m_writing;
    bool m_isWriting = false;                      ///< and nobody has taken what is written
    std::shared_ptr<std::atomic_bool> m_cancelled; ///< the merge that is under way
};
