#pragma once

#include "app/filewriting.h"

#include <QImage>

/// Writes a picture to a file.
class PictureWriting : public FileWriting
{
    Q_OBJECT

public:
    explicit PictureWriting(QObject *parent = nullptr);

    /// As PNG; not while one is under way.
    void start(const QString &path, const QImage &image);
    /// What is a file already, such as SVG.
    void start(const QString &path, const QByteArray &bytes);
};
