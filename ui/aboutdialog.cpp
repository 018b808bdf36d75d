#include "ui/aboutdialog.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QVBoxLayout>

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Slabscope"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *title = new QLabel(tr("Slabscope %1").arg(QApplication::applicationVersion()), this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    title->setFont(large);
    auto *text = new QLabel(tr("A fast native desktop inspector for memcached. It makes no connection but those you ask for."), this);
    text->setWordWrap(true);

    auto *licences = new QTabWidget(this);
    licences->setObjectName(QStringLiteral("licences"));
    licences->setAccessibleName(tr("Licences"));
    const auto addLicence = [this, licences](const QString &name, const QString &licence) {
        auto *page = new QPlainTextEdit(licence, this);
        page->setObjectName(QStringLiteral("licenceText"));
        page->setReadOnly(true);
        page->setTabChangesFocus(true);
        page->setAccessibleName(tr("Licence of %1").arg(name));
        licences->addTab(page, name);
    };
    QFile icons(QStringLiteral(":/icons/LICENSE"));
    if (icons.open(QIODevice::ReadOnly))
        addLicence(tr("Icons: Lucide"), QString::fromUtf8(icons.readAll()));
    addLicence(tr("Qt"),
               tr("Slabscope uses Qt %1 under the GNU Lesser General Public License, version 3. Help > About Qt says more.")
                   .arg(QLatin1String(qVersion())));
    addLicence(QStringLiteral("QScintilla"), tr("The editor of scripts is QScintilla, under the GNU General Public License, version 3."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addWidget(licences, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 84, fontMetrics().height() * 24);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}
