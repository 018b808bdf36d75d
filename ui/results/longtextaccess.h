#pragma once

/// Lets screen readers read what is in sight of every LongText.
void installLongTextAccess();
