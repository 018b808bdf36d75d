#include "ui/values/valueforms.h"

#include "ui/values/imageview.h"
#include "ui/values/recordtable.h"
#include "ui/values/structuredtext.h"
#include "ui/values/valuepage.h"
#include "ui/values/valuetreeview.h"

#include <QCoreApplication>

namespace {

class ValueForms
{
    Q_DECLARE_TR_FUNCTIONS(ValueForms)
};

/// What each of them has.
template <typename View> ValuePage::Form formOf(ValueForm form, const QString &title, View *view, ValuePage *page)
{
    QObject::connect(view, &View::told, page, &ValuePage::told);
    return {
        .form = form,
        .title = title,
        .view = view,
        .suits = &View::suits,
        .show = [view](const SharedReading &reading) { view->showReading(reading); },
    };
}

template <typename View> void showPlaces(View *view, ValuePage *page)
{
    QObject::connect(view, &View::placeChosen, page,
                     [page](qsizetype begin, qsizetype end) { page->goTo(BytesView::Stage::Decompressed, begin, end - begin); });
}

} // namespace

void addValueForms(ValuePage *page)
{
    auto *formatted = new StructuredText;
    auto *tree = new ValueTreeView;
    auto *table = new RecordTable;
    ValuePage::Form form = formOf(ValueForm::Formatted, ValueForms::tr("Formatted"), formatted, page);
    form.find = [formatted] { formatted->find(); };
    form.adoptFont = [formatted] { formatted->adoptFixedFont(); };
    page->addForm(form);
    form = formOf(ValueForm::Tree, ValueForms::tr("Tree"), tree, page);
    form.forget = [tree] { tree->forget(); };
    form.find = [tree] { tree->find(); };
    form.adoptFont = [tree] { tree->adoptFixedFont(); };
    page->addForm(form);
    form = formOf(ValueForm::Table, ValueForms::tr("Table"), table, page);
    form.adoptFont = [table] { table->adoptFixedFont(); };
    page->addForm(form);
    page->addForm(formOf(ValueForm::Image, ValueForms::tr("Image"), new ImageView, page));
    showPlaces(formatted, page);
    showPlaces(tree, page);
    showPlaces(table, page);
    QObject::connect(table, &RecordTable::nodeChosen, page, [page, tree](qint32 node) {
        page->showForm(ValueForm::Tree);
        tree->goTo(node);
    });
}
