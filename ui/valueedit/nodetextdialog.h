#pragma once

#include <QByteArray>
#include <QDialog>

#include <functional>

class NoticeRow;
class ValueTextEdit;

/// Changes the text of a part of a value that has more than one line, or characters that a line cannot show.
class NodeTextDialog : public QDialog
{
    Q_OBJECT

public:
    /// `path`: where the part is. `whyNot`: why a text cannot stand there; empty: it can.
    NodeTextDialog(const QString &path, const QByteArray &text, const std::function<QString(const QByteArray &)> &whyNot,
                   QWidget *parent = nullptr);

signals:
    void textChosen(const QByteArray &text);

protected:
    void reject() override;

private:
    void choose();

    std::function<QString(const QByteArray &)> m_whyNot;
    ValueTextEdit *m_edit;
    NoticeRow *m_fault;
};
