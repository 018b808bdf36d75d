#pragma once

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QToolButton;

/// A password or a passphrase: typed unseen, unless a person wants to see it, and kept in the keyring if that is wished. What the keyring
/// has is not read for it.
class SecretField : public QWidget
{
    Q_OBJECT

public:
    enum class Keeping {
        Offered,   ///< in the keyring
        NotOffered ///< it lives as long as the program does
    };

    /// `name` is the line's; that of the other parts ends in "Shown" and "Keep". `what` says for people what it is.
    SecretField(const QString &name, const QString &what, Keeping keeping, QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    /// What the line shows while it is empty and the keyring has none.
    void setPlaceholderText(const QString &text);
    /// Whether the keyring has one.
    void setKept(bool kept);
    /// Whether the one that the keyring has is still the one that is meant.
    [[nodiscard]] bool isKept() const;
    /// Whether the keyring shall have one from now on.
    [[nodiscard]] bool wantsKeeping() const;
    void setWantsKeeping(bool wanted);

signals:
    void changed();

private:
    void updateParts();

    QLineEdit *m_text;
    QToolButton *m_shown;
    QCheckBox *m_keep;
    QString m_placeholder;
    bool m_kept = false;
};
