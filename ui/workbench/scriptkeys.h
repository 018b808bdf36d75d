#pragma once

#include "app/run/runsegment.h"

class ByteEditor;
class KeyHistory;

/// Gathers keys that may be offered again. Each call takes a few milliseconds at most: of many keys only some are taken, evenly spread.

/// The keys of the commands in a script, those near the cursor as the latest. What is being written right at the cursor is none yet.
void gatherKeys(const ByteEditor &editor, KeyHistory &keys);
/// The keys of results.
void gatherKeys(const SegmentList &results, KeyHistory &keys);
