#pragma once

#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>

/// Which series a person does not want to see, by their words: the same in the charts and beside them.
class HiddenSeries : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] bool contains(const QString &word) const { return m_words.contains(word); }
    void toggle(const QString &word)
    {
        if (!m_words.remove(word))
            m_words.insert(word);
        emit changed();
    }
    [[nodiscard]] QStringList words() const
    {
        QStringList words = m_words.values();
        words.sort();
        return words;
    }
    void setWords(const QStringList &words)
    {
        m_words = QSet<QString>(words.begin(), words.end());
        emit changed();
    }

signals:
    void changed();

private:
    QSet<QString> m_words;
};
