#pragma once

#include <cstddef>
#include <vector>

#include "linkage/model.hpp"
#include "linkage/pairs.hpp"

namespace boothwise::linkage {

/// How likely it can at most be taken, before a record is compared, that it has a partner.
constexpr double partnered_most = 0.98;

/// Two tables of which one has nobody twice: probabilities that know of the other candidates. A record of the other
/// table has one partner or none, so that what speaks for one candidate speaks against the rest; and where most records
/// have a partner, a candidate without a rival is likely to be it. With r = Fellegi and Sunter's ratio of a pair ÷ how
/// many its record could have for a partner, that partner is it with πr ÷ (1 − π + π Σ r) over all its candidates; π,
/// the share of records that have a partner, is learnt from these by EM (bipartite matching as Sadinle 2017 has it, the
/// constraint of one side kept). Where both tables have people twice, as sure links of one record to two others tell,
/// links stay as they are. `links`: all that may be, below any threshold, in order of left and right; `records` and
/// `left` as `Prepared` has them, `settled` of them on either side out of the question. What people decided stays.
std::vector<Link> among_rivals(std::vector<Link> links, const Model& model, std::size_t left, std::size_t records,
                               std::size_t settled);

/// Of each record's links keeps the one with the highest weight that is still free on both sides, highest weights
/// first; equal weights go by record. In order of left and right, as `links` is. REQUIRES: all record numbers <
/// `records`.
std::vector<Link> one_to_one(std::vector<Link> links, std::size_t records);

/// Leaves out links that both sides would give up for a clearly better one: brothers are alike, but each has his own
/// partner. One who stands twice in a table keeps both links. Order and requirement as above.
std::vector<Link> without_beaten(std::vector<Link> links, std::size_t records);

}  // namespace boothwise::linkage
