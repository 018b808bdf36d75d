#pragma once

#include <QString>
#include <QStringList>

class QPalette;

/// Writes a page of the help from top to bottom as rich text, in the colours of a palette. Texts are plain unless said otherwise.
class HelpHtml
{
public:
    explicit HelpHtml(const QPalette &palette);

    void title(const QString &text, const QString &summary);
    void heading(const QString &text);
    void paragraph(const QString &text) { richParagraph(text.toHtmlEscaped()); }
    void richParagraph(const QString &html);
    /// A smaller matter, at the end.
    void muted(const QString &text);
    /// Lines of the command language, in a box.
    void code(const QString &lines);
    void list(const QStringList &entries);
    void beginTable();
    /// `name` looks like code; with `anchor`, a link `#anchor` leads there.
    void row(const QString &name, const QString &meaning, const QString &anchor = {});
    void endTable();
    /// A command with its usage, as a link to its page, and what it does.
    void command(const QString &name, const QString &usage, const QString &help);

    /// Pieces of rich text.
    [[nodiscard]] QString inlineCode(const QString &text) const;
    [[nodiscard]] static QString commandLink(const QString &name);

    [[nodiscard]] QString html() const { return m_html; }

private:
    QString m_muted;
    QString m_shade;
    QString m_fixed;
    QString m_html;
};
