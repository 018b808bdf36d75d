#pragma once

#include "app/keyspace/itemlook.h"
#include "connection/text/keysegment.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <optional>

class QGridLayout;
class QLabel;

/// What is known of one item beside its value, a line each: as it was found, and where it was not yet, as the listing told. The times that
/// run do so while it is seen.
class ItemFacts : public QWidget
{
    Q_OBJECT

public:
    explicit ItemFacts(QWidget *parent = nullptr);

    void showItem(const std::optional<ListedKey> &listed, const std::optional<FoundItem> &found);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum Row { Size, Flags, Cas, Expiry, Access, Fetched, SlabClass, RowCount };

    void add(Row row, const char *name, const QString &title);
    void set(Row row, const QString &text);
    void showFacts();
    void showTimes();

    QGridLayout *m_grid;
    std::array<QLabel *, RowCount> m_titles{};
    std::array<QLabel *, RowCount> m_texts{};
    std::optional<ListedKey> m_listed; ///< without its key
    std::optional<FoundItem> m_found;  ///< without its value
    QTimer m_clock;
};
