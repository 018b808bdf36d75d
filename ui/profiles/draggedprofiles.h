#pragma once

#include <QStringList>

class QMimeData;

/// What is dragged in a list of profiles, by the names that stay theirs whatever happens to the list meanwhile.
struct DraggedProfiles
{
    QStringList ids{};
    QStringList folders{};

    [[nodiscard]] static QString mimeType();
    [[nodiscard]] QMimeData *toMime() const;
    /// Empty: there is nothing of the kind in it.
    [[nodiscard]] static DraggedProfiles fromMime(const QMimeData *data);
};
