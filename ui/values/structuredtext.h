#pragma once

#include "ui/values/nodeactions.h"
#include "ui/values/structuredlines.h"

#include <QFutureWatcher>
#include <QWidget>

#include <atomic>

class ElidedLabel;
class FormFrame;
class HintPage;
class NodeFindBar;
class NoticeRow;
class StructuredArea;

/// A value as formatted text with colours and folding: JSON, all else that was decoded to a tree written like JSON, and XML.
class StructuredText : public QWidget
{
    Q_OBJECT

public:
    explicit StructuredText(QWidget *parent = nullptr);
    ~StructuredText() override;

    [[nodiscard]] static bool suits(const ValueReading &reading);
    /// Null: nothing. Of a large value the beginning is there at once, and the rest when it has been formatted.
    void showReading(const SharedReading &reading);
    /// Goes to a part of the tree; false: it is not on a line of its own.
    bool goTo(qint32 node);
    /// After a change of the font of keys and values.
    void adoptFixedFont();

    /// Lines of a tree, and bytes of XML, that are formatted at once.
    static constexpr int mostLinesAtOnce = 50'000;
    static constexpr qsizetype mostXmlAtOnce = 256 * 1024;

public slots:
    /// Opens the search; XML has none here.
    void find();

signals:
    void placeChosen(qsizetype begin, qsizetype end);
    void told(const QString &text);
    /// The whole is formatted.
    void finished();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    using Lines = std::shared_ptr<const StructuredLines>;

    void setUpActions();
    void layOut();
    void start();
    [[nodiscard]] bool isXml() const;
    void offerXml();
    void takeWhole();
    void followCursor();
    void showFaults();
    void showMenu(const QPoint &globalPosition);
    [[nodiscard]] QString kindText() const;

    SharedReading m_reading;
    NodeActions m_actions;
    QAction m_foldAll{this};
    QAction m_unfoldAll{this};
    FormFrame *m_pages;
    HintPage *m_nothing;
    ElidedLabel *m_kind;
    NoticeRow *m_notice;
    StructuredArea *m_area;
    NodeFindBar *m_find;
    QFutureWatcher<Lines> m_formatting;
    std::shared_ptr<std::atomic_bool> m_cancelled;
};
