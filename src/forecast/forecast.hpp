#pragma once

/// The forecast's kernel, in the order in which a forecast is made. Parties, blocs and seats are indices; nothing here
/// knows a country, a file or a clock. The model in words: docs/forecast.md.
#include "forecast/contests.hpp"     // IWYU pragma: export — counted elections as contests that were to be told
#include "forecast/elections.hpp"    // IWYU pragma: export — what was, what is to be told, where the seats lie
#include "forecast/fit.hpp"          // IWYU pragma: export — all that is uncertain, chosen from past elections
#include "forecast/needs.hpp"        // IWYU pragma: export — what it would take
#include "forecast/scores.hpp"       // IWYU pragma: export — how good a forecast was
#include "forecast/simulate.hpp"     // IWYU pragma: export — elections by the thousand
#include "forecast/space.hpp"        // IWYU pragma: export — neighbours, and errors that they share
#include "forecast/state_level.hpp"  // IWYU pragma: export — what the blocs may poll: given, without polls, with polls
#include "forecast/swing.hpp"        // IWYU pragma: export — the base, and shares after a swing
#include "forecast/transfers.hpp"    // IWYU pragma: export — alliances to party strengths, and back to blocs
