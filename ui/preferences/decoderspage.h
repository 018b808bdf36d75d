#pragma once

#include "app/values/owndecoder.h"
#include "ui/preferences/listpage.h"

#include <QList>

/// The decoders that a person set up, for change.
class DecodersPage : public ListPage
{
    Q_OBJECT

public:
    explicit DecodersPage(QWidget *parent = nullptr);

    [[nodiscard]] const QList<OwnDecoder> &decoders() const { return m_decoders; }
    void setDecoders(const QList<OwnDecoder> &decoders);

signals:
    void changed();

private:
    void fill(qsizetype current);
    void add();
    void edit();
    void open(const OwnDecoder &decoder, qsizetype place);
    void put(const OwnDecoder &decoder, qsizetype place);
    void remove();
    void updateButtons();

    QList<OwnDecoder> m_decoders;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_remove;
};
