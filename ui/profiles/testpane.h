#pragma once

#include "connection/connectiontest.h"

#include <QFrame>
#include <QHash>

class NoticeRow;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class SshPrompts;
class ToneLabel;

/// Tries a server out, and shows how far it came: each step with its time and what it found, or why it failed.
class TestPane : public QFrame
{
    Q_OBJECT

public:
    explicit TestPane(QWidget *parent = nullptr);
    ~TestPane() override;

    /// Shows itself, and what an earlier test found no more.
    void start(const ConnectionOptions &options);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_test && m_test->isRunning(); }
    /// Whether what is shown was found with other values than there are now, and so says nothing of these.
    void setOutdated(bool outdated);

signals:
    void runningChanged(bool running);
    /// The person trusts the certificate that was shown, from now on.
    void certificateAccepted(const QByteArray &fingerprint);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Look { Waiting, Good, Bad };
    struct Row
    {
        QLabel *icon;
        QLabel *name;
        QLabel *time;
        ToneLabel *text;
        Look look;
    };

    void clear();
    void showBegun(TestStep::Kind kind);
    void showEnded(const TestStep &step);
    void showVerdict();
    void sayVerdict();
    void showCertificate();
    Row &rowFor(TestStep::Kind kind);
    void removeRow(TestStep::Kind kind);
    void dress(Row &row, Look look);
    void fitRows();

    std::unique_ptr<ConnectionTest> m_test;
    std::unique_ptr<SshPrompts> m_prompts;
    NoticeRow *m_verdict;
    QScrollArea *m_scroll;
    QGridLayout *m_grid;
    NoticeRow *m_warnings;
    QPushButton *m_certificate;
    QHash<TestStep::Kind, Row> m_rows;
    bool m_outdated = false;
};
