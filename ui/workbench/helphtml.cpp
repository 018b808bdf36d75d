#include "ui/workbench/helphtml.h"

#include "ui/fixedfont.h"
#include "ui/theme.h"

#include <QPalette>

HelpHtml::HelpHtml(const QPalette &palette)
    : m_muted(toneColor(Tone::Muted, palette).name())
    , m_shade(palette.color(QPalette::AlternateBase).name())
    , m_fixed(fixedFont().family().toHtmlEscaped())
{
}

void HelpHtml::title(const QString &text, const QString &summary)
{
    m_html += QStringLiteral("<h2 style='margin-bottom: 0'>%1</h2><p style='margin-top: 2px; color: %2'>%3</p>")
                  .arg(text.toHtmlEscaped(), m_muted, summary.toHtmlEscaped());
}

void HelpHtml::heading(const QString &text)
{
    m_html += QStringLiteral("<h4 style='margin-top: 12px; margin-bottom: 2px'>%1</h4>").arg(text.toHtmlEscaped());
}

void HelpHtml::richParagraph(const QString &html)
{
    m_html += QStringLiteral("<p style='margin-top: 4px'>%1</p>").arg(html);
}

void HelpHtml::muted(const QString &text)
{
    m_html += QStringLiteral("<p style='margin-top: 10px; color: %1'>%2</p>").arg(m_muted, text.toHtmlEscaped());
}

void HelpHtml::code(const QString &lines)
{
    m_html += QStringLiteral("<table width='100%' cellpadding='6' cellspacing='0'><tr><td bgcolor='%1'><pre style=\"font-family: '%2'; "
                             "margin: 0; white-space: pre-wrap\">%3</pre></td></tr></table>")
                  .arg(m_shade, m_fixed, lines.toHtmlEscaped());
}

void HelpHtml::list(const QStringList &entries)
{
    m_html += QStringLiteral("<ul style='margin-left: 14px; -qt-list-indent: 0'>");
    for (const QString &entry : entries)
        m_html += QStringLiteral("<li style='margin-bottom: 3px'>%1</li>").arg(entry.toHtmlEscaped());
    m_html += QStringLiteral("</ul>");
}

void HelpHtml::beginTable()
{
    m_html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
}

void HelpHtml::row(const QString &name, const QString &meaning, const QString &anchor)
{
    const QString place = anchor.isEmpty() ? QString() : QStringLiteral("<a name='%1'></a>").arg(anchor);
    m_html += QStringLiteral("<tr><td style='padding-right: 10px'>%1%2</td><td>%3</td></tr>")
                  .arg(place, inlineCode(name), meaning.toHtmlEscaped());
}

void HelpHtml::endTable()
{
    m_html += QStringLiteral("</table>");
}

void HelpHtml::command(const QString &name, const QString &usage, const QString &help)
{
    const QString rest = inlineCode(usage.mid(name.size()));
    m_html += QStringLiteral("<p style='margin: 6px 0 0 0'>%1%2</p><p style='margin: 0 0 0 16px; color: %3'>%4</p>")
                  .arg(commandLink(name), rest, m_muted, help.toHtmlEscaped());
}

QString HelpHtml::inlineCode(const QString &text) const
{
    return QStringLiteral("<span style=\"font-family: '%1'\">%2</span>").arg(m_fixed, text.toHtmlEscaped());
}

QString HelpHtml::commandLink(const QString &name)
{
    return QStringLiteral("<a href='command:%1'>%1</a>").arg(name);
}
