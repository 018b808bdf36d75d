#pragma once

class QFormLayout;

/// Makes each label of a form look as its field does: disabled where that is.
void matchLabels(const QFormLayout *form);
