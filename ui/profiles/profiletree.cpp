#include "ui/profiles/profiletree.h"

#include "ui/profiles/profiledelegate.h"
#include "ui/profiles/profilemodel.h"

#include <QAction>
#include <QDrag>
#include <QKeyEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

ProfileTree::ProfileTree(ProfileModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("profileTree"));
    setAccessibleName(tr("Profiles"));
    setModel(model);
    setItemDelegate(new ProfileDelegate(model, this));
    setHeaderHidden(true);
    setIndentation(fontMetrics().height());
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers); // F2 and the menu say so
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragDropMode(DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setAutoExpandDelay(600);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    expandGroups({}, 0, model->rowCount() - 1);

    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &ProfileTree::remember);
    connect(model, &QAbstractItemModel::modelReset, this, &ProfileTree::restore);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ProfileTree::expandGroups);
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) { noteClosed(index, true); });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) { noteClosed(index, false); });
}

ProfileChoice ProfileTree::choice() const
{
    QModelIndexList indexes = selectionModel()->selectedIndexes();
    std::ranges::sort(indexes, [](const QModelIndex &one, const QModelIndex &other) {
        const auto place = [](const QModelIndex &index) {
            return index.parent().isValid() ? std::pair(index.parent().row(), index.row()) : std::pair(index.row(), -1);
        };
        return place(one) < place(other);
    });
    ProfileChoice choice;
    QSet<QString> known;
    for (const QModelIndex &index : std::as_const(indexes)) {
        if (const Profile *profile = m_model->profile(index)) {
            if (!known.contains(profile->id))
                choice.ids.append(profile->id);
            known.insert(profile->id);
        } else if (const QString folder = m_model->folder(index); !folder.isEmpty()) {
            choice.folders.append(folder);
        }
    }
    return choice;
}

void ProfileTree::choose(const ProfileChoice &choice)
{
    select(choice);
    if (currentIndex().isValid())
        scrollTo(currentIndex());
}

/// Without a look at them, which would open the folders that they are in.
void ProfileTree::select(const ProfileChoice &choice)
{
    QItemSelection selection;
    QModelIndex first;
    const auto add = [&selection, &first](const QModelIndex &index) {
        if (!index.isValid())
            return;
        selection.select(index, index);
        if (!first.isValid())
            first = index;
    };
    for (const QString &folder : choice.folders)
        add(m_model->folderIndex(folder));
    for (const QString &id : choice.ids)
        add(m_model->profileIndex(id));
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    setAutoScroll(true);
}

void ProfileTree::chooseFirst()
{
    QModelIndex index = m_model->index(0, 0);
    while (index.isValid() && !m_model->profile(index))
        index = indexBelow(index);
    if (index.isValid())
        setCurrentIndex(index);
}

void ProfileTree::setClosedFolders(const QSet<QString> &folders)
{
    m_closed = folders;
    expandGroups({}, 0, m_model->rowCount() - 1);
}

bool ProfileTree::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && actionFor(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void ProfileTree::keyPressEvent(QKeyEvent *event)
{
    if (state() == EditingState) // a key that ended the editing of a name is over
        QTreeView::keyPressEvent(event);
    else if (QAction *action = actionFor(event))
        action->trigger();
    else
        QTreeView::keyPressEvent(event);
}

void ProfileTree::mouseDoubleClickEvent(QMouseEvent *event)
{
    QTreeView::mouseDoubleClickEvent(event);
    if (event->button() != Qt::LeftButton || event->modifiers() != Qt::NoModifier)
        return;
    if (const Profile *profile = m_model->profile(indexAt(event->pos())))
        emit opened(profile->id);
}

/// Qt would draw the rows themselves, over the place where they are to go.
void ProfileTree::startDrag(Qt::DropActions supported)
{
    QMimeData *dragged = model()->mimeData(selectedIndexes());
    if (!dragged)
        return;
    QLabel words(fontMetrics().elidedText(draggedWords(), Qt::ElideRight, fontMetrics().averageCharWidth() * 40));
    words.setTextFormat(Qt::PlainText);
    words.setFrameShape(QFrame::Box);
    words.setMargin(3);
    words.setBackgroundRole(QPalette::ToolTipBase);
    words.setForegroundRole(QPalette::ToolTipText);
    words.setAutoFillBackground(true);
    auto *drag = new QDrag(this);
    drag->setMimeData(dragged);
    drag->setPixmap(words.grab());
    drag->setHotSpot(QPoint(-fontMetrics().height(), -fontMetrics().height() / 2)); // to the right of the pointer, below it
    drag->exec(supported, defaultDropAction());
}

QString ProfileTree::draggedWords() const
{
    const ProfileChoice dragged = choice();
    if (dragged.ids.size() + dragged.folders.size() > 1)
        return dragged.ids.isEmpty() ? tr("%Ln folder(s)", nullptr, int(dragged.folders.size()))
                                     : tr("%Ln profile(s)", nullptr, int(dragged.ids.size()));
    const Profile *profile = m_model->profile(m_model->profileIndex(dragged.ids.value(0)));
    return profile ? profile->name : dragged.folders.value(0);
}

void ProfileTree::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    emit choiceChanged();
}

QAction *ProfileTree::actionFor(const QKeyEvent *event) const
{
    const QKeySequence key(int(event->modifiers() & ~Qt::KeypadModifier) | event->key());
    for (QAction *action : m_keyActions) {
        if (action->isEnabled() && action->shortcuts().contains(key))
            return action;
    }
    return nullptr;
}

void ProfileTree::remember()
{
    m_remembered = choice();
    const Profile *current = m_model->profile(currentIndex());
    m_rememberedProfile = current ? current->id : QString();
    m_rememberedFolder = m_model->folder(currentIndex());
    m_rememberedScroll = verticalScrollBar()->value();
}

/// What was found stays in view when the search is over.
void ProfileTree::restore()
{
    expandGroups({}, 0, m_model->rowCount() - 1);
    select(m_remembered);
    const QModelIndex current =
        m_rememberedProfile.isEmpty() ? m_model->folderIndex(m_rememberedFolder) : m_model->profileIndex(m_rememberedProfile);
    setAutoScroll(false);
    if (current.isValid())
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    setAutoScroll(true);
    const bool wasFiltered = std::exchange(m_filtered, !m_model->filter().isEmpty());
    if (wasFiltered && !m_filtered && currentIndex().isValid())
        scrollTo(currentIndex());
    else if (!m_filtered)
        verticalScrollBar()->setValue(m_rememberedScroll);
}

/// What is searched for is seen, also in closed folders.
void ProfileTree::expandGroups(const QModelIndex &parent, int first, int last)
{
    if (parent.isValid())
        return;
    const QScopedValueRollback<bool> expanding(m_expanding, true);
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (m_model->kind(index) != ProfileModel::Kind::Profile)
            setExpanded(index, !m_model->filter().isEmpty() || !m_closed.contains(m_model->folder(index)));
    }
}

void ProfileTree::noteClosed(const QModelIndex &index, bool closed)
{
    if (m_expanding || !m_model->filter().isEmpty())
        return;
    if (closed)
        m_closed.insert(m_model->folder(index));
    else
        m_closed.remove(m_model->folder(index));
}
