#pragma once

#include "connection/text/keysegment.h"

/// Frees a segment of listed keys at which nobody looks any more, as the deleter of those who share it. A large one is freed in another
/// thread, one after another, and its memory given back to the system in steps: to let millions of keys go at once would take longer than a
/// window may stand still, and what is kept for the next listing would look as if the program had never let it go. For any thread.
void dropSegment(const KeySegment *segment);
