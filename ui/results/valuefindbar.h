#pragma once

#include "app/results/bytefinder.h"
#include "ui/results/matchbar.h"

#include <functional>
#include <memory>
#include <utility>

/// Searches a value for a text or for bytes.
class ValueFindBar : public MatchBar
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`. `selection`: where the person is in the value, from and to.
    ValueFindBar(const QString &name, const std::function<std::pair<qsizetype, qsizetype>()> &selection, QWidget *parent = nullptr);

    /// Another value, kept alive by `owner`: it is searched for the same, if the bar is open.
    void setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner);

signals:
    /// Null: nothing is sought.
    void matchesChanged(const ByteFinder::Matches &matches);
    void chosen(qsizetype from, qsizetype to);

protected:
    [[nodiscard]] std::optional<Count> count() const override;
    [[nodiscard]] Standing standing() const override;
    [[nodiscard]] bool isBusy() const override { return m_finder.isBusy(); }
    [[nodiscard]] QString fault() const override { return m_fault; }
    void keepPlace(Direction direction) override;
    [[nodiscard]] size_t firstFromPlace() const override { return m_matches->firstFrom(m_from); }
    void search() override;
    void drop() override;
    void choose(size_t number) override;

private:
    [[nodiscard]] BytePattern pattern(QString *fault) const;
    void take(const ByteFinder::Matches &matches);

    std::function<std::pair<qsizetype, qsizetype>()> m_selection;
    ByteFinder m_finder;
    QByteArrayView m_bytes;
    std::shared_ptr<const void> m_owner;
    ByteFinder::Matches m_matches;
    QAction m_caseAction{this};
    QAction m_hexAction{this};
    qsizetype m_from = 0; ///< where what is written is sought first
    QString m_fault;      ///< of what is written
};
