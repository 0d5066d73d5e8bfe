#pragma once

/// Names kernel: compares names across spellings and scripts. It compares; nothing in it can tell anything of a bearer
/// but how the name sounds (R13).

#include "names/keys.hpp"         // IWYU pragma: export
#include "names/legacy_font.hpp"  // IWYU pragma: export
#include "names/romanise.hpp"     // IWYU pragma: export
#include "names/similarity.hpp"   // IWYU pragma: export
#include "names/sounds.hpp"       // IWYU pragma: export
#include "names/tokens.hpp"       // IWYU pragma: export
