#pragma once

#include "app/profiles/profile.h"

#include <QFont>
#include <QPalette>
#include <QRect>

class QPainter;

/// What is seen of a profile in two lines: its colour as a bar, name, environment, address, and when it was used; signs for open, read-only
/// and favourite.
struct ProfileFace
{
    const Profile *profile = nullptr;
    bool isOpen = false;
    bool isSelected = false; ///< it stands on the highlight
    QFont font{};
    QPalette palette{};

    [[nodiscard]] static int height(const QFont &font);
    void paint(QPainter *painter, const QRect &rect) const;

private:
    [[nodiscard]] int paintBadge(QPainter *painter, const QRect &line, bool isNarrow) const;
    [[nodiscard]] int paintSign(QPainter *painter, const QRect &line, const QString &icon) const;
};
