#include "ui/itemedit/discardquestion.h"

#include "ui/noplainletters.h"

#include <QCoreApplication>
#include <QDialog>
#include <QMessageBox>
#include <QPushButton>

namespace {

struct DiscardQuestion
{
    Q_DECLARE_TR_FUNCTIONS(DiscardQuestion)
};

} // namespace

void askToDiscard(QDialog *dialog, const QString &text, const std::function<void()> &discard)
{
    const QString name = QStringLiteral("discardTyped");
    const auto *asked = dialog->findChild<QMessageBox *>(name);
    if (asked && asked->isVisible())
        return;
    auto *box = new QMessageBox(QMessageBox::Warning, DiscardQuestion::tr("Discard what was typed"), text,
                                QMessageBox::Discard | QMessageBox::Cancel, dialog);
    box->setObjectName(name);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setDefaultButton(QMessageBox::Cancel);
    box->button(QMessageBox::Cancel)->setText(DiscardQuestion::tr("&Go on"));
    box->button(QMessageBox::Discard)->setText(DiscardQuestion::tr("&Discard"));
    new NoPlainLetters(box);
    QObject::connect(box, &QMessageBox::finished, dialog, [discard](int button) {
        if (button == QMessageBox::Discard)
            discard();
    });
    box->open();
}
