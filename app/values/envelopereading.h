#pragma once

#include "app/values/valuechain.h"

/// Reads a value in an envelope that has it as bytes of its own, if the decompressed bytes are one. False: they are none, or what was
/// chosen does not fit, with the fault.
[[nodiscard]] bool readWrapped(ValueReading &reading, const ChosenSteps &chosen, const DecodeLimits &limits);
/// Narrows what was decoded to the value in an envelope, if it is one.
void readAsEnvelope(ValueReading &reading, const ChosenSteps &chosen, const DecodeLimits &limits);
/// The steps by which the `bytes` of a reading are read by themselves as they were in it: for what is to take their place.
[[nodiscard]] ChosenSteps stepsOfBytes(const ValueReading &reading);
