#pragma once

#include <QPlainTextEdit>

/// What happened to the connection, line by line with the time of day; bounded.
class ConnectionLog : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ConnectionLog(QWidget *parent = nullptr);

    static constexpr int mostLines = 2000;
    void addLine(const QString &text);
};
