#pragma once

#include "app/amounttext.h" // IWYU pragma: export
