#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/gathering.hpp"
#include "base/result.hpp"

namespace boothwise::field {

/// Rows that many requests ask for by a key at the same time, fetched in one question. Nothing is remembered: each
/// answer is of after its question. Thread-safe.
template <typename Found>
class Lookup {
 public:
  /// `fetch`: the rows of several different keys, those that are there, in any order; `key_of`: the key of a row.
  template <typename Fetch, typename KeyOf>
  Result<std::optional<Found>> find(std::string key, const Fetch& fetch, const KeyOf& key_of) {
    Waiting mine{std::move(key)};
    together_.take_part(mine, [&](const std::vector<Waiting*>& batch) {
      std::map<std::string, std::optional<Found>> rows;
      for (const Waiting* waiting : batch) rows.emplace(waiting->key, std::nullopt);
      std::vector<std::string> keys;
      for (const auto& [asked, row] : rows) keys.push_back(asked);
      Result<std::vector<Found>> fetched = fetch(std::span<const std::string>(keys));
      if (fetched) {
        for (Found& row : *fetched) rows[key_of(row)] = std::move(row);
      }
      for (Waiting* waiting : batch) {
        waiting->outcome = fetched ? Result<std::optional<Found>>(rows[waiting->key]) : fetched.error();
      }
    });
    return std::move(mine.outcome);
  }

 private:
  struct Waiting {
    std::string key;
    Result<std::optional<Found>> outcome = std::optional<Found>();
  };
  Gathering<Waiting> together_;
};

}  // namespace boothwise::field
