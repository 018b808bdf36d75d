#include "ui/workbench/scriptcheck.h"

#include <QElapsedTimer>
#include <QTextDocument>

using namespace std::chrono_literals;

ScriptCheck::ScriptCheck(QTextDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(200ms);
    m_slice.setInterval(0ms);
    connect(document, &QTextDocument::contentsChange, this, &ScriptCheck::restart);
    connect(&m_delay, &QTimer::timeout, this, &ScriptCheck::hurry);
    connect(&m_slice, &QTimer::timeout, this, &ScriptCheck::checkSlice);
}

void ScriptCheck::hurry()
{
    if (m_finished || m_slice.isActive())
        return;
    m_delay.stop();
    m_next = m_document->begin();
    m_slice.start();
}

void ScriptCheck::restart()
{
    m_slice.stop();
    m_delay.start();
    m_text.clear();
    m_found.clear();
    m_problemCount = 0;
    m_commandCount = 0;
    m_finished = false;
    emit outdated();
}

void ScriptCheck::checkSlice()
{
    QElapsedTimer timer;
    timer.start();
    for (qint64 number = m_next.blockNumber() + 1; m_next.isValid(); m_next = m_next.next(), ++number) {
        if (timer.hasExpired(4))
            return;
        checkLine(number, m_next.text().toUtf8());
    }
    m_slice.stop();
    m_finished = true;
    m_problems.swap(m_found);
    m_found.clear();
    emit finished();
}

void ScriptCheck::checkLine(qint64 number, const QByteArray &line)
{
    m_text.append(line).append('\n');
    switch (m_parser.parse(line)) {
    case CommandParser::Result::Blank:
        break;
    case CommandParser::Result::Command:
        ++m_commandCount;
        break;
    case CommandParser::Result::Error:
        ++m_problemCount;
        if (m_found.size() < mostProblems)
            m_found.append({number, m_parser.error()});
        break;
    }
}
