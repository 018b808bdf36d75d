#pragma once

#include <QObject>

#include <memory>

/// Lets go of a piece that may still be at work, or may be the one that is just telling its owner something: it tells `owner` nothing any
/// more, and goes once the event loop runs. Until then it can be used, to stop it or to take what it has. Null where there was none.
template <typename Piece> Piece *retire(std::unique_ptr<Piece> &piece, const QObject *owner)
{
    Piece *retired = piece.release();
    if (retired) {
        retired->disconnect(owner);
        retired->deleteLater();
    }
    return retired;
}
