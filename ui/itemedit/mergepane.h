#pragma once

#include "app/itemedit/linemerge.h"

#include <QWidget>

class QCheckBox;
class QPushButton;
class ToneLabel;
class ValueTextEdit;

/// Two changes of a text put together, to be decided on: where both changed the same lines, both stand there between marks.
class MergePane : public QWidget
{
    Q_OBJECT

public:
    explicit MergePane(QWidget *parent = nullptr);

    void setText(const MergedText &text, const MergeNames &names);
    [[nodiscard]] QByteArray text() const;
    /// The person has changed it.
    [[nodiscard]] bool isEdited() const;
    /// None are marked any more.
    [[nodiscard]] bool isDecided() const { return m_conflicts == 0; }

signals:
    void changed();

private:
    void count();
    void goToNext();
    [[nodiscard]] static bool hasVeryLongLine(QByteArrayView text);

    ToneLabel *m_count;
    QPushButton *m_next;
    QCheckBox *m_wrap;
    ValueTextEdit *m_text;
    MergeNames m_names;
    int m_conflicts = 0;
};
