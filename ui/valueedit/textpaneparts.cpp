// How the parts of a text that is changed are put together; the rest of it is in textpane.cpp.

#include "ui/valueedit/textpane.h"

#include "ui/elidedlabel.h"
#include "ui/fittingscroll.h"
#include "ui/hintpage.h"
#include "ui/workbench/findbar.h"
#include "ui/wraplayout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

void TextPane::setUp(QAction &action, const char *name, const QString &text, const QString &tip)
{
    action.setObjectName(m_edit->objectName() + QLatin1String(name));
    action.setText(text);
    action.setToolTip(tip);
    action.setStatusTip(tip);
}

void TextPane::layOut(const QString &name)
{
    m_place->setObjectName(name + QStringLiteral("Place"));
    m_place->setAccessibleName(tr("Where the cursor is"));
    m_place->setTone(Tone::Muted);
    m_view->setObjectName(name + QStringLiteral("View"));
    m_view->setAccessibleName(m_view->text());
    m_view->setToolTip(m_language == Language::Json
                           ? tr("The value is stored on one line, as it was. Indenting it is for the eye only.")
                           : tr("The value is stored on one line once it is JSON again. Until then it would be stored as it is here."));
    m_view->setChecked(true);
    m_view->hide();
    m_encoding->setObjectName(name + QStringLiteral("Encoding"));
    m_encoding->setAccessibleName(tr("Encoding of the text"));
    m_encoding->setToolTip(m_encoding->accessibleName());
    m_encoding->addItem(tr("Automatic"));
    for (const TextEncoding encoding : encodings)
        m_encoding->addItem(textEncodingName(encoding));
    m_encoding->setMinimumWidth(fontMetrics().averageCharWidth() * 10);
    auto *wrap = new QCheckBox(tr("Wrap lines"));
    wrap->setObjectName(name + QStringLiteral("Wrap"));
    wrap->setAccessibleName(wrap->text());
    m_wrap.setCheckable(true);
    connect(wrap, &QCheckBox::toggled, &m_wrap, &QAction::setChecked);
    connect(&m_wrap, &QAction::toggled, wrap, &QCheckBox::setChecked);
    connect(&m_wrap, &QAction::toggled, m_edit,
            [this](bool on) { m_edit->setWrap(on ? ValueTextEdit::Wrap::AtWindow : ValueTextEdit::Wrap::Never); });
    auto *foot = new QWidget;
    auto *options = new WrapLayout(foot);
    options->setContentsMargins(8, 2, 8, 2);
    options->setSpacing(6);
    if (m_language == Language::Json) {
        m_encoding->setParent(this);
        m_encoding->hide();
        for (QAction *action : {&m_indent, &m_compact}) {
            auto *button = new QToolButton;
            button->setObjectName(action->objectName() + QStringLiteral("Button"));
            button->setDefaultAction(action);
            button->setAccessibleName(action->text());
            button->setFocusPolicy(Qt::StrongFocus);
            options->addWidget(button);
            m_forSpacing.append(button);
        }
    } else {
        options->addWidget(m_encoding);
    }
    options->addWidget(m_view);
    m_forText += {wrap, m_place};
    options->addWidget(wrap);
    options->addWidget(m_place);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(m_edit, 1);
    m_find->layout()->setContentsMargins(8, 2, 8, 2);
    content->addWidget(m_find);
    m_pages->addWidget(m_content);
    m_pages->addWidget(m_hint);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages, 1);
    layout->addWidget(new FittingScroll(foot, m_encoding->sizeHint().height() + 4));
}
