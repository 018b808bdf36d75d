#pragma once

#include "app/profiles/exchange/importreader.h"

#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

class PasteField;
class QLabel;
class QPushButton;

/// Where an import comes from: a text that is typed or pasted, or a file. It is read as soon as it is there, off the thread of the window.
class ImportSource : public QWidget
{
    Q_OBJECT

public:
    explicit ImportSource(QWidget *parent = nullptr);

    /// Takes what is in a file in the place of the text.
    void openFile(const QString &path);
    /// Reads what is there now.
    void read();
    /// Whether another source can be chosen; if not, nothing is read any more.
    void setChangeable(bool changeable);
    /// Whether what was found last is what is there now.
    [[nodiscard]] bool isCurrent() const { return !m_delay.isActive(); }

signals:
    /// What was found before is that of another source.
    void changed();
    /// Reading has begun; found() follows.
    void begun();
    /// `fault`: why nothing of it can be imported; empty: something can.
    void found(const ReadImport &found, const QString &fault);

private:
    using Read = std::variant<ReadImport, Error>;

    void layOut();
    void askForFile();
    void letGo();
    void takeRead();
    void updateParts();

    PasteField *m_text;
    QLabel *m_name; ///< of the file that is held instead of the field's text
    QPushButton *m_open;
    QPushButton *m_letGo;
    QTimer m_delay;
    QString m_path; ///< of the file that is held; empty: the text counts
    QByteArray m_held;
    bool m_holding = false;
    bool m_changeable = true;
    QFutureWatcher<Read> m_reading;
};
