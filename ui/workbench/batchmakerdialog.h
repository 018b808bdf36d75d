#pragma once

#include "ui/workbench/batchjobs.h"

#include <QDialog>
#include <QFutureWatcher>
#include <QTimer>

class PasteField;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QToolButton;

/// Makes a batch from a list of keys or from CSV, by a template: the rows are pasted or come from a file, the first commands are shown as
/// the template is written, and the whole is made off the window's thread. Use open(); it deletes itself when it is closed.
class BatchMakerDialog : public QDialog
{
    Q_OBJECT

public:
    explicit BatchMakerDialog(QWidget *parent = nullptr);
    ~BatchMakerDialog() override;

    /// Bytes: a longer file is not taken.
    static constexpr qint64 longestFile = 512 * 1024 * 1024;
    /// Commands that are shown before the batch is made.
    static constexpr int previewed = 20;

    /// Takes the rows from a file; what is wrong with it is said in the dialog.
    void openFile(const QString &path);
    /// Takes `text` as the rows, as if it was pasted; `name` says what it is where it is too long to be shown.
    void setText(const QByteArray &text, const QString &name = tr("Selected text"));
    /// Whether the batch shall be a script of its own; otherwise it belongs to the cursor.
    [[nodiscard]] bool wantsNewScript() const;

signals:
    /// "Insert" was pressed and the batch is made: one command a line, each with a LF. The dialog closes.
    void batchMade(const QByteArray &script, qint64 commandCount);

protected:
    void reject() override;

private:
    void layOut();
    void connectParts();
    [[nodiscard]] BatchRecipe recipe() const;
    void askForFile();
    void takeFile();
    void hold(const QByteArray &bytes, const QString &name);
    void letGo();
    void followForm();
    void preview();
    void showFaults(const MadeBatch &made, bool whole);
    void offerColumns(const QList<QByteArray> &columns);
    void make();
    void takeBatch();
    void setBusy(bool busy);
    void say(const QString &text, bool bad);

    PasteField *m_text;
    QLabel *m_source; ///< names what is held instead of the field's text
    QPushButton *m_open;
    QPushButton *m_letGo;
    QComboBox *m_kind;
    QComboBox *m_separator;
    QCheckBox *m_header;
    QComboBox *m_template;
    QToolButton *m_columns;
    QPlainTextEdit *m_preview;
    QCheckBox *m_newScript;
    QLabel *m_message;
    QProgressBar *m_progress;
    QPushButton *m_insert;
    QPushButton *m_cancel;
    QTimer m_delay;
    QByteArray m_held; ///< a file's bytes, or a long text
    bool m_holding = false;
    bool m_faultsSeen = false; ///< every row that makes no command was told: the rest can be inserted
    QString m_path;
    QFutureWatcher<ReadRows> m_reading;
    QFutureWatcher<std::shared_ptr<MadeBatch>> m_making;
};
