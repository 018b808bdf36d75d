#pragma once

#include "tests/benchmarks/windowbench.h"
#include "tests/keyperson.h"

#include <map>
#include <string>

/// The keys of a server in the real window, used as a person would, while the table is scrolled: how long each thing takes, how long the
/// window stands still meanwhile, and what it keeps in memory.
class KeyBench
{
public:
    /// `port` of a server with `count` keys, none of which expires soon.
    KeyBench(quint16 port, int count, int rounds);

    /// Opens, lists and closes the keys of a small server, so that fonts, icons and the like are there before memory is looked at.
    [[nodiscard]] bool warmUp(quint16 smallPort);
    [[nodiscard]] bool list();
    /// Stopped half-way and listed anew at once; and while ten others write.
    void listBesideOthers();
    void filter();
    void sort();
    void select();
    void refresh();
    void showForms();
    /// A folder with a million keys, and one with as many folders.
    void openWideFolders();
    void close();
    void printGoals() const;

private:
    [[nodiscard]] bool connectTo(quint16 port);
    [[nodiscard]] bool listOnce(int round, QAbstractScrollArea *scrolled);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void setFilter(const QString &text);
    void clickHeader(KeyCell cell);
    void showForm(int form, const char *what);
    void openWide(const char *what, int order, const QByteArray &behind);
    [[nodiscard]] KeyBrowser *browser() const { return m_person.browser(); }
    [[nodiscard]] KeyTable *table() const { return m_person.table(); }
    [[nodiscard]] bool isListed() const;
    [[nodiscard]] bool isStill() const { return !browser()->view()->isWorking(); }
    [[nodiscard]] bool isFormThere() const;
    /// Does it in each round while the form in front is scrolled, `undo` after each; the median counts as what is kept under `name`.
    void measure(const char *name, const std::function<void()> &act, const std::function<bool()> &done,
                 const std::function<void()> &undo = {});
    void note(const char *what, const WindowBench::Phase &phase, Pauses &pauses, Pauses &work, const QString &remark = {});

    KeyPerson m_person;
    WindowBench m_bench;
    quint16 m_port;
    int m_count;
    int m_rounds;
    std::map<std::string, double> m_medians; ///< ms
    std::vector<double> m_ratios;            ///< of listing to the raw drain
    std::vector<double> m_scrolledRatios;    ///< the same while the table is scrolled
    std::vector<double> m_firstRows;         ///< ms from the first byte of the list
    Pauses m_listing;                        ///< while keys are listed
    Pauses m_listingWork;
    Pauses m_looking; ///< behind that
    Pauses m_lookingWork;
    int m_listed = 0;
    double m_bytesBesideKey = 0;
    double m_bytesOfTree = 0;
    double m_before = 0; ///< MB
    double m_with = 0;
    double m_after = 0;
};
